"""Every division of today by its code, and today's code for the codes of the past."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache

from regions.datafiles import read_rows
from regions.formers import Former, read_formers
from regions.places import Level, Place, UnknownDivisionError

COUNTY_DIGITS = 6
TOWNSHIP_DIGITS = 12


class Gazetteer:
    """The divisions of 2026. Townships and the past are read when they are first asked for."""

    def __init__(self) -> None:
        self._divisions = _read_divisions()

    def place(self, code: str) -> Place:
        """Returns the division with this code.

        Raises
        ------
        UnknownDivisionError
            No division of today has the code. ``current_codes`` knows the retired ones.
        """
        found = self.get(code)
        if found is None:
            raise UnknownDivisionError(division=code)
        return found

    def get(self, code: str) -> Place | None:
        """Returns the division with this code, or None; 12 digits ending in six zeros are 6."""
        if len(code) == TOWNSHIP_DIGITS and not code.endswith("000000"):
            return self._townships.get(code)
        return self._divisions.get(code[:COUNTY_DIGITS]) if _has_full_length(code) else None

    def children(self, code: str) -> tuple[Place, ...]:
        """Lists the divisions directly under this one in code order."""
        place = self.place(code)
        if place.level is Level.COUNTY:
            return tuple(self._townships_by_county.get(place.code, ()))
        return tuple(self._divisions_by_parent.get(place.code, ()))

    def counties(self) -> tuple[Place, ...]:
        """Lists every county-level division, cities without counties among them."""
        return self.all_places((Level.COUNTY,))

    def townships(self, county_code: str) -> tuple[Place, ...]:
        """Lists the townships of a county in code order."""
        return tuple(self._townships_by_county.get(self.place(county_code).code, ()))

    def all_places(self, levels: Collection[Level] = tuple(Level)) -> tuple[Place, ...]:
        """Lists the places of these levels, each after the place above it."""
        places = [place for place in self._divisions.values() if place.level in levels]
        if Level.TOWNSHIP in levels:
            places.extend(self._townships.values())
        return tuple(places)

    def name_path(self, code: str) -> str:
        """Writes the full name from the province down."""
        return "".join(self.place(part).name for part in self.place(code).codes)

    def current_codes(self, code: str) -> tuple[str, ...]:
        """Returns today's codes for any code ever used: several after a split, else none.

        A code in force is itself, even where another county held it long ago. A township's code
        that is not in force leads to its county.
        """
        place = self.get(code)
        if place is not None:
            return (place.code,)
        if len(code) == TOWNSHIP_DIGITS:
            return self.current_codes(code[:COUNTY_DIGITS])
        return self._current_by_former.get(code, ())

    def is_ever_code(self, code6: str) -> bool:
        """Tells whether these six digits have ever been a division's code."""
        return code6 in self._divisions or code6 in self._current_by_former

    @cached_property
    def formers(self) -> tuple[Former, ...]:
        """Every code and name of the past."""
        return read_formers()

    @cached_property
    def _current_by_former(self) -> dict[str, tuple[str, ...]]:
        last_holder = sorted(self.formers, key=lambda former: former.until or 0)
        return {former.code: former.current_codes for former in last_holder}

    @cached_property
    def _divisions_by_parent(self) -> dict[str, list[Place]]:
        return _by_parent(self._divisions.values())

    @cached_property
    def _townships(self) -> dict[str, Place]:
        return _read_townships(self._divisions)

    @cached_property
    def _townships_by_county(self) -> dict[str, list[Place]]:
        return _by_parent(self._townships.values())


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Returns the one gazetteer of the process."""
    return Gazetteer()


def _has_full_length(code: str) -> bool:
    return len(code) in {COUNTY_DIGITS, TOWNSHIP_DIGITS}


def _by_parent(places: Iterable[Place]) -> dict[str, list[Place]]:
    grouped: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        grouped[place.parent_code].append(place)
    return dict(grouped)


def _read_divisions() -> dict[str, Place]:
    """Reads provinces, prefectures and counties; a parent's code sorts before its children's."""
    places: dict[str, Place] = {}
    for code, name, short, pinyin, level, parent, longitude, latitude in read_rows(
        "divisions.csv.gz"
    ):
        above = places[parent].path if parent else "/"
        places[code] = Place(
            code=code,
            name=name,
            short_name=short,
            pinyin=pinyin,
            level=Level(level),
            parent_code=parent,
            path=f"{above}{code}/",
            longitude=float(longitude),
            latitude=float(latitude),
        )
    return places


def _read_townships(divisions: dict[str, Place]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for code, name, short, pinyin, parent in read_rows("townships.csv.gz"):
        county = divisions[parent]
        places[code] = Place(
            code=code,
            name=name,
            short_name=short,
            pinyin=pinyin,
            level=Level.TOWNSHIP,
            parent_code=parent,
            path=f"{county.path}{code}/",
            longitude=county.longitude,
            latitude=county.latitude,
        )
    return places
