"""What an optimality proof holds."""

from dataclasses import dataclass

from matching.columns.market_data import MarketData
from matching.market.weights import Weights
from matching.proof.nameless import without_ids
from matching.solvers.solution import Solution


@dataclass(frozen=True, slots=True, eq=False)
class OptimalityProof:
    """A plan, the prices and surpluses that bound every other plan, and what they were found for.

    Parameters
    ----------
    round_code
        Which round it is the plan of.
    snapshot_hash
        The SHA-256 of the round's frozen columns. The office can compare it; others cannot
        recompute it, because the columns below lack the ids that it covers.
    data
        The frozen columns. A person or vacancy is known by its position alone.
    weights
        How much each part of the score counts.
    solution
        Plan, prices, surpluses and the figures claimed, whatever they are: the check is to tell.
    """

    round_code: str
    snapshot_hash: str
    data: MarketData
    weights: Weights
    solution: Solution


def nameless_proof(
    round_code: str, snapshot_hash: str, data: MarketData, weights: Weights, solution: Solution
) -> OptimalityProof:
    """Makes a proof of a round's own columns, which lose the ids that could be traced.

    Parameters
    ----------
    round_code, snapshot_hash
        As in ``OptimalityProof``.
    data
        The columns as they were frozen.
    weights
        The weights that the plan was found with.
    solution
        The plan and what proves it, in the order of the columns.
    """
    return OptimalityProof(round_code, snapshot_hash, without_ids(data), weights, solution)
