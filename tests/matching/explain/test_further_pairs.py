"""The best pairs beside the plan's, where lists are too short to tell."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.explain import further_pairs as module
from matching.explain.further_pairs import FurtherPairs, further_pairs
from tests.matching.explain.solved import solved
from tests.matching.explain.test_further_seats import solved_table
from tests.matching.market_strategies import markets

MANY = markets(min_people=1, max_people=6, min_vacancies=4, max_vacancies=12, chances=(0.0, 0.05))


def _rows(pairs: FurtherPairs) -> list[tuple[int, ...]]:
    columns = (pairs.person, pairs.place, pairs.vacancy, pairs.score)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@settings(max_examples=60, deadline=None)
@given(MANY, st.sampled_from([(3,), (4,), (4, 6)]), st.integers(1, 40))
def test_short_lists_change_nothing(
    data: MarketData, lengths: tuple[int, ...], pairs_together: int
) -> None:
    """Lists that settle few, then all pairs in chunks of any size: as from long lists."""
    case = solved(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LIST_LENGTHS", (20,))
        wanted = _rows(further_pairs(case, 2))
        patch.setattr(module, "LIST_LENGTHS", lengths)
        patch.setattr(module, "BLOCK_PAIRS", pairs_together)
        assert _rows(further_pairs(case, 2)) == wanted
        patch.setattr(module, "LIST_LENGTHS", ())
        assert _rows(further_pairs(case, 2)) == wanted


def test_equal_posts_are_told_apart_by_their_order() -> None:
    """Where all are worth the same, the first two besides the plan's."""
    found = further_pairs(solved_table([[5] * 50], [1] * 50), 2)
    assert np.all(found.vacancy < 3)
    assert found.place.tolist() == [0, 1]
