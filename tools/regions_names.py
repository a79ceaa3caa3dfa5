"""Names in daily use and pinyin, derived from official names."""

import tomllib
from pathlib import Path

from pypinyin import lazy_pinyin, load_single_dict

WORDS = tomllib.loads((Path(__file__).parent / "region_words.toml").read_text(encoding="utf-8"))
NATIONALITIES = sorted(WORDS["nationalities"], key=len, reverse=True)
SHORTEST = 2
load_single_dict({ord(word): reading for word, reading in WORDS["readings"].items()})


def short_name(code: str, name: str, level: str) -> str:
    """Strips the kind of division and the nationalities: 湘西土家族苗族自治州 -> 湘西.

    A name that would become shorter than two characters stays whole (道县).
    """
    if code in WORDS["short_names"]:
        return str(WORDS["short_names"][code])
    ending = next((end for end in WORDS[f"{level}_endings"] if name.endswith(end)), "")
    stem = name.removesuffix(ending)
    if ending.startswith(("自治", "民族")):
        stem = _without_nationalities(stem)
    return stem if len(stem) >= SHORTEST else name


def pinyin(name: str) -> str:
    """Spells a name in lower-case pinyin without tones or spaces."""
    return "".join(lazy_pinyin(name, errors="ignore"))


def _without_nationalities(stem: str) -> str:
    while True:
        people = next((word for word in NATIONALITIES if stem.endswith(word)), None)
        if people is None or len(stem) - len(people) < SHORTEST:
            return stem
        stem = stem.removesuffix(people)
