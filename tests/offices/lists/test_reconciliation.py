"""The sums of a round and its lists."""

from dataclasses import replace

import pytest

from offices.lists.reconciliation import ListCounts, RoundCounts, reconcile_counts

COUNTS = RoundCounts(
    registered=100,
    by_standing={"at_work": 30, "pool": 50, "not_available": 20},
    offered=35,
    without_offer=15,
    planned=35,
    accepted=30,
    placements=30,
    at_work_away=25,
)
LISTS = ListCounts(
    names=50,
    stability=55,
    quota=80,
    quota_agreed=80,
    matched=35,
    confirmed=30,
    owners=4,
    owners_with_duty=4,
)


def test_a_sound_round_adds_up() -> None:
    """All ten sums hold, and three of them before anything is published."""
    assert reconcile_counts("R", COUNTS, LISTS).holds
    assert len(reconcile_counts("R", COUNTS, LISTS).checks) == 10
    assert len(reconcile_counts("R", COUNTS, None).checks) == 3


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"registered": 101}, {"register_is_standings"}),
        ({"without_offer": 14}, {"pool_is_offered_and_without"}),
        ({"planned": 34}, {"offered_is_planned"}),
        ({"accepted": 29}, {"placements_are_accepted", "confirmed_is_accepted"}),
        ({"at_work_away": 24}, {"stability_is_at_work_and_expected"}),
    ],
)
def test_a_wrong_figure_of_the_round_is_named(change: dict[str, int], broken: set[str]) -> None:
    """One person too many or too few breaks the sums that count this person."""
    found = reconcile_counts("R", replace(COUNTS, **change), LISTS)  # type: ignore[arg-type]
    assert {check.code for check in found.broken} == broken


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"names": 49}, "names_are_pool"),
        ({"stability": 54}, "stability_is_at_work_and_expected"),
        ({"quota": 79}, "quota_is_agreed"),
        ({"matched": 36}, "matched_is_offered"),
        ({"confirmed": 29}, "confirmed_is_accepted"),
        ({"owners_with_duty": 3}, "owners_have_duties"),
    ],
)
def test_a_wrong_line_of_a_list_is_named(change: dict[str, int], broken: str) -> None:
    """A line too many or too few breaks exactly the sum it belongs to."""
    found = reconcile_counts("R", COUNTS, replace(LISTS, **change))
    assert [check.code for check in found.broken] == [broken]
