"""Why this pair: parts add up, the next best are the first of all, slack is a true bound."""

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.explain.solved_market import SolvedMarket
from matching.explain.why_every_pair import NO_SLACK, every_pair
from matching.explain.why_pair import why_pairs
from matching.market.judged import reasons_of
from tests.matching.explain.solved import solved
from tests.matching.explain.why_oracle import (
    best_value,
    best_with_pair,
    table_of,
)
from tests.matching.market_strategies import Filler, made_market, markets

SMALL = markets(
    min_people=1, max_people=6, min_vacancies=1, max_vacancies=7, chances=(0.0, 0.05, 0.2)
)


def _sorted_others(case: SolvedMarket, row: np.ndarray, planned: int) -> list[int]:
    price = case.solution.vacancy_price
    others = [j for j in range(len(row)) if row[j] >= 0 and j != planned]
    return sorted(others, key=lambda j: (price[j] - row[j], -row[j], j))[:2]


@settings(max_examples=80, deadline=None)
@given(SMALL)
def test_reasons_are_those_of_all_pairs_sorted(data: MarketData) -> None:
    """Contributions add up to the score; the differences are those of the table and the prices."""
    case, table = solved(data), table_of(data)
    price = case.solution.vacancy_price
    told = why_pairs(case, np.flatnonzero(case.has_vacancy))
    for at in range(len(told)):
        why = told.told(at)
        row = table[why.person]
        assert why.vacancy == case.solution.vacancy_of_laborer[why.person]
        assert sum(why.contributions.values()) == why.score == row[why.vacancy]
        assert why.net == why.score - price[why.vacancy]
        wanted = _sorted_others(case, row, why.vacancy)
        assert [one.vacancy for one in why.further] == wanted
        for one in why.further:
            assert one.score == row[one.vacancy]
            assert one.net == one.score - price[one.vacancy]
            assert one.score_less == why.score - one.score
            assert one.net_less == why.net - one.net >= 0


@settings(max_examples=80, deadline=None)
@given(SMALL)
def test_every_pair_has_its_rules_or_a_true_bound(data: MarketData) -> None:
    """Rules as pair by pair; forcing a feasible pair loses at least its slack, 0 for those held."""
    case, table, seats = solved(data), table_of(data), data.vacancies.seats
    plan, value = case.solution.vacancy_of_laborer, best_value(table, seats)
    seen = []
    for block in every_pair(case):
        seen += block.people.tolist()
        masks = reasons_of(case.market, block.people, np.arange(len(seats)))
        assert np.array_equal(block.masks[block.kind], masks)
        assert np.array_equal(block.slack == NO_SLACK, table[block.people] < 0)
        for row, vacancy in np.argwhere(block.slack >= 0).tolist():
            person, slack = int(block.people[row]), int(block.slack[row, vacancy])
            if seats[vacancy]:
                assert slack <= value - best_with_pair(table, seats, person, vacancy)
            if plan[person] == vacancy:
                assert slack == 0
    assert sorted(seen) == list(range(len(data.people)))


def test_no_laborers_no_reasons() -> None:
    """An empty market yields nothing."""
    for people, vacancies in ((0, 0), (0, 3), (3, 0)):
        case = solved(made_market(people, vacancies, Filler(0, 0.0)))
        assert sum(block.slack.size for block in every_pair(case)) == 0
        assert len(why_pairs(case, np.zeros(0, np.int64))) == 0
