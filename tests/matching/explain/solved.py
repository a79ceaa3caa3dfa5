"""Solved markets for the tests of explanations."""

from matching.columns.market_data import MarketData
from matching.explain.solved_market import SolvedMarket, solved_market
from matching.market.arcs import CandidateArcs, candidate_arcs
from matching.market.weights import DEFAULT_WEIGHTS, Weights
from matching.solvers.problem import AssignmentProblem
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


def solved(data: MarketData, weights: Weights = DEFAULT_WEIGHTS) -> SolvedMarket:
    """A market with its optimal plan."""
    arcs = candidate_arcs(data, weights)
    return solved_market(data, arcs.market, solve(problem_of(data, arcs)))
