"""People alike in all that counts have the same chance under joint rules, over seeds."""

from dataclasses import replace

import numpy as np
import pytest

from matching.columns.market_data import MarketData
from matching.columns.people import PeopleColumns
from matching.constraints.assembled import joint_problem
from matching.constraints.declared import Batch, GroupFloor, Quota, QuotaKind, Rules, Together
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.solvers.joint.solve import JointParams, solve_jointly
from tests.matching.market_strategies import Filler, made_market

DRAWS = 240


def alike(people: int, seats: int) -> MarketData:
    """Makes people who differ in key, row and sex only, and posts that all of them may take."""
    data = made_market(people, 2, Filler(3, 0.0))
    first = PeopleColumns.from_arrow(data.people.to_arrow().take([0] * people))
    made = replace(
        first,
        key=np.arange(100, 100 + people),
        household=np.arange(people),
        sex=np.arange(people, dtype=np.int8) % 2,
    )
    posts = replace(data.vacancies, seats=np.array([seats, 0], np.int64))
    return MarketData(made, posts, data.context)


def chances(data: MarketData, rules: Rules) -> np.ndarray:
    """Counts how often each person is placed over seeds."""
    market = market_of(data, DEFAULT_WEIGHTS)
    problem = joint_problem(data, market, rules)
    placed = np.zeros(len(data.people), np.int64)
    for seed in range(DRAWS):
        found = solve_jointly(problem, JointParams(seed=seed))
        placed += found.vacancy_of_laborer >= 0
    return placed


def assert_alike(placed: np.ndarray) -> None:
    """Holds every count within five standard deviations of what equal chances give."""
    share = placed.mean() / DRAWS
    apart = 5 * np.sqrt(DRAWS * share * (1 - share))
    assert 0 < share < 1
    assert np.abs(placed - placed.mean()).max() <= apart


@pytest.mark.prove
@pytest.mark.parametrize(
    "rules",
    [
        Rules(quotas=(Quota("most", QuotaKind.DESTINATION, most=2),)),
        Rules(floors=(GroupFloor("all", tuple(range(100, 106)), 2),)),
        Rules(batches=(Batch("batch", (900,), 2),)),
    ],
    ids=["quota", "floor", "batch"],
)
def test_single_people_alike_have_equal_chances(rules: Rules) -> None:
    """Six people of both sexes for two or three seats."""
    assert_alike(chances(alike(6, 3), rules))


@pytest.mark.prove
def test_couples_alike_have_equal_chances() -> None:
    """Three couples for two seats: whoever is named first is not preferred."""
    couples = tuple(Together(f"couple{n}", (100 + 2 * n, 101 + 2 * n)) for n in range(3))
    placed = chances(alike(6, 2), Rules(together=couples))
    assert (placed[::2] == placed[1::2]).all()
    assert_alike(placed)


def test_row_order_and_sex_change_nothing_but_lots() -> None:
    """The value is the same in any order of rows, whoever is man or woman."""
    data = alike(6, 3)
    rules = Rules(together=(Together("couple", (100, 103)),))
    market = market_of(data, DEFAULT_WEIGHTS)
    turned = MarketData(
        replace(data.people, sex=1 - data.people.sex, key=data.people.key[::-1].copy()),
        data.vacancies,
        data.context,
    )
    values = [
        solve_jointly(joint_problem(each, market, rules)).objective for each in (data, turned)
    ]
    assert values[0] == values[1] > 0
