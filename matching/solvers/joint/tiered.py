"""Households first, then people placed, then score, under joint rules: three solves in a row."""

from dataclasses import dataclass, replace

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Lots, Rows
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solution import JointSolution
from matching.solvers.joint.solve import DEFAULT_PARAMS, JointParams, solve_jointly
from matching.solvers.progress import SILENT, Progress
from matching.solvers.tiers.households import Households, read_households

HOUSEHOLDS, PEOPLE = "tier.households", "tier.people"
"""Codes of the rows that hold what was reached."""

ONE = 1000
"""Points that one household or one person counts while it is counted."""


@dataclass(frozen=True, slots=True, eq=False)
class TieredSolution:
    """The best plan by priorities, each with what bounds it.

    Parameters
    ----------
    households, households_bound
        Households with nobody at work of which somebody is placed, and the most there can be.
    people, people_bound
        People placed, and the most there can be with at least these households.
    solution
        The plan, its score, and the bound on the score of plans with these households and people;
        its prices are those of the problem's rows and, after them, of rows for the counts.
    """

    households: int
    households_bound: int
    people: int
    people_bound: int
    solution: JointSolution


def solve_jointly_in_tiers(
    problem: JointProblem, params: JointParams = DEFAULT_PARAMS, progress: Progress = SILENT
) -> TieredSolution:
    """Finds the plan of the greatest (households, people placed, score), the first counting most.

    Unlike in a market without joint rules, the counts may compete: more people may be placed where
    fewer households are. Each is therefore counted under what the ones before reached.

    Parameters
    ----------
    problem
        The problem; its market says which households have nobody at work.
    params, progress
        As in ``solve_jointly``. ``enough`` holds for each count and for the score.

    Raises
    ------
    JointError
        As in ``solve_jointly``.
    """
    market = problem.market
    numbers = market.household_of_laborer
    none = np.full(market.laborer_count, -1, np.int64)
    households = read_households(none if numbers is None else numbers, market.laborer_count)
    counted = replace(problem, worth=0, lots=_worth_nothing(problem.lots))
    first = solve_jointly(_with_lifted(counted, households, ONE), params, progress)
    lifted = first.objective // ONE
    held = _with_lifted(counted, households, 0)
    held = replace(held, families=(*held.families[:-1], _at_least(held.families[-1], lifted)))
    second = solve_jointly(replace(held, worth=ONE), params, progress)
    people = second.objective // ONE
    everybody = _one_row(PEOPLE, market, people)
    own, more = len(problem.lots), np.zeros(households.count, np.int64)
    lots = replace(
        held.lots,
        gain=np.append(problem.lots.gain, more),
        cost=np.append(problem.lots.cost, more),
    )
    final = replace(problem, families=(*held.families, everybody), lots=lots)
    third = solve_jointly(final, params, progress)
    third = replace(third, lot_number=third.lot_number[:own], lot_people=third.lot_people[:own])
    return TieredSolution(lifted, first.bound // ONE, people, second.bound // ONE, third)


def _worth_nothing(lots: Lots) -> Lots:
    none = np.zeros(len(lots), np.int64)
    return replace(lots, gain=none, cost=none)


def _with_lifted(problem: JointProblem, households: Households, worth: int) -> JointProblem:
    """Adds a lot of one for each household, on a row of its members, and all lots on a last row."""
    market, count = problem.market, households.count
    members = np.where(households.of_laborer < 0, count, households.of_laborer).astype(np.int32)
    row = np.append(np.arange(count, dtype=np.int32), np.int32(NO_ROW))[:, None]
    anywhere = np.zeros(market.vacancy_count, np.int32)
    lifted = Rows(
        HOUSEHOLDS,
        members,
        anywhere,
        row,
        np.ones_like(row, np.int64),
        np.zeros(count, np.int64),
        np.full(count, UNLIMITED),
    )
    nobody = np.zeros(market.laborer_count, np.int32)
    none = np.full((1, 1), NO_ROW, np.int32)
    total = Rows(
        HOUSEHOLDS,
        nobody,
        anywhere,
        none,
        np.ones((1, 1), np.int64),
        np.array([-UNLIMITED], np.int64),
        np.array([UNLIMITED], np.int64),
    )
    number, ones = np.arange(count), np.ones(count, np.int64)
    first = len(problem.families)
    lots = Lots(
        lot=np.concatenate([number, number]),
        family=np.concatenate([first * ones, (first + 1) * ones]),
        row=np.concatenate([number, 0 * number]),
        least=ones,
        most=ones,
        count=ones,
        gain=worth * ones,
        cost=0 * ones,
    )
    return replace(
        problem,
        families=(*problem.families, lifted, total),
        lots=_joined(problem.lots, lots),
    )


def _at_least(total: Rows, lifted: int) -> Rows:
    """Asks for so many lots: a row without pairs holds less their number."""
    return replace(total, most=np.array([-lifted], np.int64))


def _one_row(code: str, market: Market, least: int) -> Rows:
    """Counts everybody placed."""
    return Rows(
        code,
        np.zeros(market.laborer_count, np.int32),
        np.zeros(market.vacancy_count, np.int32),
        np.zeros((1, 1), np.int32),
        np.ones((1, 1), np.int64),
        np.array([least], np.int64),
        np.array([UNLIMITED], np.int64),
    )


def _joined(lots: Lots, more: Lots) -> Lots:
    columns: dict[str, Ints] = {
        name: np.concatenate([getattr(lots, name), getattr(more, name)])
        for name in ("family", "row", "least", "most", "count", "gain", "cost")
    }
    return Lots(lot=np.concatenate([lots.lot, len(lots) + more.lot]), **columns)
