"""Plans to compare: of all best plans of a market the one nearest to another plan.

Markets that differ by one attribute have many best plans each, and two drawn at random differ by
far more people than the attribute moved. So the plan of the exchanged market is the best plan that
changes the fewest placements: what it changes, every best plan changes at least as much of.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.auditing.errors import AuditError
from matching.columns.arrays import Ints
from matching.constraints import decided, groups
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.all_pairs.tight import tight_pairs
from matching.solvers.flow import best_plan
from matching.solvers.integers import exact_sum
from matching.solvers.joint.forms import NO_ROW, no_groups, no_lots, no_patches
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solve import JointParams, solve_jointly
from matching.solvers.solution import NOBODY, Solution


@dataclass(frozen=True, slots=True)
class PlanParams:
    """How the markets of an audit are solved, all of them alike.

    Parameters
    ----------
    seed
        Of the lots: the round's, which follows from ids alone, never from an attribute.
    enough
        Share of the bound that plans under joint rules may lack.
    """

    seed: int = 0
    enough: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """A plan.

    Parameters
    ----------
    plan
        The vacancy of each laborer, -1 for nobody.
    prices
        Of the vacancies, to begin the next solve with; None where joint rules bind.
    is_nearest
        Whether no best plan is nearer to the one compared with. Not claimed where joint rules bind:
        there no prices prove single pairs.
    """

    plan: Ints
    prices: Ints | None
    is_nearest: bool


def plain_problem(market: Market) -> JointProblem:
    """Gives a market without joint rules in the form that an audit takes."""
    return JointProblem(market, (), no_groups(market.laborer_count), no_lots(), no_patches())


def planned(problem: JointProblem, params: PlanParams) -> Planned:
    """Plans as a round does: the best plan under lots.

    Raises
    ------
    JointError
        If no plan keeps the joint rules, or none was found in time.
    """
    if _has_more_than_rows(problem):
        return _jointly(problem, params)
    how = MarketParams(is_lowest=True, seed=params.seed)
    found = solve_market(problem.market, how)
    if not _keeps_rows(problem, found.vacancy_of_laborer):
        return _jointly(problem, params)
    return Planned(found.vacancy_of_laborer, found.vacancy_price, is_nearest=True)


def planned_near(problem: JointProblem, known: Planned, params: PlanParams) -> Planned:
    """Plans another market, as near to a known plan as a best plan can be.

    Raises
    ------
    JointError
        If no plan keeps the joint rules, or none was found in time.
    """
    if _has_more_than_rows(problem):
        return _jointly(problem, params)
    found = solve_market(problem.market, MarketParams(start_prices=known.prices))
    plan, is_nearest = nearest_best(problem.market, found, known.plan)
    if not _keeps_rows(problem, plan):
        return _jointly(problem, params)
    return Planned(plan, found.vacancy_price, is_nearest)


def nearest_best(market: Market, solution: Solution, wanted: Ints) -> tuple[Ints, bool]:
    """Gives the best plan that agrees with another one for most people, and whether it is proven.

    Every best plan lies within the pairs that are tight at proving prices, places everybody with a
    surplus and fills every seat with a price; each plan that does is best (complementary
    slackness). So each such duty counts more than all agreement together, and agreement 1.

    Parameters
    ----------
    market
        The market.
    solution
        An optimal plan of it, with its prices.
    wanted
        The plan to be near to.
    """
    scanner = Scanner(market)
    order = scanner.folded
    price = solution.vacancy_price[order.vacancy_at]
    surplus = solution.laborer_surplus[order.laborer_at]
    at = np.append(np.argsort(order.vacancy_at), NOBODY)
    own, near = (at[plan[order.laborer_at]] for plan in (solution.vacancy_of_laborer, wanted))
    tight = tight_pairs(scanner, price, surplus, own)
    laborer, vacancy = tight.laborer, tight.vacancy.astype(np.int64)
    duty = (surplus > 0)[laborer].astype(np.int64) + (price > 0)[vacancy]
    worth = duty * (market.laborer_count + 1) + (near[laborer] == vacancy)
    found = best_plan(market.laborer_count, order.seats, laborer, vacancy, worth)
    if exact_sum(tight.score[vacancy == found[laborer]]) != solution.objective:
        raise AuditError(field="market", reason="unsolved")
    plan = np.full(market.laborer_count, NOBODY, np.int64)
    plan[order.laborer_at] = np.append(order.vacancy_at, NOBODY)[found]
    return plan, tight.is_complete


def with_held(problem: JointProblem, original: JointProblem, held: set[str]) -> JointProblem:
    """Gives a market in which some readers read what they read in another one.

    Parameters
    ----------
    problem, original
        Two declarations of the same rules and parts.
    held
        Names of parts and codes of rules that are taken from the original.
    """
    market = problem.market
    parts = zip(market.parts, original.market.parts, strict=True)
    rules = zip(market.rules, original.market.rules, strict=True)
    families = zip(problem.families, original.families, strict=True)
    return replace(
        problem,
        market=replace(
            market,
            parts=tuple(old if old.name in held else new for new, old in parts),
            rules=tuple(old if old.code in held else new for new, old in rules),
        ),
        families=tuple(old if old.code in held else new for new, old in families),
        groups=original.groups if groups.CODE in held else problem.groups,
        patches=original.patches if decided.CODE in held else problem.patches,
    )


def _has_more_than_rows(problem: JointProblem) -> bool:
    """Tells whether there is more than sums within limits: groups, lots or single pairs."""
    patches = problem.patches
    is_patched = len(patches.laborer) or len(patches.fixed) or patches.least_score is not None
    return bool(len(problem.groups) or len(problem.lots) or is_patched)


def _keeps_rows(problem: JointProblem, plan: Ints) -> bool:
    """Tells whether a plan keeps all sums: if a best plan of the market does, it is best."""
    placed = np.flatnonzero(plan != NOBODY)
    for family in problem.families:
        classes = family.laborer_class[placed], family.vacancy_class[plan[placed]]
        row, amount = family.row[classes], family.amount[classes]
        totals = np.zeros(len(family), np.int64)
        np.add.at(totals, row[row != NO_ROW], amount[row != NO_ROW])
        if np.any((totals < family.least) | (totals > family.most)):
            return False
    return True


def _jointly(problem: JointProblem, params: PlanParams) -> Planned:
    found = solve_jointly(problem, JointParams(enough=params.enough, seed=params.seed))
    return Planned(found.vacancy_of_laborer, None, is_nearest=False)
