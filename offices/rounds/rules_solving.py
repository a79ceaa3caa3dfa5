"""A round under joint rules: solved, held against its declarations, its bound taken anew."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.columns.market_data import MarketData
from matching.constraints.assembled import Assembled, assembled
from matching.constraints.colliding import colliding_rules
from matching.constraints.declared import Rules
from matching.constraints.errors import Finding, RulesError
from matching.market.declared import market_of
from matching.market.weights import Weights
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.integers import exact_dot, exact_sum, frozen
from matching.solvers.joint.bound import bound_at
from matching.solvers.joint.dense import dense_scores, patched_scores
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.prices import SHIFT
from matching.solvers.joint.pricing import Pricing
from matching.solvers.joint.solution import JointSolution
from matching.solvers.joint.solve import JointParams, solve_jointly
from matching.solvers.joint.verify import broken_promises
from matching.solvers.progress import Progress
from matching.solvers.solution import NOBODY, Solution, Status
from models.errors import AppError
from offices.rounds.rules_collide import RulesCollideError, told_findings
from offices.rounds.rules_in_force import InForce, usable
from offices.rounds.rules_tightened import tightened

ENOUGH = 0.0005
"""Share of the bound that a round's plan may lack: half of what is promised for a county."""

JOINT_STEP, VALUE_STEP = "joint", "value"
"""Codes in progress reports: the search under rules begins; a plan's value and its bound."""

INFEASIBLE = "infeasible"
"""Why the solver refused rules that no plan keeps."""

NOT_FOUND = "not_found"
"""Why the solver ended without a plan, though there may be one."""


class NoRulesPlanError(AppError):
    """No plan that keeps the rules was found in time."""

    code = "rounds.no_rules_plan"


class UnprovenRulesPlanError(AppError):
    """A plan or bound under rules did not pass the independent check: a fault of the program."""

    code = "rounds.unproven_rules_plan"


@dataclass(frozen=True, slots=True, eq=False)
class SolvedUnderRules:
    """A plan under rules, with what is needed to tell of it.

    Parameters
    ----------
    rules
        All rules that bind the plan.
    dropped
        Why rules of the register are not among them.
    full, searched
        The problem as declared, and the smaller one with the same plans that was searched.
    joint
        The plan under the rules, its bound and prices.
    solution
        The same plan with whole-point prices of the market without joint rules: valid there, and
        never called proven.
    plain
        A plan without the rules and its bound: what they cost.
    """

    rules: Rules
    dropped: tuple[Finding, ...]
    full: Assembled
    searched: Assembled
    joint: JointSolution
    solution: Solution
    plain: Solution


def solve_under(
    data: MarketData,
    market: Market,
    weights: Weights,
    in_force: InForce,
    params: JointParams,
    progress: Progress,
) -> SolvedUnderRules:
    """Finds a plan that keeps all rules, and a bound on all that do.

    Parameters
    ----------
    data, market, weights
        The round's columns, and the market declared on them with the weights.
    in_force
        The rules.
    params
        How to solve.
    progress
        Told of each step.

    Raises
    ------
    RulesCollideError
        If no plan keeps the rules.
    NoRulesPlanError
        If none was found in time.
    UnprovenRulesPlanError
        If the plan breaks a rule or the prices do not give the bound.
    """
    try:
        rules, dropped = usable(data, market, in_force)
    except RulesError as error:
        raise RulesCollideError(
            {"findings": told_findings(error.findings), "members": []}
        ) from error
    full = assembled(data, market, rules)
    near_data, near_rules = tightened(data, rules)
    searched = assembled(near_data, market_of(near_data, weights), near_rules)
    try:
        joint = solve_jointly(searched.problem, params, _FromJointOn(progress))
    except JointError as error:
        if error.params.get("reason") == NOT_FOUND:
            raise NoRulesPlanError from error
        if error.params.get("reason") != INFEASIBLE:
            raise
        raise RulesCollideError(_collision(data, market, rules)) from error
    _check(full, searched, joint)
    plain = solve_market(market, MarketParams(is_stopped=params.is_stopped))
    return SolvedUnderRules(
        rules=rules,
        dropped=dropped,
        full=full,
        searched=searched,
        joint=joint,
        solution=_without_claims(market, full, joint),
        plain=plain,
    )


def _collision(data: MarketData, market: Market, rules: Rules) -> dict[str, Any]:
    members = colliding_rules(data, market, rules, JointParams(enough=ENOUGH))
    return {
        "findings": [],
        "members": [
            {"key": one.key, "field": one.field, "best_without": one.best_without}
            for one in members
        ],
    }


def _check(full: Assembled, searched: Assembled, joint: JointSolution) -> None:
    """Holds the plan against the rules as declared, and takes the bound anew from its prices."""
    broken = broken_promises(full.problem, joint)
    if broken:
        raise UnprovenRulesPlanError(findings=", ".join(sorted({one.what for one in broken})))
    problem = searched.problem
    anew = bound_at(problem, Pricing(dense_scores(problem)), joint.prices)
    if anew.points != joint.root_bound:
        raise UnprovenRulesPlanError(findings="bound")


def _without_claims(market: Market, full: Assembled, joint: JointSolution) -> Solution:
    """Gives the plan with prices in whole points that cover every pair of the plain market."""
    price = np.maximum((joint.prices.seat + (1 << (SHIFT - 1))) >> SHIFT, 0)
    scanner = Scanner(market)
    best = np.empty(market.laborer_count, np.int64)
    best[scanner.folded.laborer_at] = scanner.best_nets(price[scanner.folded.vacancy_at])
    surplus = np.maximum(best, 0)
    plan = joint.vacancy_of_laborer
    placed = np.flatnonzero(plan != NOBODY)
    value = exact_sum(patched_scores(full.problem, placed, plan[placed]))
    return Solution(
        vacancy_of_laborer=plan,
        objective=value,
        bound=max(value, exact_sum(surplus) + exact_dot(market.seats, price)),
        status=Status.FEASIBLE,
        vacancy_price=frozen(price),
        laborer_surplus=frozen(surplus),
    )


class _FromJointOn:
    """Passes reports on, but no value of plans that need not keep the rules yet.

    Parameters
    ----------
    progress
        Who is told.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._is_under_rules = False

    def report(self, step: str, done: int, total: int) -> None:
        """Passes a report on."""
        self._is_under_rules |= step == JOINT_STEP
        if step != VALUE_STEP or self._is_under_rules:
            self._progress.report(step, done, total)


def joint_params(seed: int, is_stopped: Callable[[], bool]) -> JointParams:
    """Gives how a round is solved under rules: equal people by lot, to half a thousandth."""
    return JointParams(enough=ENOUGH, seed=seed, is_stopped=is_stopped)
