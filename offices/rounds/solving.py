"""From frozen columns to a verified, explained plan. Pure: called with no transaction open."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np

from matching.columns.market_data import MarketData
from matching.explain.outcome import Explanations, explain
from matching.explain.solved_market import SolvedMarket, solved_market
from matching.market.blocked import blocked_by_rule
from matching.market.declared import market_of
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS, Weights, weights_of
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import MarketParams, never, solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.progress import SILENT, Progress
from models.errors import AppError
from offices.rounds.lots_drawn import (
    AfterLots,
    after_lots,
    explain_after_lots,
    reasons_after_lots,
    told_lots,
)
from offices.rounds.lots_settings import lots_beside
from offices.rounds.lots_stored import lot_rows, lots_bytes
from offices.rounds.results import OfferRows, RoundResult, WithoutOffer, proof_bytes
from offices.rounds.rules_in_force import NOTHING_IN_FORCE, InForce
from offices.rounds.rules_moves import moves_beside
from offices.rounds.rules_reasons import RuledPlan, offers_under_rules, reasons_under_rules
from offices.rounds.rules_solving import SolvedUnderRules, joint_params, solve_under
from offices.rounds.rules_told import told_rules
from offices.rounds.staying_told import told_staying

SEED_BYTES = 8
"""Of the hash that is the seed of the lots."""

VERIFY_STEP = "verify"
"""The step's code in progress reports."""


class UnprovenPlanError(AppError):
    """The plan or its proof did not pass the independent check: a fault of the program."""

    code = "rounds.unproven_plan"


def weights_in(settings: Mapping[str, Any]) -> Weights:
    """Gives the weights that a round's settings state under ``weights``, else the defaults.

    Raises
    ------
    WeightsError
        If they do not add up to 1000 or name an unknown part.
    """
    return weights_of(settings["weights"]) if "weights" in settings else DEFAULT_WEIGHTS


def lot_seed(data: MarketData) -> int:
    """Gives the seed of the lots between equally good plans.

    It follows from who and what is in the round: nobody can choose it, and everybody can repeat it.
    """
    keys = np.concatenate([data.people.key, data.vacancies.key])
    return int.from_bytes(sha256(keys.tobytes()).digest()[:SEED_BYTES], "big")


def solve_round(
    data: MarketData,
    settings: Mapping[str, Any],
    progress: Progress = SILENT,
    is_stopped: Callable[[], bool] = never,
    rules: InForce = NOTHING_IN_FORCE,
) -> RoundResult:
    """Finds the best plan over all pairs, its proof and its explanations; lists no pairs.

    Parameters
    ----------
    data
        The frozen columns.
    settings
        The round's settings.
    progress
        Told about each step.
    is_stopped
        Asked now and then while the plan is sought; once it says True the result is the best plan
        so far with its proven gap.
    rules
        What binds the plan beside its pairs.

    Raises
    ------
    LotsError, LotsUnderRulesError
        If the settings of lots cannot be read, or rules bind the plan beside them.
    RulesCollideError
        If no plan keeps the rules.
    UnprovenPlanError, UnprovenRulesPlanError
        If the plan does not pass the check.
    WeightsError
        If the settings hold no valid weights.
    """
    weights, lots = weights_in(settings), lots_beside(settings, rules)
    market = market_of(data, weights)
    if not rules.is_empty:
        wanted = joint_params(lot_seed(data), is_stopped)
        return _ruled_result(
            data, market, solve_under(data, market, weights, rules, wanted, progress), progress
        )
    params = MarketParams(is_lowest=True, seed=lot_seed(data), is_stopped=is_stopped)
    solution = solve_market(market, params, progress)
    solved = solved_market(data, market, solution)
    progress.report(VERIFY_STEP, 0, 1)
    _refuse_unproven(solved)
    if lots is None:
        progress.report(VERIFY_STEP, 1, 1)
        return plain_result(solved, explain(solved, progress=progress))
    after = after_lots(solved, lots, lot_seed(data))
    _refuse_unproven(after.solved)
    progress.report(VERIFY_STEP, 1, 1)
    return _result_after_lots(after, progress)


def _refuse_unproven(solved: SolvedMarket) -> None:
    """Holds a plan and its proof against the market, and every figure claimed."""
    checked = verify_market(solved.market, solved.solution, solved.best_nets)
    if not checked.is_feasible or checked.findings:
        raise UnprovenPlanError(findings=", ".join(finding.code for finding in checked.findings))


def _result_after_lots(after: AfterLots, progress: Progress) -> RoundResult:
    """Tells of a plan after its lots as of any other, and what was drawn."""
    plain = plain_result(after.solved, explain_after_lots(after, progress=progress))
    return replace(
        plain,
        non_offers=reasons_after_lots(after, plain.non_offers),
        figures={**plain.figures, "lots": told_lots(after)},
        lots=lots_bytes(lot_rows(after.solved.data, after.drawn)),
    )


def _ruled_result(
    data: MarketData, market: Market, found: SolvedUnderRules, progress: Progress
) -> RoundResult:
    """Tells of a plan under rules: what it proves, what the rules did, and why they bind whom."""
    solved = solved_market(data, market, found.solution)
    plain = plain_result(solved, explain(solved, progress=progress))
    in_pool = set(data.people.key.tolist())
    groups = tuple(
        group.key for group in found.rules.together if len(in_pool.intersection(group.people)) > 1
    )
    ruled = RuledPlan(solved, found.full, moves_beside(found.full, found.joint), groups)
    missing = found.joint.bound - found.joint.objective
    figures = {
        **plain.figures,
        "objective": found.joint.objective,
        "bound": found.joint.bound,
        "gap": missing / found.joint.bound if found.joint.bound else 0.0,
        "rules": told_rules(found),
    }
    return replace(
        plain,
        offers=offers_under_rules(ruled, plain.offers),
        non_offers=reasons_under_rules(ruled, list(plain.non_offers)),
        figures=figures,
    )


def plain_result(solved: SolvedMarket, explanations: Explanations) -> RoundResult:
    """Turns positions into ids, arrays into plain values."""
    data, solution = solved.data, solved.solution
    person_ids = data.people.key.tolist()
    offers, without = explanations.offers, explanations.non_offers
    return RoundResult(
        offers=OfferRows(
            person_id=data.people.key[offers.person],
            vacancy_id=data.vacancies.key[offers.vacancy],
            rank=offers.rank,
            score=offers.score,
            told=offers.told,
        ),
        non_offers=[
            WithoutOffer(person_ids[person], reason, facts, change)
            for person, reason, facts, change in zip(
                without.person.tolist(),
                without.reason,
                without.facts,
                without.change,
                strict=True,
            )
        ],
        figures={**_figures(solved), "staying": told_staying(solved)},
        proof=proof_bytes(
            solution.vacancy_of_laborer, solution.vacancy_price, solution.laborer_surplus
        ),
    )


def _figures(solved: SolvedMarket) -> dict[str, Any]:
    data, solution = solved.data, solved.solution
    placed = int(solved.has_vacancy.sum())
    silent = {rule.code: rule.status(data) for rule in RULES}
    missing = solution.bound - solution.objective
    return {
        "people": len(data.people),
        "vacancies": len(data.vacancies),
        "seats": int(data.vacancies.seats.sum()),
        "arcs": int(solved.feasible.sum()),
        "placed": placed,
        "without_offer": len(data.people) - placed,
        "objective": solution.objective,
        "bound": solution.bound,
        "gap": missing / solution.bound if solution.bound else 0.0,
        "status": solution.status.value,
        "blocked_by_rule": blocked_by_rule(solved.market),
        "silent_rules": {
            rule: {"reason": status.reason, "vacancies": status.vacancies}
            for rule, status in silent.items()
            if status.reason
        },
    }
