"""The best pairs beside the plan's, where many are worth the same."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain.further_pairs import further_pairs
from matching.market.arcs import candidate_arcs
from tests.matching.explain.solved import solved
from tests.matching.explain.test_further_seats import solved_table
from tests.matching.market_strategies import markets

MANY = markets(min_people=1, max_people=6, min_vacancies=4, max_vacancies=12, chances=(0.0, 0.05))


@settings(max_examples=60, deadline=None)
@given(MANY, st.integers(1, 5))
def test_they_are_the_first_of_all_pairs_sorted(data: MarketData, most: int) -> None:
    """As from sorting every feasible pair by net value, score and the vacancy's position."""
    case = solved(data)
    arcs, price = candidate_arcs(data), case.solution.vacancy_price
    wanted = []
    for person in np.flatnonzero(case.has_vacancy).tolist():
        planned = int(case.solution.vacancy_of_laborer[person])
        own = arcs.arc_laborer == person
        score = dict(zip(arcs.arc_vacancy[own].tolist(), arcs.arc_score[own].tolist(), strict=True))
        others = sorted(set(score) - {planned}, key=lambda j: (price[j] - score[j], -score[j], j))
        wanted += [(person, place, j, score[j]) for place, j in enumerate(others[:most])]
    found = further_pairs(case, most)
    columns = (found.person, found.place, found.vacancy, found.score)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == wanted


def test_equal_posts_are_told_apart_by_their_order() -> None:
    """Where all are worth the same, the first two besides the plan's."""
    found = further_pairs(solved_table([[5] * 50], [1] * 50), 2)
    assert np.all(found.vacancy < 3)
    assert found.place.tolist() == [0, 1]
