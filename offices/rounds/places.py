"""The places of a round in one numbering, with everything above them, and their distances."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regions.distance import distance_km
from regions.places import Level, Place

METRES_PER_KM = 1000


@dataclass(frozen=True, slots=True)
class PlaceNumbers:
    """Places by their number: code order, so that the same places get the same numbers.

    Parameters
    ----------
    places
        The used places and every place above them.
    number_by_code
        Position in ``places`` by division code.
    """

    places: tuple[Place, ...]
    number_by_code: Mapping[str, int]

    def county_number(self, code: str) -> int:
        """Gives the number of the county that a place lies in; its own if it has none above."""
        return self.number_by_code[county_code(self.place(code))]

    def place(self, code: str) -> Place:
        """Gives a used place, or one above it."""
        return self.places[self.number_by_code[code]]


def county_code(place: Place) -> str:
    """Gives the code of a place's county; a place above county level stands for itself."""
    return place.parent_code if place.level is Level.TOWNSHIP else place.code


def number_places(codes: Iterable[str], place_of: Callable[[str], Place]) -> PlaceNumbers:
    """Numbers the used places and all places above them.

    Raises
    ------
    UnknownDivisionError
        If a code is no division of today.
    """
    used = {place.code: place for place in map(place_of, set(codes))}
    above = {code for place in used.values() for code in place.codes} - used.keys()
    used |= {code: place_of(code) for code in above}
    places = tuple(used[code] for code in sorted(used))
    return PlaceNumbers(places, {place.code: number for number, place in enumerate(places)})


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Distances from used homes to used work places, and those that were not known before.

    Parameters
    ----------
    matrix_m
        Metres, int32, a row per home and a column per work place.
    home_index, work_index
        Row and column by place number, -1 where a place is not used so.
    computed_m
        Metres by the codes of two counties that have to be stored.
    """

    matrix_m: npt.NDArray[np.int32]
    home_index: npt.NDArray[np.int32]
    work_index: npt.NDArray[np.int32]
    computed_m: Mapping[tuple[str, str], int]


def measure(
    numbers: PlaceNumbers,
    homes: Iterable[str],
    works: Iterable[str],
    known_m: Mapping[tuple[str, str], int],
) -> Distances:
    """Fills the matrix from known distances between counties and computes the missing ones.

    Townships carry their county's point, so they are as far apart as their counties.
    """
    home_codes, work_codes = sorted(set(homes)), sorted(set(works))
    origins, origin_of = _counties(numbers, home_codes)
    destinations, destination_of = _counties(numbers, work_codes)
    computed_m = {
        (origin, destination): _metres(numbers.place(origin), numbers.place(destination))
        for origin in origins
        for destination in destinations
        if (origin, destination) not in known_m
    }
    metres = {**known_m, **computed_m}
    by_counties = np.array(
        [[metres[origin, destination] for destination in destinations] for origin in origins],
        dtype=np.int32,
    ).reshape(len(origins), len(destinations))
    return Distances(
        by_counties[np.ix_(origin_of, destination_of)],
        _index(numbers, home_codes),
        _index(numbers, work_codes),
        computed_m,
    )


def _metres(origin: Place, destination: Place) -> int:
    return round(distance_km(origin, destination) * METRES_PER_KM)


def _counties(
    numbers: PlaceNumbers, codes: Sequence[str]
) -> tuple[list[str], npt.NDArray[np.intp]]:
    """Gives the counties of places in code order, and the position of each place's county."""
    counties = [county_code(numbers.place(code)) for code in codes]
    order = sorted(set(counties))
    positions = {county: position for position, county in enumerate(order)}
    return order, np.array([positions[county] for county in counties], dtype=np.intp)


def _index(numbers: PlaceNumbers, codes: list[str]) -> npt.NDArray[np.int32]:
    index = np.full(len(numbers.places), -1, dtype=np.int32)
    index[[numbers.number_by_code[code] for code in codes]] = np.arange(len(codes))
    return index
