"""Solved markets for the tests of explanations."""

from matching.columns.market_data import MarketData
from matching.market.arcs import CandidateArcs, candidate_arcs
from matching.market.weights import DEFAULT_WEIGHTS, Weights
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import Solution
from matching.solvers.solve import solve


def problem_of(data: MarketData, arcs: CandidateArcs) -> AssignmentProblem:
    """The assignment problem of a market."""
    return AssignmentProblem(
        len(data.people),
        data.vacancies.seats,
        arcs.arc_laborer,
        arcs.arc_vacancy,
        arcs.arc_score,
    )


def solved(data: MarketData, weights: Weights = DEFAULT_WEIGHTS) -> tuple[CandidateArcs, Solution]:
    """A market's arcs and its optimal plan."""
    arcs = candidate_arcs(data, weights)
    return arcs, solve(problem_of(data, arcs))
