"""Skill levels as integers that rise with skill, read from the way offices write them."""

import re
import tomllib
import unicodedata
from enum import IntEnum
from functools import lru_cache

from matching.occupations.classification import DATA


class SkillLevel(IntEnum):
    """The five certified levels, 0 for none or unknown."""

    NONE = 0
    BASIC = 1
    INTERMEDIATE = 2
    ADVANCED = 3
    TECHNICIAN = 4
    SENIOR_TECHNICIAN = 5


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, ...], dict[str, SkillLevel]]:
    table = tomllib.loads((DATA / "levels.toml").read_text(encoding="utf-8"))
    return tuple(table["prefixes"]), {
        word: SkillLevel(int(level))
        for level, words in table["spellings"].items()
        for word in words
    }


def parse_level(text: str) -> SkillLevel | None:
    """Reads a level; None when it is empty, unknown or names two different levels."""
    prefixes, spellings = _spellings()
    plain = unicodedata.normalize("NFKC", text).strip()
    for prefix in prefixes:
        plain = plain.replace(prefix, "")
    parts = [part for part in re.split(r"[\W_]+", plain) if part]
    found = {spellings.get(part) for part in parts}
    return found.pop() if len(found) == 1 else None
