"""Reads the room's data files: layouts, labels, words, faults."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=8)
def read_data(name: str) -> Mapping[str, Any]:  # the shape is each file's own
    """Reads ``data/<name>.toml`` once."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def read_words(section: str, name: str) -> tuple[str, ...]:
    """Gives one list of words."""
    return tuple(read_data("words")[section][name])
