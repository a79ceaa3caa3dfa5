"""Columns without ids are judged as before, and nobody is found by them."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.ages import ages
from matching.proof.nameless import without_ids
from matching.retention.model import RetentionModel
from tests.matching.market_strategies import Filler, made_market, markets
from tests.matching.proof.proof_cases import all_scores


@settings(max_examples=60, deadline=None)
@given(markets())
def test_every_pair_is_judged_as_before(data: MarketData) -> None:
    """Scores and forbidden pairs stay the same, to the point."""
    np.testing.assert_array_equal(all_scores(without_ids(data)), all_scores(data))


@settings(max_examples=30, deadline=None)
@given(markets())
def test_ids_are_positions(data: MarketData) -> None:
    """Keys and households are positions; employers are numbered by their first appearance."""
    nameless = without_ids(data)
    assert nameless.people.key.tolist() == list(range(len(data.people)))
    assert nameless.people.household.tolist() == list(range(len(data.people)))
    assert nameless.vacancies.key.tolist() == list(range(len(data.vacancies)))
    before, after = data.vacancies.employer.tolist(), nameless.vacancies.employer.tolist()
    assert after == [list(dict.fromkeys(before)).index(one) for one in before]
    known = RetentionModel.from_arrow(nameless.context.retention).effects("employer")
    assert set((known.ids // 100).tolist()) <= set(after)


@pytest.mark.parametrize("day", ["2026-03-02", "2028-02-29", "2027-02-28", "2026-12-31"])
def test_birthdays_become_ages(day: str) -> None:
    """Whatever the day of the check and of birth, the age stays and the day of birth is lost."""
    data = made_market(400, 1, Filler(1, 0.5))
    policy_day = int(np.datetime64(day).astype(np.int64))
    births = policy_day - np.arange(400) * 91
    object.__setattr__(data.people, "birth_day", births.astype(np.int32))
    object.__setattr__(data.context, "policy_day", policy_day)
    nameless = without_ids(data)
    np.testing.assert_array_equal(ages(nameless), ages(data))
    days = nameless.people.birth_day.astype("datetime64[D]")
    assert {str(one)[5:] for one in days} == {day[5:7] + "-01"}


def test_the_same_columns_twice_lose_nothing_more() -> None:
    """Columns without ids stay as they are."""
    once = without_ids(made_market(30, 8, Filler(2, 0.4)))
    assert without_ids(once).content_hash() == once.content_hash()
