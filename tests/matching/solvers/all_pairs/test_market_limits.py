"""The solve over all pairs at the ends of what a market can be: right, and soon."""

import numpy as np
import pytest

from matching.pairs.forms import ClassTable, Test, Threshold
from matching.pairs.market import Market, PartColumns, RuleColumns
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.solution import Solution


def market_of(
    laborers: int, seats: np.ndarray, tables: list[ClassTable], tests: list[Test] | None = None
) -> Market:
    """Makes a market of one part per table and one rule per test."""
    return Market(
        laborers,
        seats.astype(np.int64),
        tuple(PartColumns(f"part_{at}", 500, (table,)) for at, table in enumerate(tables)),
        tuple(RuleColumns(f"rule_{at}", (test,)) for at, test in enumerate(tests or [])),
    )


def drawn_table(
    rng: np.random.Generator, sizes: tuple[int, int], classes: tuple[int, int], top: int = 1000
) -> ClassTable:
    """Draws classes and figures."""
    columns = [
        rng.integers(0, count, size).astype(np.int32)
        for size, count in zip(sizes, classes, strict=True)
    ]
    return ClassTable(columns[0], columns[1], rng.integers(0, top + 1, classes).astype(np.int16))


def equal_scores(laborers: int, vacancies: int, figure: int) -> ClassTable:
    """Gives every pair the same figure."""
    return ClassTable(
        np.zeros(laborers, np.int32),
        np.zeros(vacancies, np.int32),
        np.array([[figure]], np.int16),
    )


def proven(market: Market) -> Solution:
    """Solves and demands a complete proof."""
    solution = solve_market(market)
    verification = verify_market(market, solution)
    assert verification.findings == ()
    assert verification.is_optimal
    return solution


@pytest.mark.parametrize("laborers", [0, 1])
@pytest.mark.parametrize("seats", [[], [0], [1], [0, 3]])
def test_nobody_or_one(laborers: int, seats: list[int]) -> None:
    """With nobody or one, and no vacancy, no seat or some: the best single pair, or nothing."""
    table = equal_scores(laborers, len(seats), 7)
    solution = proven(market_of(laborers, np.array(seats), [table]))
    assert solution.objective == (3500 if laborers and sum(seats) else 0)


def test_no_parts_and_no_rules() -> None:
    """Without parts every plan is worth 0, and is proven so."""
    assert proven(Market(5, np.array([1, 2], np.int64), (), ())).objective == 0


def test_no_seats() -> None:
    """Vacancies without seats place nobody."""
    rng = np.random.default_rng(0)
    market = market_of(5000, np.zeros(200), [drawn_table(rng, (5000, 200), (50, 30))])
    assert proven(market).objective == 0


def test_everything_forbidden() -> None:
    """Where every pair is forbidden nobody is placed."""
    rule = Threshold(np.zeros(2000, np.int64), np.ones(300, np.int64))
    market = market_of(2000, np.ones(300), [equal_scores(2000, 300, 9)], [rule])
    solution = proven(market)
    assert solution.objective == 0
    assert np.all(solution.vacancy_of_laborer == -1)


@pytest.mark.parametrize("seats", [20, 60])
def test_all_scores_equal(seats: int) -> None:
    """With one score for all, the objective counts the seats that can be filled."""
    market = market_of(4000, np.full(100, seats), [equal_scores(4000, 100, 700)])
    assert proven(market).objective == 350_000 * min(4000, 100 * seats)


@pytest.mark.parametrize("top", [0, 1, 3])
def test_few_different_scores(top: int) -> None:
    """Scores of a few values, mostly ties, are solved and proven."""
    rng = np.random.default_rng(top)
    tables = [drawn_table(rng, (3000, 100), (20, 30), top) for _ in range(2)]
    proven(market_of(3000, np.full(100, 20), tables))


def test_all_want_the_same() -> None:
    """Where a score depends on the post alone, the best posts are filled."""
    rng = np.random.default_rng(4)
    figures = rng.permutation(100).astype(np.int16)[None, :]
    table = ClassTable(np.zeros(3000, np.int32), np.arange(100, dtype=np.int32), figures)
    best = np.arange(99, 49, -1).sum() * 500 * 60
    assert proven(market_of(3000, np.full(100, 60), [table])).objective == best


@pytest.mark.parametrize("laborers", [1, 50_000])
def test_one_vacancy_with_a_million_seats(laborers: int) -> None:
    """More seats than people: everybody is placed and a seat is worth nothing."""
    rng = np.random.default_rng(1)
    table = drawn_table(rng, (laborers, 1), (1000, 1))
    solution = proven(market_of(laborers, np.array([10**6]), [table]))
    assert solution.objective == 500 * int(table.table[table.laborer_class, 0].sum())
    assert solution.vacancy_price.tolist() == [0]


def test_seats_beyond_all_people() -> None:
    """A headcount of 2^62 at many vacancies is no overflow and no memory."""
    rng = np.random.default_rng(2)
    market = market_of(500, np.full(50, 2**62 // 50), [drawn_table(rng, (500, 50), (40, 50))])
    assert proven(market).vacancy_price.max() == 0


def test_a_hundred_thousand_vacancies_with_one_seat() -> None:
    """Few people and many single seats are solved and proven."""
    rng = np.random.default_rng(3)
    sizes = (300, 100_000)
    rule = Threshold(rng.integers(0, 50, sizes[0]), rng.integers(0, 60, sizes[1]))
    tables = [drawn_table(rng, sizes, (100, 300)), drawn_table(rng, sizes, (50, 2000))]
    assert proven(market_of(300, np.ones(100_000), tables, [rule])).objective > 0


def test_disconnected_markets() -> None:
    """The optimum of markets that share nobody is the sum of theirs."""
    rng = np.random.default_rng(5)
    parts, laborers, vacancies = 20, 2000, 200
    laborer_class = (np.arange(laborers) % parts).astype(np.int32)
    vacancy_class = (np.arange(vacancies) % parts).astype(np.int32)
    table = drawn_table(rng, (laborers, vacancies), (300, 100))
    seats = rng.integers(0, 12, vacancies)
    apart = ClassTable(laborer_class, vacancy_class, ~np.eye(parts, dtype=np.bool_))
    total = 0
    for part in range(parts):
        laborer, vacancy = laborer_class == part, vacancy_class == part
        own = ClassTable(table.laborer_class[laborer], table.vacancy_class[vacancy], table.table)
        total += proven(market_of(laborers // parts, seats[vacancy], [own])).objective
    assert proven(market_of(laborers, seats, [table], [apart])).objective == total
