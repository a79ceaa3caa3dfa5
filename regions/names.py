"""Finds the place that a clerk means, or the places that it could be."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from regions.gazetteer import COUNTY_DIGITS, TOWNSHIP_DIGITS, Gazetteer
from regions.name_index import NameIndex
from regions.places import Place
from regions.spellings import normalized


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text names.

    Parameters
    ----------
    place
        The one place that fits; None where none or several do.
    options
        Every place that fits, in code order. A choice between several is a person's.
    """

    place: Place | None
    options: tuple[Place, ...]


@lru_cache(maxsize=1 << 16)
def resolve(text: str, gazetteer: Gazetteer, within: str | None = None) -> Resolution:
    """Resolves a name or code as clerks write it, with or without the names above it.

    The first of these readings that fits decides, and within it every place that fits is an
    option: the official name of a division, today's or lately retired; its short name, or a
    retired official name; a retired short name; a township's official name; a township's short
    name, if names above it or ``within`` say where to look.

    Parameters
    ----------
    text
        A name (with any of the names above it before it) or a code of 6 or 12 digits.
    gazetteer
        The divisions to search.
    within
        A path prefix; places elsewhere are not considered.
    """
    wanted = normalized(text)
    if wanted.isascii() and wanted.isdigit():
        return _resolution(_by_code(wanted, gazetteer), within)
    index = _index(gazetteer)
    for reading in _readings(index, is_narrowed=within is not None):
        found = _resolution(reading(wanted), within)
        if found.options:
            return found
    return Resolution(None, ())


def _readings(index: NameIndex, *, is_narrowed: bool) -> Iterator[Callable[[str], Iterable[Place]]]:
    yield lambda wanted: _official(wanted, index)
    yield lambda wanted: [*index.loose(wanted), *index.retired(wanted)]
    yield index.retired_short
    yield index.official_townships
    yield index.townships_below
    if is_narrowed:
        yield index.loose_townships


def _official(wanted: str, index: NameIndex) -> list[Place]:
    """Lists the bearers of an official name, and those that lost the same name lately."""
    places = list(index.official(wanted))
    return places and [*places, *index.lately_retired(wanted)]


def _by_code(digits: str, gazetteer: Gazetteer) -> Iterable[Place]:
    if len(digits) not in {COUNTY_DIGITS, TOWNSHIP_DIGITS}:
        return []
    return [gazetteer.place(code) for code in gazetteer.current_codes(digits)]


def _resolution(places: Iterable[Place], within: str | None) -> Resolution:
    distinct = {place.code: place for place in places if place.path.startswith(within or "/")}
    options = tuple(distinct[code] for code in sorted(distinct))
    return Resolution(options[0] if len(options) == 1 else None, options)


@lru_cache(maxsize=1)
def _index(gazetteer: Gazetteer) -> NameIndex:
    return NameIndex(gazetteer)
