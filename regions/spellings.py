"""The spellings under which a place is found."""

import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

from regions.places import Place

DROPPED = ("Z", "P", "S", "Cc", "Cf")  # blanks, punctuation, signs, controls; rare characters stay


def normalized(text: str) -> str:
    """Folds full-width signs, drops blanks and punctuation, and words that name no division."""
    folded = "".join(
        sign
        for sign in unicodedata.normalize("NFKC", text)
        if not unicodedata.category(sign).startswith(DROPPED)
    )
    for filler in _words()["fillers"]["words"]:
        if folded != filler:
            folded = folded.replace(filler, "")
    return folded


def loose_spellings(place: Place) -> tuple[str, ...]:
    """Lists the spellings of a place other than its official name."""
    found = {place.short_name: None}
    for ending, instead in _words()["endings"].items():
        if place.name.endswith(ending):
            found |= {place.short_name + other: None for other in instead}
    found |= {alias: None for alias, code in _words()["aliases"].items() if code == place.code}
    found.pop(place.name, None)
    return tuple(found)


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads((files("regions") / "data" / "spellings.toml").read_text(encoding="utf-8"))
