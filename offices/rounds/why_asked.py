"""Asks a round's proven plan about single people and about overrides. Pure.

Called with no transaction open; what comes back is plain values. What is asked is proven of plans
that no joint rule binds. Where the round's plan is another, because rules bind it or it was stopped
before its proof, the best plan without joint rules is found first, and the answer says so.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matching.explain.blocking import barred
from matching.explain.non_offers import NO_VACANCY_PASSES, OUTCOMPETED
from matching.explain.override_cost import cost_of
from matching.explain.override_trials import trials_of
from matching.explain.solved_market import SolvedMarket, solved_market
from matching.explain.ways_in import ways_in, ways_in_at
from matching.explain.why_against import rules_against
from matching.explain.why_not import Verdict, why_not
from matching.explain.why_pair import why_pairs
from matching.market.judged import reasons_of, worth_of_pairs
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.integers import exact_sum
from matching.solvers.repair.changes import Ban, Pin, Withdraw
from matching.solvers.solution import NOBODY, Status
from offices.rounds.acts_board import FrozenPlan
from offices.rounds.solving import lot_seed
from offices.rounds.why_errors import PersonNotInRoundError, VacancyNotInRoundError
from offices.rounds.why_told import (
    Told,
    id_of_vacancy,
    told_cost,
    told_not,
    told_pair,
    told_ways,
)

FORBIDDEN = "forbidden"
"""Code of an override that rules forbid; nothing is computed then."""

COST = "cost"
"""Code of an override that can be made."""

Decision = Pin | Ban | Withdraw
"""What an office may decide against the plan, by ids or by positions."""


def asked_why(plan: FrozenPlan, person_id: int, vacancy_id: int | None = None) -> Told:
    """Tells why a person is where the plan puts them, or not at a vacancy.

    Parameters
    ----------
    plan
        The round's market and proven plan.
    person_id
        The person asked about.
    vacancy_id
        The vacancy that they are not at; None to ask about what the plan gives them.

    Returns
    -------
    Told
        ``reason``: a ``Verdict``, ``no_vacancy_passes`` or ``outcompeted``; what it is told from;
        and ``ways`` in, each true when tried. ``planned``: the vacancy in the round's plan;
        ``is_own_plan``: whether the answer is about that plan.

    Raises
    ------
    PersonNotInRoundError, VacancyNotInRoundError
        If the round has no such person or vacancy.
    """
    solved, is_own_plan = _proven(plan)
    trials, data = trials_of(solved), solved.data
    person = _person(plan, person_id)
    held = int(solved.solution.vacancy_of_laborer[person])
    vacancy = held if vacancy_id is None else _vacancy(plan, vacancy_id)
    if vacancy == NOBODY:
        ways = ways_in(trials, person)
        reason, facts = _nowhere(solved, person)
        reason = Verdict.BY_LOT if ways and ways[0].is_by_lot else reason
        told: Told = {"reason": reason, "facts": facts, "ways": told_ways(data, ways)}
    elif vacancy == held:
        told = {"reason": Verdict.HELD, **told_pair(data, why_pairs(solved, _one(person)).told(0))}
    else:
        why = why_not(trials, person, vacancy)
        ways = ways_in_at(trials, person, vacancy)
        told = {"reason": why.verdict, **told_not(data, why), "ways": told_ways(data, ways)}
    planned = id_of_vacancy(data, int(plan.solution.vacancy_of_laborer[person]))
    beside = {"planned": planned, "is_own_plan": is_own_plan}
    return {"person": person_id, **told, **beside, "reason": str(told["reason"])}


def asked_override(plan: FrozenPlan, overrides: Sequence[Decision]) -> Told:
    """Tells what overrides would cost and whom they would move; nothing is changed.

    Parameters
    ----------
    plan
        The round's market and proven plan.
    overrides
        Pins, bans and withdrawals by ids of people and vacancies, made together.

    Returns
    -------
    Told
        ``reason`` ``cost`` with the plan's ``value``, the ``loss`` and ``moves`` and, as above,
        ``is_own_plan``; or ``forbidden`` with ``vacancy`` and ``rules`` of the first pin that rules
        forbid.

    Raises
    ------
    PersonNotInRoundError, VacancyNotInRoundError
        If the round has no such person or vacancy.
    RepairError
        If overrides contradict each other.
    """
    placed = [_in_positions(plan, override) for override in overrides]
    data, market = plan.frozen.data, plan.frozen.market
    for asked, override in zip(overrides, placed, strict=True):
        if isinstance(override, Pin) and isinstance(asked, Pin):
            against = rules_against(data, market, override.laborer, override.vacancy)
            if against:
                rules = [{"rule": rule.code, "facts": dict(rule.facts)} for rule in against]
                return {"reason": FORBIDDEN, "vacancy": asked.vacancy, "rules": rules}
    solved, is_own_plan = _proven(plan)
    cost = told_cost(data, cost_of(trials_of(solved), placed))
    value = solved.solution.objective
    return {"reason": COST, "value": value, **cost, "is_own_plan": is_own_plan}


def _proven(plan: FrozenPlan) -> tuple[SolvedMarket, bool]:
    """Gives the round's plan if it is the best that no joint rule binds; else that one, and False.

    Under joint rules the figures stored are theirs; so the plan's own value is claimed anew, and
    the claim is checked independently of what the round says.
    """
    data, market, stored = plan.frozen.data, plan.frozen.market, plan.solution
    held = np.flatnonzero(stored.vacancy_of_laborer != NOBODY)
    worth = worth_of_pairs(market, held, stored.vacancy_of_laborer[held])
    value = exact_sum(worth)
    claimed = replace(stored, objective=value, bound=value, status=Status.OPTIMAL)
    solved = solved_market(data, market, claimed)
    if verify_market(market, claimed, solved.best_nets).is_optimal:
        return solved, True
    params = MarketParams(is_lowest=True, seed=lot_seed(data))
    return solved_market(data, market, solve_market(market, params)), False


def _nowhere(solved: SolvedMarket, person: int) -> tuple[str, Told]:
    """Gives why somebody without a vacancy has none, and the figures behind it."""
    data = solved.data
    if solved.feasible[person]:
        return OUTCOMPETED, {"feasible": int(solved.feasible[person])}
    every = np.arange(len(data.vacancies))
    found = barred(reasons_of(solved.market, _one(person), every)[0], every)
    return NO_VACANCY_PASSES, {"vacancies": len(every), "blocked_by": found.by_rule()}


def _in_positions(plan: FrozenPlan, override: Decision) -> Decision:
    person = _person(plan, override.laborer)
    match override:
        case Pin(_, vacancy):
            return Pin(person, _vacancy(plan, vacancy))
        case Ban(_, vacancy):
            return Ban(person, _vacancy(plan, vacancy))
        case Withdraw():
            return Withdraw(person)


def _person(plan: FrozenPlan, person_id: int) -> int:
    found = np.flatnonzero(plan.frozen.data.people.key == person_id)
    if not len(found):
        raise PersonNotInRoundError(round=plan.frozen.round_code)
    return int(found[0])


def _vacancy(plan: FrozenPlan, vacancy_id: int) -> int:
    found = np.flatnonzero(plan.frozen.data.vacancies.key == vacancy_id)
    if not len(found):
        raise VacancyNotInRoundError(round=plan.frozen.round_code)
    return int(found[0])


def _one(person: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([person], np.int64)
