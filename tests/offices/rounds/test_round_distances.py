"""Distances of a round."""

from offices.rounds.places import Distances, measure, number_places
from regions.distance import WITHIN_COUNTY_KM, distance_km
from regions.gazetteer import load_gazetteer

HOMES = ("433124100000", "433124101000", "433130")
WORKS = ("441900", "433124")
place = load_gazetteer().place


def measured(known_m: dict[tuple[str, str], int]) -> Distances:
    """Distances from the homes to the works."""
    return measure(number_places({*HOMES, *WORKS}, place), HOMES, WORKS, known_m)


def test_townships_are_as_far_as_their_counties() -> None:
    """Every home and work place has its row and column, computed once a pair of counties."""
    distances = measured({})
    numbers = number_places({*HOMES, *WORKS}, place)
    for home in HOMES:
        for work in WORKS:
            row = distances.home_index[numbers.number_by_code[home]]
            column = distances.work_index[numbers.number_by_code[work]]
            metres = round(1000 * distance_km(place(home), place(work)))
            assert distances.matrix_m[row, column] == metres
    counties = {"433124", "433130"}
    assert distances.computed_m.keys() == {(home, work) for home in counties for work in WORKS}
    assert distances.computed_m["433124", "433124"] == 1000 * WITHIN_COUNTY_KM


def test_known_distances_are_taken_as_they_are() -> None:
    """A stored distance is not computed again, for any township of its county."""
    distances = measured({("433124", "441900"): 7, ("433130", "441900"): 8, ("500000", "1"): 9})
    assert distances.matrix_m[:, 1].tolist() == [7, 7, 8]
    assert distances.computed_m.keys() == {("433124", "433124"), ("433130", "433124")}


def test_without_work_places_nothing_is_measured() -> None:
    """No vacancy is no column."""
    distances = measure(number_places(HOMES, place), HOMES, (), {})
    assert distances.matrix_m.shape == (3, 0)
    assert not distances.computed_m
