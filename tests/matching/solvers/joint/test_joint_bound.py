"""Any prices bound every plan, mutations are told, and prices say what more room brings."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.solvers.joint.bound import bound_at, with_signs
from matching.solvers.joint.dense import dense_scores
from matching.solvers.joint.forms import NO_ROW, UNLIMITED
from matching.solvers.joint.prices import SHIFT, Prices
from matching.solvers.joint.pricing import Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.verify import broken_promises
from tests.matching.solvers.joint.joint_cases import best_by_trying, drawn_problem, plain_scores
from tests.matching.solvers.joint.test_joint_exact import solved_or_none

seeds = st.integers(0, 2**32 - 1)


def drawn_prices(problem: JointProblem, seed: int) -> Prices:
    """Draws prices of the right signs, some 0, in parts of a point."""
    rng = np.random.default_rng(seed)
    seat = rng.integers(0, 600 << SHIFT, problem.market.vacancy_count)
    row = rng.integers(-(300 << SHIFT), 300 << SHIFT, len(problem.row_most))
    row[rng.random(len(row)) < 0.3] = 0
    return Prices(seat, with_signs(problem, row))


def plain_bound(problem: JointProblem, prices: Prices) -> int:
    """Adds the bound up pair by pair and site by site, in the scaled unit."""
    scores = plain_scores(problem)
    nets = np.where(scores < 0, -(2**60), (scores << SHIFT) - prices.seat[None, :])
    for offset, family in zip(problem.row_offset.tolist(), problem.families, strict=False):
        row = family.row[family.laborer_class][:, family.vacancy_class]
        amount = family.amount[family.laborer_class][:, family.vacancy_class]
        price = np.where(row == NO_ROW, 0, np.append(prices.row, 0)[offset + row])
        nets = np.where(nets > -(2**59), nets - price * np.where(row == NO_ROW, 0, amount), nets)
    total = int((problem.market.seats * prices.seat).sum())
    for price, least, most in zip(
        prices.row.tolist(), problem.row_least.tolist(), problem.row_most.tolist(), strict=True
    ):
        total += price * (most if price > 0 else least) if price else 0
    fixed = set(problem.patches.fixed.tolist())
    groups = problem.groups
    for i in np.flatnonzero(groups.of_laborer < 0).tolist():
        best = int(nets[i].max())
        total += best if i in fixed else max(0, best)
    for group in range(len(groups)):
        members = np.flatnonzero(groups.of_laborer == group)
        site_of = groups.site_of_vacancy[groups.kind[group]]
        worth = [sum(int(nets[i, site_of == site].max()) for i in members) for site in set(site_of)]
        best = max(worth)
        total += best if fixed & set(members.tolist()) else max(0, best)
    lots = problem.lots
    for k in range(len(lots)):
        each = (int(lots.gain[k]) << SHIFT) + int(prices.row[problem.lot_row[lots.lot == k]].sum())
        best = max(each * int(lots.least[k]), each * int(lots.most[k]))
        total += int(lots.count[k]) * max(0, best - (int(lots.cost[k]) << SHIFT))
    return total


@settings(max_examples=60, deadline=None)
@given(seeds, seeds)
def test_any_prices_bound_every_plan(seed: int, price_seed: int) -> None:
    """The bound equals a plain sum over pairs, and no plan is worth more."""
    problem = drawn_problem(seed, has_fixed=False)
    prices = drawn_prices(problem, price_seed)
    found = bound_at(problem, Pricing(dense_scores(problem)), prices)
    assert found.scaled == plain_bound(problem, prices)
    best = best_by_trying(problem)
    assert best is None or best <= found.points


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_prices_bound_what_more_room_brings(seed: int) -> None:
    """One seat or one unit of a row more brings at most its price above the root's bound."""
    problem = drawn_problem(seed)
    solution = solved_or_none(problem)
    assume(solution is not None)
    assert solution is not None
    prices = solution.prices
    for vacancy in range(problem.market.vacancy_count):
        seats = problem.market.seats.copy()
        seats[vacancy] += 1
        best = best_by_trying(replace(problem, market=replace(problem.market, seats=seats)))
        assert best is not None
        assert best << SHIFT <= (solution.root_bound + 1 << SHIFT) + int(prices.seat[vacancy])
    offset = 0
    for number, family in enumerate(problem.families):
        for row in range(len(family)):
            if family.most[row] < UNLIMITED:
                most = family.most.copy()
                most[row] += 1
                families = list(problem.families)
                families[number] = replace(family, most=most)
                best = best_by_trying(replace(problem, families=tuple(families)))
                room = max(0, int(prices.row[offset + row]))
                assert best is not None
                assert best >= solution.objective
                assert best << SHIFT <= (solution.root_bound + 1 << SHIFT) + room
        offset += len(family)


@settings(max_examples=40, deadline=None)
@given(seeds, seeds)
def test_every_mutation_of_a_plan_is_told(seed: int, mutation_seed: int) -> None:
    """A plan changed anywhere breaks a promise, if only that of its value."""
    problem = drawn_problem(seed)
    solution = solved_or_none(problem)
    assume(solution is not None)
    assert solution is not None
    assert broken_promises(problem, solution) == ()
    rng = np.random.default_rng(mutation_seed)
    plan = solution.vacancy_of_laborer.copy()
    laborer = int(rng.integers(0, len(plan)))
    scores = np.append(plain_scores(problem)[laborer], 0)
    others = [
        j for j in range(-1, problem.market.vacancy_count) if scores[j] != scores[plan[laborer]]
    ]
    assume(others)
    plan[laborer] = int(rng.choice(others))
    assert broken_promises(problem, replace(solution, vacancy_of_laborer=plan))
    assert broken_promises(problem, replace(solution, objective=solution.objective - 1))
    assert broken_promises(problem, replace(solution, bound=solution.objective - 1))
