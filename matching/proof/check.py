"""Checks a proof from nothing but its own columns: no solver, no compiled code, no database."""

from matching.market.declared import market_of
from matching.pairs.errors import MarketError
from matching.pairs.market import Market
from matching.proof.errors import ProofMalformedError
from matching.proof.optimality import OptimalityProof
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.verify import Verification


def check_proof(proof: OptimalityProof) -> Verification:
    """Declares the market anew from the columns and holds the plan and its bound against it.

    Takes time in the number of pairs that the widest rule leaves open, and memory in the number of
    people and vacancies.

    Raises
    ------
    ProofMalformedError
        If the columns describe no market.
    """
    return verify_market(_market(proof), proof.solution)


def _market(proof: OptimalityProof) -> Market:
    """Declares the market; a stranger's columns may hold what no register holds."""
    try:
        return market_of(proof.data, proof.weights)
    except (MarketError, LookupError, ValueError, TypeError, ArithmeticError) as error:
        raise ProofMalformedError(part="market") from error
