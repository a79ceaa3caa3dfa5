"""The independent check over all pairs of a plan by priorities."""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.pairs.wide import wide_best_nets
from matching.solvers.all_pairs.plain_nets import plain_best_nets
from matching.solvers.all_pairs.verify import BestNets, verify_market
from matching.solvers.solution import Solution, Status
from matching.solvers.tiers.households import NO_HOUSEHOLD, read_households
from matching.solvers.tiers.solution import TieredSolution
from matching.solvers.tiers.verify import checked_tiers
from matching.solvers.verify import Finding, Verification


def verify_market_in_tiers(
    market: Market, solution: TieredSolution, best_nets: BestNets = plain_best_nets
) -> Verification:
    """Checks a plan, every tier's prices over all feasible pairs, and every figure claimed.

    A plan whose bounds are valid but above its figures passes without findings and is not optimal.

    Parameters
    ----------
    market
        The market that the solution claims to solve.
    solution
        Any solution, whatever it holds.
    best_nets
        As in `verify_market`; `scanned_best_nets` is the quick one. It is asked three times.

    Raises
    ------
    InvalidProblemError
        If the market's households are not integers of at least -1.
    """
    households = read_households(_households(market), market.laborer_count)
    plan_findings = _plan_findings(market, solution)
    is_feasible = all(finding.code == "objective_differs" for finding in plan_findings)
    if not is_feasible:
        return Verification(is_feasible=False, is_optimal=False, findings=tuple(plan_findings))

    def best_net_at(price: Ints) -> Ints:
        return best_nets(market, price)

    findings = (
        *plan_findings,
        *checked_tiers(market.seats, households, solution, best_net_at),
    )
    return Verification(
        is_feasible=True,
        is_optimal=not findings and solution.status == Status.OPTIMAL,
        findings=findings,
    )


def scanned_best_nets(market: Market, price: Ints) -> Ints:
    """Gives each laborer's best net value by the compiled scan, at prices of any size.

    Parameters
    ----------
    market
        The market.
    price
        0 <= p_j <= 2^61, in the market's order.
    """
    scanner = Scanner(market)
    best = np.empty(market.laborer_count, np.int64)
    best[scanner.folded.laborer_at] = wide_best_nets(scanner, price[scanner.folded.vacancy_at])
    return best


def _households(market: Market) -> Ints:
    if market.household_of_laborer is None:
        return np.full(market.laborer_count, NO_HOUSEHOLD, np.int64)
    return market.household_of_laborer


def _plan_findings(market: Market, solution: TieredSolution) -> list[Finding]:
    """Asks the plain check, with prices of 0 and surpluses that are not looked into."""
    plain = Solution(
        vacancy_of_laborer=solution.vacancy_of_laborer,
        objective=solution.tier_values.score,
        bound=0,
        status=Status.FEASIBLE,
        vacancy_price=np.zeros(market.vacancy_count, np.int64),
        laborer_surplus=np.zeros(market.laborer_count, np.int64),
    )
    return list(verify_market(market, plain, _nothing).findings)


def _nothing(market: Market, price: Ints) -> Ints:
    """Stands where no prices are checked."""
    return np.full(market.laborer_count, -1 - int(price.max(initial=0)), np.int64)
