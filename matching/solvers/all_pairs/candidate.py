"""A plan of a market with a bound over all pairs, in the folded order."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import LARGEST_SCORE
from matching.pairs.scanner import Arcs, Scanner, joined
from matching.solvers.flow import best_plan
from matching.solvers.integers import exact_dot, exact_sum, frozen
from matching.solvers.prices import price_range
from matching.solvers.solution import NOBODY, Solution, Status

FURTHER_LENGTH = 8
"""Most pairs added for a laborer whose list lacks one."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A plan, and prices with the bound they give over all pairs.

    Parameters
    ----------
    plan
        The vacancy of each laborer, -1 for nobody.
    objective
        Sum of its scores.
    price, surplus
        p_j and u_i = max(0, best net value over all pairs).
    bound
        Sum u + sum h p.
    """

    plan: Ints
    objective: int
    price: Ints
    surplus: Ints
    bound: int


def solved_on(scanner: Scanner, arcs: Arcs, near: Ints) -> Candidate:
    """Solves on listed pairs and takes the bound over all pairs.

    Parameters
    ----------
    scanner
        The market.
    arcs
        The listed pairs.
    near
        Prices that the proving prices shall stay close to: those of the search are nearly right
        for all pairs, and the list knows only its own.
    """
    market = scanner.folded
    plan = best_plan(
        market.laborer_count,
        market.seats,
        arcs.laborer,
        arcs.vacancy.astype(np.int64),
        arcs.score,
    )
    prices = price_range(arcs.start, arcs.vacancy, arcs.score, market.seats, plan).nearest(near)
    return priced(scanner, plan, plan_value(arcs, plan), prices)


def priced(scanner: Scanner, plan: Ints, objective: int, price: Ints) -> Candidate:
    """Completes a plan and prices by one pass over all pairs."""
    surplus = np.maximum(scanner.best_nets(price), 0)
    bound = exact_sum(surplus) + exact_dot(scanner.folded.seats, price)
    return Candidate(plan, objective, price, surplus, bound)


def plan_value(arcs: Arcs, plan: Ints) -> int:
    """Adds up the scores of a plan whose pairs are listed."""
    return exact_sum(arcs.score[arcs.vacancy == plan[arcs.laborer]])


def held_net(arcs: Arcs, candidate: Candidate) -> Ints:
    """Gives what each laborer gains by the plan: score less price, 0 without a vacancy."""
    is_held = arcs.vacancy == candidate.plan[arcs.laborer]
    net = np.zeros(len(candidate.plan), np.int64)
    at = arcs.vacancy[is_held]
    net[arcs.laborer[is_held]] = arcs.score[is_held] - candidate.price[at]
    return net


def lacking_arcs(scanner: Scanner, arcs: Arcs, candidate: Candidate) -> Arcs:
    """Lists the best of the pairs worth more to a laborer than the plan; none at the optimum.

    Parameters
    ----------
    scanner
        The market.
    arcs
        The pairs that the plan and its prices come from.
    candidate
        The plan.
    """
    net = held_net(arcs, candidate)
    above = np.where(candidate.surplus > net, net, LARGEST_SCORE)
    return scanner.arcs_above(candidate.price, above, FURTHER_LENGTH)


def with_lowest_prices(scanner: Scanner, arcs: Arcs, optimum: Candidate) -> Candidate:
    """Takes the lowest prices that prove an optimal plan over all pairs.

    The lowest that do on a list are no higher. Where they fail beyond the list, the pairs that
    show it are listed and the prices rise, until none fails: no price rose without need.

    Parameters
    ----------
    scanner
        The market.
    arcs
        The pairs that the optimum was found on.
    optimum
        An optimal plan.
    """
    market = scanner.folded
    while True:
        rows = price_range(arcs.start, arcs.vacancy, arcs.score, market.seats, optimum.plan)
        found = priced(scanner, optimum.plan, optimum.objective, rows.lowest())
        further = lacking_arcs(scanner, arcs, found)
        if not len(further.score):
            return found
        arcs = joined(arcs, further)


def in_market_order(scanner: Scanner, candidate: Candidate) -> Solution:
    """Gives a candidate as a solution in the market's own order."""
    market = scanner.folded
    plan = np.full(market.laborer_count, NOBODY, np.int64)
    is_placed = candidate.plan != NOBODY
    plan[market.laborer_at[is_placed]] = market.vacancy_at[candidate.plan[is_placed]]
    price = np.empty_like(candidate.price)
    price[market.vacancy_at] = candidate.price
    surplus = np.empty_like(candidate.surplus)
    surplus[market.laborer_at] = candidate.surplus
    is_optimal = candidate.objective == candidate.bound
    return Solution(
        vacancy_of_laborer=frozen(plan),
        objective=candidate.objective,
        bound=candidate.bound,
        status=Status.OPTIMAL if is_optimal else Status.FEASIBLE,
        vacancy_price=frozen(price),
        laborer_surplus=frozen(surplus),
    )
