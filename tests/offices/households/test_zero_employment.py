"""Households in which somebody could work and nobody does."""

from hypothesis import given
from hypothesis import strategies as st

from models.enums import Standing
from offices.households.zero_employment import zero_employment

POOL, AT_WORK, AWAY = Standing.POOL, Standing.AT_WORK, Standing.NOT_AVAILABLE


def test_only_households_without_work_and_with_somebody_able_count() -> None:
    """One at work takes the household out; people who are not available neither add nor take."""
    people = [(1, POOL), (1, AWAY), (2, POOL), (2, AT_WORK), (3, AWAY), (4, AT_WORK), (5, POOL)]
    assert zero_employment(people) == {1, 5}


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(list(Standing)))))
def test_somebody_starting_work_takes_the_household_out(
    people: list[tuple[int, Standing]],
) -> None:
    """Adding somebody at work to a household removes exactly this household."""
    before = zero_employment(people)
    assert zero_employment([*people, (1, AT_WORK)]) == before - {1}
