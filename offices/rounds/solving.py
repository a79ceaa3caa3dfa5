"""From frozen columns to a verified, explained plan. Pure: called with no transaction open."""

from collections.abc import Mapping
from typing import Any

from matching.columns.market_data import MarketData
from matching.explain.outcome import Explanations, explain
from matching.market.arcs import CandidateArcs, candidate_arcs
from matching.market.progress import SILENT, Progress
from matching.market.weights import DEFAULT_WEIGHTS, Weights, weights_of
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY, Solution
from matching.solvers.solve import SolveParams, solve
from matching.solvers.verify import verify
from models.errors import AppError
from offices.rounds.results import Offer, RoundResult, WithoutOffer, proof_bytes

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


def solve_round(
    data: MarketData, settings: Mapping[str, Any], progress: Progress = SILENT
) -> RoundResult:
    """Finds the candidate arcs, the best plan on them, its proof and its explanations.

    Raises
    ------
    UnprovenPlanError
        If the plan does not pass the check.
    WeightsError
        If the settings hold no valid weights.
    """
    arcs = candidate_arcs(data, weights_in(settings), progress=progress)
    problem = AssignmentProblem(
        laborer_count=len(data.people),
        seats=data.vacancies.seats,
        arc_laborer=arcs.arc_laborer,
        arc_vacancy=arcs.arc_vacancy,
        arc_score=arcs.arc_score,
    )
    solution = solve(problem, SolveParams(is_checked=False), progress)
    progress.report(VERIFY_STEP, 0, 1)
    checked = verify(problem, solution)
    if not checked.is_feasible or checked.findings:
        raise UnprovenPlanError(findings=", ".join(finding.code for finding in checked.findings))
    progress.report(VERIFY_STEP, 1, 1)
    return plain_result(data, arcs, solution, explain(arcs, solution, progress=progress))


def plain_result(
    data: MarketData, arcs: CandidateArcs, solution: Solution, explanations: Explanations
) -> RoundResult:
    """Turns positions into ids, arrays into plain values."""
    person_ids, vacancy_ids = data.people.key.tolist(), data.vacancies.key.tolist()
    offers, without = explanations.offers, explanations.non_offers
    return RoundResult(
        offers=[
            Offer(person_ids[person], vacancy_ids[vacancy], rank, score, parts, facts)
            for person, vacancy, rank, score, parts, facts in zip(
                offers.person.tolist(),
                offers.vacancy.tolist(),
                offers.rank.tolist(),
                offers.score.tolist(),
                offers.parts,
                offers.facts,
                strict=True,
            )
        ],
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
        figures=_figures(data, arcs, solution),
        proof=proof_bytes(
            solution.vacancy_of_laborer, solution.vacancy_price, solution.laborer_surplus
        ),
    )


def _figures(data: MarketData, arcs: CandidateArcs, solution: Solution) -> dict[str, Any]:
    placed = int((solution.vacancy_of_laborer != NOBODY).sum())
    missing = solution.bound - solution.objective
    return {
        "people": len(data.people),
        "vacancies": len(data.vacancies),
        "seats": int(data.vacancies.seats.sum()),
        "arcs": len(arcs),
        "placed": placed,
        "without_offer": len(data.people) - placed,
        "objective": solution.objective,
        "bound": solution.bound,
        "gap": missing / solution.bound if solution.bound else 0.0,
        "status": solution.status.value,
        "blocked_by_rule": dict(arcs.blocked_by_rule),
        "silent_rules": {
            rule: {"reason": status.reason, "vacancies": status.vacancies}
            for rule, status in arcs.status_by_rule.items()
            if status.reason
        },
    }
