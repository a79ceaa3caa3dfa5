"""Rows and columns read fast are those read plainly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.forms import ClassTable, Test, Threshold
from matching.pairs.market import Market, PartColumns, RuleColumns
from matching.solvers.repair.lines import LineScores
from matching.solvers.repair.overlay import ChangedScores
from matching.solvers.repair.scores import PlainScores


def random_market(seed: int, laborers: int, vacancies: int) -> Market:
    """Draws a market with up to three parts and three rules of both forms."""
    rng = np.random.default_rng(seed)

    def table(*, is_rule: bool) -> ClassTable:
        shape = tuple(int(size) for size in rng.integers(1, 7, 2))
        figures = rng.integers(0, 1001, shape).astype(np.int16)
        return ClassTable(
            rng.integers(0, shape[0], laborers).astype(np.int32),
            rng.integers(0, shape[1], vacancies).astype(np.int32),
            figures < 250 if is_rule else figures,
        )

    def test() -> Test:
        if rng.random() < 0.5:
            return table(is_rule=True)
        return Threshold(rng.integers(1, 5, laborers), rng.integers(0, 4, vacancies))

    return Market(
        laborers,
        rng.integers(0, 4, vacancies),
        tuple(
            PartColumns(
                f"part{place}",
                int(rng.integers(0, 500)),
                tuple(table(is_rule=False) for _ in range(int(rng.integers(1, 3)))),
            )
            for place in range(int(rng.integers(0, 4)))
        ),
        tuple(
            RuleColumns(f"rule{place}", tuple(test() for _ in range(int(rng.integers(1, 3)))))
            for place in range(int(rng.integers(0, 4)))
        ),
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 30), st.integers(1, 12))
def test_lines_equal_plain_lines(seed: int, laborers: int, vacancies: int) -> None:
    """Each row and each column of a random market is the same, read either way."""
    market = random_market(seed, laborers, vacancies)
    fast, plain = LineScores(market), PlainScores(market)
    for laborer in range(laborers):
        assert np.array_equal(fast.row(laborer), plain.row(laborer))
    for vacancy in range(vacancies):
        assert np.array_equal(fast.column(vacancy), plain.column(vacancy))
        assert fast.column(vacancy).dtype == plain.column(vacancy).dtype == np.int32


@pytest.mark.parametrize("seed", range(5))
def test_changes_lie_over_rows_and_columns_alike(seed: int) -> None:
    """With bans, newcomers and a bonus, rows and columns still show one table."""
    rng = np.random.default_rng(seed)
    scores = ChangedScores(
        PlainScores(random_market(seed, 9, 5)), rng.integers(-1, 5, 9).astype(np.int64), 7, 5
    )
    for _ in range(3):
        scores.add_row(rng.integers(-1, 50, scores.vacancy_count).astype(np.int32))
        scores.ban(int(rng.integers(scores.laborer_count)), int(rng.integers(5)))
        scores.add_column(rng.integers(-1, 50, scores.laborer_count).astype(np.int32))
    by_row = np.array([scores.row(laborer) for laborer in range(scores.laborer_count)])
    by_column = np.array([scores.column(vacancy) for vacancy in range(scores.vacancy_count)])
    assert by_row.shape == (12, 8)
    assert np.array_equal(by_row, by_column.T)
