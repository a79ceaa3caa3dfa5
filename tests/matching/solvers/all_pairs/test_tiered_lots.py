"""Ties over all pairs drawn by lot: fair between equals, without effect on any figure."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, PartColumns, RuleColumns
from matching.pairs.plain import FORBIDDEN
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs import tight
from matching.solvers.all_pairs.candidate import Candidate
from matching.solvers.all_pairs.lots import drawn, exchanged
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.all_pairs.tiered import solve_market_in_tiers
from matching.solvers.all_pairs.tiered_verify import verify_market_in_tiers
from matching.solvers.all_pairs.tight import equal_laborers, tight_pairs
from matching.solvers.errors import SolverFailedError
from tests.matching.pairs.pair_markets import all_nets, all_scores
from tests.matching.solvers.all_pairs.market_cases import brute_force, tiny_markets
from tests.matching.solvers.all_pairs.test_tiered_market import tiny_tiered_markets

DRAWS = 600
LARGEST_SURPRISE = {1: 15.1, 5: 25.7}
"""Chi-square that equal chances exceed once in 10^4, by degrees of freedom."""
TINY = settings(max_examples=80, deadline=None)


def solved(market: Market) -> tuple[Scanner, Candidate]:
    """Solves, and gives plan and proof in the folded order."""
    scanner, solution = Scanner(market), solve_market(market)
    folded = scanner.folded
    place = np.append(np.argsort(folded.vacancy_at), -1)
    return scanner, Candidate(
        plan=place[solution.vacancy_of_laborer[folded.laborer_at]],
        objective=solution.objective,
        price=solution.vacancy_price[folded.vacancy_at],
        surplus=solution.laborer_surplus[folded.laborer_at],
        bound=solution.bound,
    )


def surprise(counts: np.ndarray) -> float:
    """Measures how far counts are from equal ones: chi-square."""
    expected = counts.sum() / counts.size
    return float(((counts - expected) ** 2 / expected).sum())


def alike(people: int, seats: list[int], scores: list[int]) -> Market:
    """Makes a market in which a post's score is the same for everybody."""
    table = np.array([scores], np.int16)
    posts = np.arange(len(seats), dtype=np.int32)
    part = PartColumns("score", 1, (ClassTable(np.zeros(people, np.int32), posts, table),))
    return Market(people, np.array(seats, np.int64), (part,), ())


def assert_best(market: Market, scanner: Scanner, plan: np.ndarray) -> None:
    """Holds a plan (folded) against the best of all plans."""
    folded, placed = scanner.folded, np.flatnonzero(plan >= 0)
    pairs = folded.laborer_at[placed], folded.vacancy_at[plan[placed]]
    scores = all_scores(market)[pairs]
    assert np.all(scores != FORBIDDEN)
    taken = np.bincount(pairs[1], minlength=market.vacancy_count)
    assert np.all(taken <= market.seats)
    assert scores.sum() == brute_force(market)


def cut_short(patch: pytest.MonkeyPatch) -> None:
    """Leaves no time to complete lists of one pair."""
    for name, value in (("LENGTH", 1), ("FREE_LOOKS", 0), ("MOST_PASSES", 0)):
        patch.setattr(tight, name, value)


@given(tiny_markets(), st.integers(0, 2**64))
@TINY
def test_every_seed_gives_a_best_plan(market: Market, seed: int) -> None:
    """Lots give a best plan, and the same one again."""
    scanner, candidate = solved(market)
    plan = drawn(scanner, candidate, seed)
    assert_best(market, scanner, plan)
    np.testing.assert_array_equal(plan, drawn(scanner, candidate, seed))


@given(tiny_markets(), st.integers(0, 2**32))
@TINY
def test_every_seed_gives_a_best_plan_from_short_lists(market: Market, seed: int) -> None:
    """The same where lists are cut short and no time is left to complete them."""
    with pytest.MonkeyPatch.context() as patch:
        cut_short(patch)
        scanner, candidate = solved(market)
        assert_best(market, scanner, drawn(scanner, candidate, seed))


@given(tiny_markets(), st.sampled_from([1, 2, 16]))
@TINY
def test_lists_hold_all_tight_pairs(market: Market, length: int) -> None:
    """However short the lists of a pass are, further passes complete them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tight, "LENGTH", length)
        scanner, candidate = solved(market)
        found = tight_pairs(scanner, candidate.price, candidate.surplus, candidate.plan)
    folded = scanner.folded
    price = np.empty_like(candidate.price)
    price[folded.vacancy_at] = candidate.price
    nets = all_nets(market, price)[folded.laborer_at][:, folded.vacancy_at]
    expected = np.argwhere(nets == candidate.surplus[:, None]).tolist()
    pairs = zip(found.laborer.tolist(), found.vacancy.tolist(), strict=True)
    assert sorted(map(list, pairs)) == expected
    assert found.is_complete


@pytest.mark.parametrize("looks", [0, 2**26])
def test_equal_laborers_have_equal_chances_for_one_seat(
    looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six people of equal score and one seat: each wins about every sixth draw."""
    monkeypatch.setattr(tight, "LENGTH", 1)
    monkeypatch.setattr(tight, "FREE_LOOKS", looks)
    monkeypatch.setattr(tight, "MOST_PASSES", 0)
    scanner, candidate = solved(alike(6, [1, 1], [7, 0]))
    first = int(np.flatnonzero(scanner.folded.vacancy_at == 0)[0])
    wins = sum((drawn(scanner, candidate, seed) == first).astype(int) for seed in range(DRAWS))
    assert wins.sum() == DRAWS
    assert surprise(wins) < LARGEST_SURPRISE[5]


def test_equals_in_tiers_have_equal_chances() -> None:
    """Two of one household want the one good seat: each gets it about every second draw."""
    market = replace(
        alike(4, [1, 2], [9, 1]), household_of_laborer=np.array([5, -1, -1, 5], np.int64)
    )

    def winner(seed: int) -> int:
        solution = solve_market_in_tiers(market, seed=seed)
        assert verify_market_in_tiers(market, solution).is_optimal
        return int(np.flatnonzero(solution.vacancy_of_laborer == 0)[0])

    wins = np.bincount([winner(seed) for seed in range(200)], minlength=4)
    assert surprise(wins[[0, 3]]) < LARGEST_SURPRISE[1]
    assert surprise(wins[[1, 2]]) < LARGEST_SURPRISE[1]


@given(market=tiny_tiered_markets(), seed=st.integers(0, 2**64), is_cut=st.booleans())
@TINY
def test_lots_leave_the_figures_in_tiers(market: Market, seed: int, *, is_cut: bool) -> None:
    """Under every seed all figures, bounds and proofs are those without, and hold."""
    plain = solve_market_in_tiers(market)
    with pytest.MonkeyPatch.context() as patch:
        if is_cut:
            cut_short(patch)
        lots = solve_market_in_tiers(market, seed=seed)
    assert verify_market_in_tiers(market, lots).is_optimal
    assert lots.tier_values == plain.tier_values
    assert lots.bounds == plain.bounds


def test_an_unproven_plan_is_refused() -> None:
    """Prices that do not prove the plan's value are told from those that do."""
    scanner, candidate = solved(alike(3, [1, 1], [7, 5]))
    with pytest.raises(SolverFailedError):
        drawn(scanner, replace(candidate, objective=11), seed=1)


def test_kinds_are_equal_where_scores_are() -> None:
    """Laborers of one kind have equal rows of scores; those of a market all alike are one kind."""
    market = alike(5, [1, 1], [7, 5])
    assert len(set(equal_laborers(Scanner(market).folded).tolist())) == 1


@given(tiny_markets())
@TINY
def test_one_kind_means_equal_scores(market: Market) -> None:
    """Whoever is put into one kind scores the same everywhere."""
    folded = Scanner(market).folded
    kind, scores = equal_laborers(folded), all_scores(market)[folded.laborer_at]
    for one in range(market.laborer_count):
        for other in np.flatnonzero(kind == kind[one]).tolist():
            np.testing.assert_array_equal(scores[one], scores[other])


def test_one_kind_means_equal_open_posts() -> None:
    """Where the few open posts of a laborer are looked up, those who have others are another kind.

    Three hundred occupations, each open to its own laborers alone, score the same where open.
    """
    trades, people = 300, 600
    trade = (np.arange(people) % trades).astype(np.int32)
    post = np.arange(trades, dtype=np.int32)
    same = ClassTable(np.zeros(people, np.int32), post, np.full((1, trades), 7, np.int16))
    own = ClassTable(trade, post, ~np.eye(trades, dtype=np.bool_))
    market = Market(
        people,
        np.ones(trades, np.int64),
        (PartColumns("same", 1, (same,)),),
        (RuleColumns("trade", (own,)),),
    )
    folded = Scanner(market).folded
    assert len(folded.opening.of_laborer), "the market is meant to be folded with an opening"
    kind = equal_laborers(folded)
    for one in np.unique(kind).tolist():
        assert len(np.unique(trade[folded.laborer_at][kind == one])) == 1


def test_places_are_exchanged_within_kinds() -> None:
    """Each kind keeps its places, whoever gets them."""
    plan, kind = np.array([3, -1, 4, 5, -1, 6]), np.array([0, 1, 0, 1, 0, 1])
    for seed in range(20):
        dealt = exchanged(plan, kind, seed)
        for number in (0, 1):
            assert sorted(dealt[kind == number]) == sorted(plan[kind == number])
