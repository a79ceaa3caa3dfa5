"""Made-up names of people."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from offices.sample.draws import Flags, Texts, weighted

DATA = Path(__file__).parent / "data"

DOTTED_SHARE = 0.003
"""Share of names of two parts with a dot between, as some minority names have."""

SHORT_SHARE = 0.16
"""Share of given names of one character."""


@cache
def name_parts() -> dict[str, Any]:
    """Reads the parts of names, once."""
    return tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))


def draw_surnames(rng: np.random.Generator, count: int) -> Texts:
    """Draws surnames by how often they occur."""
    parts = name_parts()
    return np.array(parts["surnames"])[weighted(rng, parts["weights"], count)]


def draw_names(rng: np.random.Generator, surnames: Texts, is_female: Flags) -> Texts:
    """Puts made-up given names behind surnames; a few names become dotted ones."""
    parts = name_parts()
    count = len(surnames)
    pools = (np.array(parts["male"]), np.array(parts["female"]))
    first = np.where(is_female, pools[1][rng.integers(0, len(pools[1]), count)], "")
    first = np.where(is_female, first, pools[0][rng.integers(0, len(pools[0]), count)])
    second = np.where(is_female, pools[1][rng.integers(0, len(pools[1]), count)], "")
    second = np.where(is_female, second, pools[0][rng.integers(0, len(pools[0]), count)])
    second = np.where(rng.random(count) < SHORT_SHARE, "", second)
    plain = np.strings.add(np.strings.add(surnames, first), second)
    family = np.array(parts["dotted_family"])[rng.integers(0, len(parts["dotted_family"]), count)]
    given = np.array(parts["dotted_given"])[rng.integers(0, len(parts["dotted_given"]), count)]
    dotted = np.strings.add(np.strings.add(family, parts["dot"]), given)
    return np.where(rng.random(count) < DOTTED_SHARE, dotted, plain)
