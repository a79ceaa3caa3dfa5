"""Stated losses against full solves of a market with the override written into it."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from matching.explain.override_cost import Override, cost_of
from matching.explain.override_trials import Trials
from matching.explain.solved_market import SolvedMarket
from matching.market.judged import worth_of_pairs
from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, RuleColumns
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.repair.changes import Ban, Pin, Withdraw

RESOLVED = 4
"""Losses of each kind that are held against a full solve."""

Ints = npt.NDArray[np.int64]


def feasible_pair(trials: Trials, rng: np.random.Generator, people: Ints) -> tuple[int, int]:
    """Draws a feasible pair that the plan does not make, at a vacancy with a seat.

    Parameters
    ----------
    trials
        The solved market.
    rng
        Draws the person, then the vacancy.
    people
        Whose pairs.
    """
    solved = trials.solved
    while True:
        person = int(rng.choice(people))
        row = trials.scores.row(person)
        held = solved.solution.vacancy_of_laborer[person]
        open_to = np.flatnonzero((row >= 0) & (solved.market.seats > 0))
        open_to = open_to[open_to != held]
        if len(open_to):
            return person, int(rng.choice(open_to))


def losses_held(trials: Trials) -> int:
    """Holds losses of pins, bans and withdrawals against full solves; says how many.

    Parameters
    ----------
    trials
        The solved market.

    Raises
    ------
    AssertionError
        If one differs.
    """
    solved, rng = trials.solved, np.random.default_rng(2)
    people = np.flatnonzero((solved.feasible > 1) & solved.has_vacancy)
    held = 0
    for _ in range(RESOLVED):
        person, vacancy = feasible_pair(trials, rng, people)
        own = int(solved.solution.vacancy_of_laborer[person])
        overrides: list[Override] = [
            Pin(person, vacancy),
            Ban(person, own),
            Withdraw(int(rng.choice(people))),
        ]
        for override in overrides:
            stated, value = cost_of(trials, [override]).loss, _value_with(solved, override)
            if solved.solution.objective - value != stated:
                raise AssertionError((override, stated, solved.solution.objective - value))
            held += 1
    return held


def _value_with(solved: SolvedMarket, override: Override) -> int:
    market, every = solved.market, np.arange(solved.market.vacancy_count)
    start = MarketParams(start_prices=np.array(solved.solution.vacancy_price))
    match override:
        case Pin(person, vacancy):
            seats = np.array(market.seats)
            seats[vacancy] -= 1
            fewer = replace(_barred(market, person, every), seats=seats)
            pair = np.array([person]), np.array([vacancy])
            return solve_market(fewer, start).objective + int(worth_of_pairs(market, *pair)[0])
        case Ban(person, vacancy):
            return solve_market(_barred(market, person, every[[vacancy]]), start).objective
        case Withdraw(person):
            return solve_market(_barred(market, person, every), start).objective
    raise AssertionError(override)


def _barred(market: Market, person: int, vacancies: Ints) -> Market:
    """Forbids some vacancies to one person by one more rule."""
    who, where = np.zeros(market.laborer_count, np.int32), np.zeros(len(market.seats), np.int32)
    who[person], where[vacancies] = 1, 1
    rule = RuleColumns(
        "override", (ClassTable(who, where, np.eye(2, dtype=np.bool_) & [False, True]),)
    )
    return replace(market, rules=(*market.rules, rule))
