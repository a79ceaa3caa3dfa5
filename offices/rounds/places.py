"""The places of a round in one numbering, with everything above them, and their distances."""

from collections.abc import Callable, Iterable, Mapping
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
        return self.number_by_code[county_code(self.places[self.number_by_code[code]])]


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


@dataclass(frozen=True, slots=True)
class Distances:
    """Distances from used homes to used work places, and those that were not known before.

    Parameters
    ----------
    matrix_m
        Metres, int32, a row per home and a column per work place.
    home_index, work_index
        Row and column by place number, -1 where a place is not used so.
    computed_m
        Metres by origin and destination code that have to be stored.
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
    """Fills the matrix from known distances and computes the missing ones.

    Townships carry their county's point, so each pair of counties is computed once.
    """
    home_codes, work_codes = sorted(set(homes)), sorted(set(works))
    matrix = np.zeros((len(home_codes), len(work_codes)), dtype=np.int32)
    computed: dict[tuple[str, str], int] = {}
    by_counties: dict[tuple[str, str], int] = {}
    places = [numbers.places[numbers.number_by_code[work]] for work in work_codes]
    destinations = [(county_code(place), place) for place in places]
    for row, home in enumerate(home_codes):
        origin = numbers.places[numbers.number_by_code[home]]
        county = county_code(origin)
        for column, (work, (other, destination)) in enumerate(
            zip(work_codes, destinations, strict=True)
        ):
            metres = known_m.get((home, work))
            if metres is None:
                metres = by_counties.get((county, other))
                if metres is None:
                    metres = round(distance_km(origin, destination) * METRES_PER_KM)
                    by_counties[county, other] = metres
                computed[home, work] = metres
            matrix[row, column] = metres
    return Distances(
        matrix,
        _index(numbers, home_codes),
        _index(numbers, work_codes),
        computed,
    )


def _index(numbers: PlaceNumbers, codes: list[str]) -> npt.NDArray[np.int32]:
    index = np.full(len(numbers.places), -1, dtype=np.int32)
    index[[numbers.number_by_code[code] for code in codes]] = np.arange(len(codes))
    return index
