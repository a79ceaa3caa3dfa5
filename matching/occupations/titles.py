"""Suggests occupations for a title as written; a clerk decides whenever it is not sure."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from matching.occupations.classification import DATA, load_classification, read_rows

SHORTLIST = 80
"""How many known titles, by shared characters, are compared letter by letter."""
NO_MEMORY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Option:
    """An occupation and how similar its nearest known title is, 0 to 1."""

    code: str
    name: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a title may mean, best first; only a sure one may be taken without asking."""

    title_normalised: str
    options: tuple[Option, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Known:
    exact: Mapping[str, tuple[str, ...]]
    entries: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    postings: Mapping[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]
    rarity: Mapping[str, float]


@lru_cache(maxsize=1)
def _noise() -> tuple[re.Pattern[str], ...]:
    table = tomllib.loads((DATA / "noise.toml").read_text(encoding="utf-8"))
    return tuple(re.compile(pattern) for pattern in table["patterns"])


def normalise(title: str) -> str:
    """Gives the title without wage, headcount, benefits, width differences and punctuation."""
    plain = unicodedata.normalize("NFKC", title).upper()
    for pattern in _noise():
        plain = pattern.sub("", plain)
    return plain


def _grams(text: str) -> set[str]:
    return {
        *text,
        *(text[i : i + 2] for i in range(len(text) - 1)),
        "^" + text[:1],
        text[-2:] + "$",
    }


def index_titles(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> _Known:
    """Indexes (normalised title, codes) pairs by their characters and pairs of characters."""
    merged: dict[str, set[str]] = defaultdict(set)
    for title, codes in pairs:
        if title:
            merged[title].update(codes)
    entries = tuple(sorted(merged))
    holders: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for gram in sorted(_grams(entry)):
            holders[gram].append(place)
    rarity = {g: float(np.log1p(len(entries) / len(at))) for g, at in holders.items()}
    norms = np.array([np.sqrt(sum(rarity[g] ** 2 for g in sorted(_grams(e)))) for e in entries])
    postings = {
        g: (np.array(at, dtype=np.int64), rarity[g] ** 2 / norms[at]) for g, at in holders.items()
    }
    codes_of = tuple(tuple(sorted(merged[entry])) for entry in entries)
    return _Known(dict(zip(entries, codes_of, strict=True)), entries, codes_of, postings, rarity)


def known_pairs() -> list[tuple[str, tuple[str, ...]]]:
    """Gives the titles the program knows; the project's own override the release's."""
    own = {
        normalise(row["title"]): tuple(row["codes"].split("|"))
        for row in read_rows("titles.tsv")
        if row["use"] == "alias"
    }
    classes = load_classification()
    pairs = [(normalise(classes.name(code)), (code,)) for code in classes.codes]
    names = {title for title, _ in pairs}
    released = [(normalise(row["alias"]), (row["code"],)) for row in read_rows("aliases.tsv")]
    pairs += [(title, codes) for title, codes in released if title not in names]
    return [pair for pair in pairs if pair[0] not in own] + list(own.items())


@lru_cache(maxsize=1)
def _settled() -> frozenset[str]:
    """Gives the titles taken without asking: official names and the project's own list.

    The release's aliases agreed with its own labelled titles in 180 of 309 cases and a clear lead
    in similarity in 68 of 108, so neither is sure; official names agreed in 30 of 30.
    """
    classes = load_classification()
    own = {normalise(row["title"]) for row in read_rows("titles.tsv") if row["use"] == "alias"}
    return frozenset(own | {normalise(classes.name(code)) for code in classes.codes})


@lru_cache(maxsize=1)
def _known() -> _Known:
    return index_titles(known_pairs())


def rank(plain: str, known: _Known) -> list[tuple[str, float]]:
    """Gives (code, similarity) by the mean of character overlap (cosine) and edit similarity."""
    overlap = np.zeros(len(known.entries))
    norm = 0.0
    for gram in sorted(_grams(plain)):
        norm += known.rarity.get(gram, float(np.log1p(len(known.entries)))) ** 2
        if gram in known.postings:
            at, weight = known.postings[gram]
            overlap[at] += weight
    overlap /= np.sqrt(norm)
    best: dict[str, float] = {}
    for place in np.argsort(-overlap, kind="stable")[:SHORTLIST]:
        if overlap[place] <= 0:
            break
        edit = fuzz.ratio(plain, known.entries[place]) / 100
        score = min(1.0, float(overlap[place] + edit) / 2)
        for code in known.codes[place]:
            best[code] = max(best.get(code, 0.0), score)
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


def _suggest(plain: str, remembered: Mapping[str, str], limit: int) -> Suggestions:
    if not plain:
        return Suggestions(plain, (), is_sure=False)
    known = _known()
    chosen = remembered.get(plain)
    exact = (chosen,) if chosen is not None else known.exact.get(plain, ())
    rest = [(code, score) for code, score in rank(plain, known) if code not in exact]
    ranked = [(code, 1.0) for code in exact] + rest
    is_sure = chosen is not None or (len(exact) == 1 and plain in _settled())
    names = load_classification()
    options = tuple(Option(c, names.name(c), round(s, 4)) for c, s in ranked[:limit])
    return Suggestions(plain, options, is_sure)


def suggest_many(
    titles: Iterable[str], *, remembered: Mapping[str, str] = NO_MEMORY, limit: int = 5
) -> dict[str, Suggestions]:
    """Gives suggestions for each distinct title as written.

    ``remembered`` maps a title a clerk has settled before, as written or normalised, to its code
    and always wins; raises ``KeyError`` if such a code is not in the classification.
    """
    memory = {normalise(title): code for title, code in remembered.items()}
    return {title: _suggest(normalise(title), memory, limit) for title in dict.fromkeys(titles)}


def suggest(
    title: str, *, remembered: Mapping[str, str] = NO_MEMORY, limit: int = 5
) -> Suggestions:
    """Gives suggestions for one title; see ``suggest_many``."""
    return suggest_many([title], remembered=remembered, limit=limit)[title]
