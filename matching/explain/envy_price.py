"""What it would cost to have a plan that nothing blocks, or that nobody envies with reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.envy_ranking import Rows, in_blocks
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_block
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY, Solution
from matching.solvers.stable import stable_plan
from matching.solvers.stable_best import Demand, best_under
from matching.solvers.stable_bound import bound_of_stable_plans

BOUNDED_PAIRS = 50_000_000
"""Up to so many pairs, all held in memory at once, a bound on all stable plans is stated."""

SEARCHED_PAIRS = 1_500
"""Up to so many feasible pairs the best plan is searched; beyond, the constructed one is stated."""


@dataclass(frozen=True, slots=True, eq=False)
class PriceOfDemand:
    """What a demand costs in score against the best plan.

    Parameters
    ----------
    demand
        What is asked.
    plan
        A plan that fulfils it.
    loss
        What this plan is worth less than the best plan of all.
    least_loss
        Every plan that fulfils the demand loses at least this much: proven. Equal to ``loss`` if
        this plan is the best of them, and 0 where nothing better is known.
    placed
        How many people this plan places.
    """

    demand: Demand
    plan: Ints
    loss: int
    least_loss: int
    placed: int


def prices_of_demands(
    market: Market, ranking: Market, solution: Solution, searched_pairs: int = SEARCHED_PAIRS
) -> tuple[PriceOfDemand, ...]:
    """States the price of stability and of having no justified envy.

    A stable plan is built by deferred acceptance; it is free of justified envy too. All stable
    plans are bounded together. In small markets the best plan for each demand is searched, and the
    bound of the search stated.

    Parameters
    ----------
    market, ranking
        The market, and as people rank it.
    solution
        The best plan of all.
    searched_pairs
        Up to so many feasible pairs a search is made.
    """
    scores, ranks = Rows(market), Rows(ranking)
    plan = stable_plan(
        market.laborer_count, market.seats, lambda people: (ranks.of(people), scores.of(people))
    )
    value = _value(market, plan)
    objective = solution.objective
    least = {Demand.STABLE: objective - _bound(market, ranks, scores, solution)}
    built = [
        PriceOfDemand(one, plan, objective - value, max(0, least.get(one, 0)), _placed(plan))
        for one in Demand
    ]
    if _feasible_within(market, searched_pairs):
        return tuple(_searched(market, ranking, objective, one) for one in built)
    return tuple(built)


def _bound(market: Market, ranks: Rows, scores: Rows, solution: Solution) -> int:
    if market.laborer_count * market.vacancy_count > BOUNDED_PAIRS:
        return solution.objective
    everybody = np.arange(market.laborer_count)
    return bound_of_stable_plans(
        ranks.of(everybody), scores.of(everybody), market.seats, solution.vacancy_price
    )


def _searched(
    market: Market, ranking: Market, objective: int, built: PriceOfDemand
) -> PriceOfDemand:
    every_post, everybody = np.arange(market.vacancy_count), np.arange(market.laborer_count)
    scores = scores_of_block(market, everybody, every_post)
    laborer, vacancy = np.nonzero(scores != FORBIDDEN)
    rank = scores_of_block(ranking, everybody, every_post)[laborer, vacancy]
    problem = AssignmentProblem(
        market.laborer_count, market.seats, laborer, vacancy, scores[laborer, vacancy]
    )
    found = best_under(problem, rank, built.demand, start=built.plan)
    loss, least = objective - found.objective, max(built.least_loss, objective - found.bound)
    if loss > built.loss:
        return PriceOfDemand(built.demand, built.plan, built.loss, least, built.placed)
    return PriceOfDemand(built.demand, found.plan, loss, least, _placed(found.plan))


def _feasible_within(market: Market, most: int) -> bool:
    count = 0
    for people in in_blocks(market, np.arange(market.laborer_count)):
        scores = scores_of_block(market, people, np.arange(market.vacancy_count))
        count += int((scores != FORBIDDEN).sum())
        if count > most:
            return False
    return True


def _value(market: Market, plan: Ints) -> int:
    placed = np.flatnonzero(plan != NOBODY)
    total = 0
    for part in market.parts:
        total += part.weight * int(part.of_pairs(placed, plan[placed]).astype(np.int64).sum())
    return total


def _placed(plan: Sequence[int] | Ints) -> int:
    return int((np.asarray(plan) != NOBODY).sum())
