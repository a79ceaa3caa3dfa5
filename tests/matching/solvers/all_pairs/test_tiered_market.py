"""Priorities over all pairs against every plan, and the check of their proofs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, RuleColumns
from matching.pairs.plain import scores_of_pairs
from matching.solvers.all_pairs.plain_nets import plain_best_nets
from matching.solvers.all_pairs.solve import DEFAULT_PARAMS, MarketParams, solve_market
from matching.solvers.all_pairs.tiered import solve_market_in_tiers
from matching.solvers.all_pairs.tiered_verify import scanned_best_nets, verify_market_in_tiers
from matching.solvers.errors import InvalidProblemError
from matching.solvers.solution import Status
from matching.solvers.tiers import pricing
from matching.solvers.tiers.solution import TieredSolution, TierProof, TierValues
from matching.solvers.tiers.solve import solve_tiers
from tests.matching.pairs.pair_markets import Shape, drawn_market
from tests.matching.solvers.all_pairs.market_cases import (
    dense_market,
    listed_problem,
    tiny_markets,
    tiny_shape,
)
from tests.matching.solvers.tiers.tier_cases import best_by_force

TINY = settings(max_examples=120, deadline=None)


def in_households(market: Market, rng: np.random.Generator) -> Market:
    """Draws households: nobody's, few, many, or one for all."""
    numbers = rng.integers(-1, int(rng.integers(0, 5)), market.laborer_count)
    return replace(market, household_of_laborer=numbers)


@st.composite
def tiny_tiered_markets(draw: st.DrawFn) -> Market:
    """Draws tiny markets with households."""
    market = draw(tiny_markets())
    numbers = st.sampled_from([-1, 0, 3, 2**40])
    count = market.laborer_count
    drawn = draw(st.lists(numbers, min_size=count, max_size=count))
    return replace(market, household_of_laborer=np.array(drawn, np.int64))


def listed_household(market: Market) -> list[int]:
    """Gives the households as a list, -1 where there are none."""
    households = market.household_of_laborer
    return [-1] * market.laborer_count if households is None else households.tolist()


def proven(market: Market, params: MarketParams = DEFAULT_PARAMS) -> TieredSolution:
    """Solves and demands that both ways of checking find every proof complete."""
    solution = solve_market_in_tiers(market, params)
    for best_nets in (plain_best_nets, scanned_best_nets):
        verification = verify_market_in_tiers(market, solution, best_nets)
        assert verification.findings == ()
        assert verification.is_optimal
    assert solution.status == Status.OPTIMAL
    assert solution.objective == solution.tier_values.score
    return solution


def assert_best(market: Market) -> None:
    """Holds the figures against trying every plan."""
    best = best_by_force(listed_problem(market), listed_household(market))
    assert proven(market).tier_values == best


@given(tiny_tiered_markets())
@TINY
def test_equals_every_plan_tried(market: Market) -> None:
    """The three figures over all pairs are those of the best of all plans."""
    assert_best(market)


@pytest.mark.parametrize("bonus", [1, 2**12, 2**30])
def test_equals_every_plan_tried_from_any_bonus(
    bonus: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bonuses that begin too small, or so large that prices pass 32 bits, end at the same."""
    monkeypatch.setattr(pricing, "BONUS_IN_TOP_SCORES", bonus)
    for seed in range(60):
        rng = np.random.default_rng([bonus, seed])
        laborers, vacancies = int(rng.integers(0, 7)), int(rng.integers(0, 5))
        market = drawn_market(rng, laborers, vacancies, tiny_shape(rng))
        assert_best(in_households(market, rng))


@pytest.mark.prove
@pytest.mark.parametrize("block", range(10))
def test_equals_every_plan_tried_many(block: int) -> None:
    """Ten thousand tiny markets equal the best of all plans."""
    for seed in range(1000):
        rng = np.random.default_rng([block, seed])
        laborers, vacancies = int(rng.integers(0, 7)), int(rng.integers(0, 5))
        market = drawn_market(rng, laborers, vacancies, tiny_shape(rng))
        assert_best(in_households(market, rng))


def medium_market(seed: int) -> Market:
    """Draws a market of some hundred pairs, scarce or plentiful."""
    rng = np.random.default_rng(seed)
    while True:
        market = drawn_market(rng, 150, 40, Shape(parts=4, rules=3, most_seats=4))
        if listed_problem(market).arc_count > 300 and market.top_score > 0:
            households = np.where(rng.random(150) < 0.5, rng.integers(0, 30, 150), -1)
            return replace(market, household_of_laborer=households)


@pytest.mark.parametrize("seed", range(8))
def test_equals_all_pairs_listed(seed: int) -> None:
    """Medium markets reach the figures of a solve on the list of all pairs."""
    market = medium_market(seed)
    listed = solve_tiers(listed_problem(market), listed_household(market))
    assert proven(market).tier_values == listed.tier_values


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(8, 150))
def test_equals_all_pairs_listed_many(seed: int) -> None:
    """The same on many more."""
    test_equals_all_pairs_listed(seed)


@pytest.mark.parametrize("seed", range(4))
def test_start_prices_end_at_the_same(seed: int) -> None:
    """Prices of a plain solve, of nothing or far too high end at the same figures."""
    market = medium_market(seed)
    values = proven(market).tier_values
    size = market.vacancy_count
    starts = (solve_market(market).vacancy_price, np.zeros(size, np.int64), np.full(size, 2**40))
    for start in starts:
        assert proven(market, MarketParams(start_prices=start)).tier_values == values


def test_without_households_people_come_first() -> None:
    """A market that says nothing of households has none to lift, and places the most."""
    market = replace(medium_market(1), household_of_laborer=None)
    values = proven(market).tier_values
    assert values.households == 0
    assert values == solve_tiers(listed_problem(market), listed_household(market)).tier_values


def test_a_long_chain_of_moves() -> None:
    """To place one more, sixty people each give up the top score: bonuses are raised to it."""
    links, top = 60, 2**20
    scores = np.zeros((links + 1, links + 1), np.int64)
    is_feasible = np.eye(links + 1, dtype=bool) | np.eye(links + 1, k=1, dtype=bool)
    is_feasible[links] = False
    is_feasible[links, 0] = True
    np.fill_diagonal(scores, top)
    scores[links] = 0
    market = with_only(dense_market([1] * (links + 1), scores), is_feasible)
    values = proven(market).tier_values
    assert (values.placed, values.score) == (links + 1, 0)
    assert proven(market).bonuses.person >= links * top


def with_only(market: Market, is_feasible: np.ndarray) -> Market:
    """Forbids all other pairs of a market whose people and posts are classes of their own."""
    laborers, vacancies = (np.arange(size, dtype=np.int32) for size in is_feasible.shape)
    rule = RuleColumns("only", (ClassTable(laborers, vacancies, ~is_feasible),))
    return replace(market, rules=(rule,))


@pytest.mark.parametrize(("laborers", "vacancies"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_nearly_empty_markets(laborers: int, vacancies: int) -> None:
    """Nobody, no post, or one of each."""
    market = dense_market([2] * vacancies, np.full((laborers, vacancies), 7))
    market = replace(market, household_of_laborer=np.zeros(laborers, np.int64))
    count = min(laborers, vacancies)
    assert proven(market).tier_values.placed == count


def test_stopped_at_once_gives_exact_counts_and_an_honest_bound() -> None:
    """Who stops in the search gets both counts exactly, and a plan under a bound on its score."""
    for seed in range(6):
        market = medium_market(seed)
        full = proven(market)
        stopped = solve_market_in_tiers(market, MarketParams(is_stopped=lambda: True))
        assert verify_market_in_tiers(market, stopped).findings == ()
        assert stopped.tier_values.households == full.tier_values.households
        assert stopped.tier_values.placed == full.tier_values.placed
        assert stopped.tier_values.score <= full.tier_values.score <= stopped.bounds.score


def test_same_input_same_plan() -> None:
    """Two solves of one market agree in every figure."""
    market = medium_market(3)
    first, second = solve_market_in_tiers(market), solve_market_in_tiers(market)
    np.testing.assert_array_equal(first.vacancy_of_laborer, second.vacancy_of_laborer)
    prices = [one.score_proof.vacancy_price for one in (first, second)]
    np.testing.assert_array_equal(*prices)


def codes(market: Market, solution: TieredSolution) -> set[str]:
    """Demands that nothing is called optimal, and gives what was found."""
    verification = verify_market_in_tiers(market, solution)
    assert not verification.is_optimal
    return {finding.code for finding in verification.findings}


def test_every_changed_figure_is_found() -> None:
    """A figure, a bound, a price or a pair changed is no longer called optimal."""
    market = medium_market(2)
    solution = proven(market)
    values, plan = solution.tier_values, solution.vacancy_of_laborer
    names = ("households", "placed", "score")
    for name in names:
        claimed = replace(values, **{name: getattr(values, name) + 1})
        assert codes(market, replace(solution, tier_values=claimed))
    for name in names:
        proof = getattr(solution, f"{name}_proof")
        for change in (-1, 1):
            other = TierProof(proof.vacancy_price, proof.bound + change)
            assert f"{name}_bound_differs" in codes(
                market, replace(solution, **{f"{name}_proof": other})
            )
        negative = proof.vacancy_price.copy()
        negative[0] = -1
        broken = replace(solution, **{f"{name}_proof": TierProof(negative, proof.bound)})
        assert f"{name}_price_out_of_range" in codes(market, broken)
    placed = int(np.flatnonzero(plan >= 0)[0])
    for vacancy in (-1, market.vacancy_count):
        changed = plan.copy()
        changed[placed] = vacancy
        assert codes(market, replace(solution, vacancy_of_laborer=changed))


def test_a_plan_below_the_best_does_not_pass() -> None:
    """With anybody taken out, and the figures told honestly, the proofs no longer meet them."""
    market = medium_market(5)
    solution = proven(market)
    households = np.array(listed_household(market))
    for laborer in np.flatnonzero(solution.vacancy_of_laborer >= 0).tolist():
        plan = solution.vacancy_of_laborer.copy()
        plan[laborer] = -1
        placed = np.flatnonzero(plan >= 0)
        scores = scores_of_pairs(market, placed, plan[placed])
        values = TierValues(
            households=len(set(households[placed].tolist()) - {-1}),
            placed=placed.size,
            score=int(scores.sum()),
        )
        codes(market, replace(solution, vacancy_of_laborer=plan, tier_values=values))


def test_households_that_are_refused() -> None:
    """Numbers below -1 are refused."""
    market = replace(medium_market(1), household_of_laborer=np.full(150, -2, np.int64))
    with pytest.raises(InvalidProblemError):
        solve_market_in_tiers(market)
