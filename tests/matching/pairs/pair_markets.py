"""Random small markets of every form, and what their pairs are worth by plain evaluation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import strategies as st

from matching.pairs import figures, folded, keys, ranked
from matching.pairs.forms import ClassTable, Figure, Lookup, Test, Threshold
from matching.pairs.market import Market, PartColumns, RuleColumns
from matching.pairs.plain import FORBIDDEN, scores_of_block

NONE = -(2**62)
"""Stands for the best net value where no vacancy is feasible."""


@dataclass(frozen=True)
class Shape:
    """How a market is drawn: its parts and rules, how high figures go, how many are lookups."""

    parts: int = 4
    rules: int = 5
    fewest_rules: int = 0
    top: int = 1000
    weight: int = 400
    most_seats: int = 3
    lookups: float = 0.25


def classes(rng: np.random.Generator, size: int) -> tuple[np.ndarray, int]:
    """Draws a class for each of some people or vacancies: all alike, a few, or all their own."""
    count = int(rng.choice([1, 2, 5, 12, 40, max(1, size)]))
    return rng.integers(0, count, size).astype(np.int32), count + int(rng.integers(0, 3))


def figure_table(rng: np.random.Generator, laborers: int, vacancies: int, top: int) -> ClassTable:
    """Draws a table of figures; some classes are nobody's, some tables give nothing."""
    (rows, row_count), (columns, column_count) = classes(rng, laborers), classes(rng, vacancies)
    high = int(rng.choice([0, 1, 3, top]))
    table = rng.integers(0, high + 1, (row_count, column_count)).astype(np.int16)
    return ClassTable(rows, columns, table)


def index_table(rng: np.random.Generator, laborers: int, vacancies: int) -> ClassTable:
    """Draws entries of an index: of one side only, or of both; small, or of all 16 bits."""
    (rows, row_count), (columns, column_count) = classes(rng, laborers), classes(rng, vacancies)
    if rng.random() < 0.3:
        rows, row_count = np.zeros(laborers, np.int32), 1
    elif rng.random() < 0.4:
        columns, column_count = np.zeros(vacancies, np.int32), 1
    span = int(rng.choice([0, 1, 8, 60, 32_767], p=[0.1, 0.2, 0.3, 0.3, 0.1]))
    table = rng.integers(-span, span + 1, (row_count, column_count)).astype(np.int16)
    return ClassTable(rows, columns, table)


def lookup(rng: np.random.Generator, laborers: int, vacancies: int, top: int) -> Lookup:
    """Draws a falling curve of up to three strata over up to four tables; many ends are clipped."""
    strata, width = int(rng.integers(1, 4)), int(rng.choice([1, 2, 30, 150]))
    curve = -np.sort(
        -rng.integers(0, int(rng.choice([0, 3, top, top])) + 1, (strata, width)), axis=1
    )
    if rng.random() < 0.2:
        curve[:] = curve[:, :1]
    return Lookup(
        tuple(index_table(rng, laborers, vacancies) for _ in range(rng.integers(0, 5))),
        rng.integers(0, strata, vacancies).astype(np.int32),
        curve.astype(np.int16),
        int(rng.integers(-width, 20)),
    )


def forbidding_table(rng: np.random.Generator, laborers: int, vacancies: int) -> ClassTable:
    """Draws a table that forbids nothing, little, much or everything."""
    (rows, row_count), (columns, column_count) = classes(rng, laborers), classes(rng, vacancies)
    share = rng.choice([0.0, 0.1, 0.5, 0.9, 1.0], p=[0.1, 0.4, 0.3, 0.15, 0.05])
    return ClassTable(rows, columns, rng.random((row_count, column_count)) < share)


def threshold(rng: np.random.Generator, laborers: int, vacancies: int) -> Threshold:
    """Draws levels of few or of many kinds, some at the ends of 64 bits."""
    span = int(rng.choice([1, 2, 8, 1000, 10**9]))
    low = int(rng.integers(-span, span))
    have = rng.integers(low, low + span + 1, laborers)
    need = rng.integers(low - span // 2, low + span // 2 + 1, vacancies)
    if rng.random() < 0.3 and laborers and vacancies:
        have[rng.integers(laborers)] = 2**63 - 1
        need[rng.integers(vacancies)] = rng.choice([-(2**63), 2**63 - 1])
    return Threshold(have.astype(np.int64), need.astype(np.int64))


def drawn_market(
    rng: np.random.Generator, laborers: int, vacancies: int, shape: Shape = Shape()
) -> Market:
    """Draws a market of a size with tables and thresholds of every kind."""

    def test() -> Test:
        if rng.random() < 0.5:
            return threshold(rng, laborers, vacancies)
        return forbidding_table(rng, laborers, vacancies)

    def figure() -> Figure:
        table, apart = figure_table(rng, laborers, vacancies, shape.top), rng.spawn(1)[0]
        is_lookup = apart.random() < shape.lookups
        return lookup(apart, laborers, vacancies, shape.top) if is_lookup else table

    parts = tuple(
        PartColumns(
            f"part_{at}",
            int(rng.integers(0, shape.weight + 1)),
            tuple(figure() for _ in range(rng.integers(0, 3))),
        )
        for at in range(rng.integers(0, shape.parts + 1))
    )
    rules = tuple(
        RuleColumns(f"rule_{at}", tuple(test() for _ in range(rng.integers(0, 3))))
        for at in range(rng.integers(shape.fewest_rules, shape.rules + 1))
    )
    seats = rng.integers(0, shape.most_seats + 1, vacancies)
    return Market(laborers, seats.astype(np.int64), parts, rules)


@st.composite
def pair_markets(draw: st.DrawFn, *, most: int = 12, shape: Shape = Shape()) -> Market:
    """Draws a small market, the empty ones among them."""
    laborers, vacancies = draw(st.integers(0, most)), draw(st.integers(0, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return drawn_market(rng, laborers, vacancies, shape)


def all_scores(market: Market) -> np.ndarray:
    """Evaluates every pair plainly."""
    return scores_of_block(market, np.arange(market.laborer_count), np.arange(market.vacancy_count))


def all_nets(market: Market, price: np.ndarray) -> np.ndarray:
    """Gives score less price of every pair, `NONE` where it is forbidden."""
    score = all_scores(market)
    return np.where(score == FORBIDDEN, NONE, score - price[None, :])


RANKED: tuple[tuple[object, str, object], ...] = (
    (ranked, "LONG_BLOCK", 0),
    (ranked, "FEWEST_ALIKE", 0),
)

PATHS: dict[str, tuple[tuple[object, str, object], ...]] = {
    "as_it_is": (),
    "no_rows": ((folded, "FEWEST_GROUPS", 1), (folded, "LABORERS_PER_GROUP", 2**40)),
    "little_memory": ((folded, "ROW_BYTES", 1),),
    "few_rows": ((folded, "FEWEST_GROUPS", 6), (folded, "LABORERS_PER_GROUP", 2**40)),
    "no_masks": ((figures, "MASK_CLASSES", 0), (folded, "FEWEST_GROUPS", 1)),
    "all_gathered": (
        (figures, "MASK_CLASSES", 0),
        (folded, "FEWEST_GROUPS", 1),
        (folded, "LABORERS_PER_GROUP", 2**40),
        (keys, "CODE_COST", 1e9),
    ),
    "all_blocks": (
        (folded, "FEWEST_GROUPS", 1),
        (folded, "LABORERS_PER_GROUP", 2**40),
        (keys, "PAIR_COST", 1e6),
        (keys, "GATHER_COST", 1e6),
    ),
    "spread": ((folded, "READ_PER_PAIR", 0), (folded, "FEWEST_GROUPS", 6)),
    "spread_gathered": (
        (folded, "READ_PER_PAIR", 0),
        (folded, "FEWEST_GROUPS", 1),
        (folded, "LABORERS_PER_GROUP", 2**40),
        (keys, "CODE_COST", 1e9),
    ),
    "ranked": RANKED,
    "ranked_few": (*RANKED, (ranked, "DEPTH", 3), (folded, "FEWEST_GROUPS", 6)),
    "ranked_gathered": (
        *RANKED,
        (ranked, "DEPTH", 8),
        (figures, "MASK_CLASSES", 0),
        (keys, "CODE_COST", 1e9),
    ),
}
"""Ways to force a market's forms into each of the places where a fold can put them."""


@contextmanager
def folded_by(path: str) -> Iterator[None]:
    """Forces a path while a market is folded."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in PATHS[path]:
            patch.setattr(module, name, value)
        yield
