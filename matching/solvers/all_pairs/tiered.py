"""Priorities over all pairs: households lifted, then people placed, then score, each proven.

The search for prices without priorities comes first. At its prices the pairs that matter are
listed, and what the priorities need beside them is added where it is missed; see
``matching.solvers.tiers.pricing``. Everything runs in the folded order.
"""

from dataclasses import replace

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.scanner import Scanner
from matching.pairs.wide import wide_best_nets, wide_pairs_above
from matching.solvers.all_pairs.search import ENOUGH_STEPS, auction, earlier_prices, first_arcs
from matching.solvers.all_pairs.solve import DEFAULT_PARAMS, MarketParams
from matching.solvers.all_pairs.tiered_lots import drawn_in_tiers
from matching.solvers.integers import frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import NOBODY, Status
from matching.solvers.tiers.households import NO_HOUSEHOLD, read_households
from matching.solvers.tiers.pricing import PricedPairs, tiered_rounds
from matching.solvers.tiers.solution import TieredSolution, TierProof

FURTHER_LENGTH = 8
"""Most pairs that a pass adds for a laborer whose list lacks one."""


class AllPairs:
    """All feasible pairs of a market, as the tiers ask for them, in the folded order.

    Parameters
    ----------
    scanner
        The market.
    """

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner

    @property
    def top_score(self) -> int:
        """No pair scores higher."""
        return self._scanner.top_score

    def price(self, prices: Ints, above: Ints) -> PricedPairs:
        """Passes over all feasible pairs; see ``PairSource``.

        Parameters
        ----------
        prices, above
            As in ``PairSource``.
        """
        best = wide_best_nets(self._scanner, prices)
        lacking = np.where(best > above, above, 2**62)
        found = wide_pairs_above(self._scanner, prices, lacking, FURTHER_LENGTH)
        return PricedPairs(best, found.laborer, found.vacancy, found.score)


def solve_market_in_tiers(
    market: Market,
    params: MarketParams = DEFAULT_PARAMS,
    progress: Progress = SILENT,
    seed: int | None = None,
) -> TieredSolution:
    """Lifts as many households as can be, then places as many people, then scores highest.

    Over all feasible pairs, each figure with its proof. A household counts once, however many of
    its members are placed. The objective is the score.

    Parameters
    ----------
    market
        The market in columns; without households only the other two figures count. Scores are
        below ``LARGEST_SCORE - 1``.
    params
        How to solve. Start prices are those of a solve without priorities. If stopped, both counts
        are exact, and the plan is the best so far under an honest bound on the score.
    progress
        Told about each step, and under ``value`` how much of the bound the plan's score reaches.
    seed
        Of the lots that decide between plans of equal figures, at least 0: see `drawn_in_tiers`.
        Without a seed, and where stopped, the order of the rows decides. Figures and proofs are the
        same for every seed.

    Raises
    ------
    InvalidProblemError
        If the households are not integers of at least -1.
    SolverFailedError
        If the engine gives up.
    """
    scanner = Scanner(market)
    households = read_households(_households(scanner, market), market.laborer_count)
    price, plan = _searched(scanner, params, progress)
    arcs = first_arcs(scanner, price, plan)
    start = AssignmentProblem(
        market.laborer_count, scanner.folded.seats, arcs.laborer, arcs.vacancy, arcs.score
    )
    for solution in tiered_rounds(AllPairs(scanner), start, households, price, progress):
        progress.report("value", solution.objective, solution.bounds.score)
        if params.is_stopped():
            break
    if seed is not None and solution.status == Status.OPTIMAL:
        progress.report("lots", 0, 1)
        solution = drawn_in_tiers(scanner, households, solution, seed)
    progress.report("finished", 1, 1)
    return in_market_order(scanner, solution)


def _households(scanner: Scanner, market: Market) -> Ints:
    if market.household_of_laborer is None:
        return np.full(market.laborer_count, NO_HOUSEHOLD, np.int64)
    return market.household_of_laborer[scanner.folded.laborer_at]


def _searched(scanner: Scanner, params: MarketParams, progress: Progress) -> tuple[Ints, Ints]:
    """Searches until settled or stopped; any prices and plan will do for a start."""
    plan = np.full(scanner.folded.laborer_count, NOBODY, np.int64)
    if params.start_prices is not None:
        return earlier_prices(scanner, params.start_prices), plan
    price = np.zeros(scanner.folded.vacancy_count, np.int64)
    for found in auction(scanner):
        progress.report("search", found.settled, scanner.folded.laborer_count)
        is_stopped = params.is_stopped()
        if found.is_settled or is_stopped:
            price, plan = found.price.astype(np.int64), found.plan.astype(np.int64)
        if is_stopped or (found.is_settled and found.steps >= ENOUGH_STEPS):
            break
    return price, plan


def in_market_order(scanner: Scanner, solution: TieredSolution) -> TieredSolution:
    """Gives a solution of the folded order in the market's own.

    Parameters
    ----------
    scanner
        The market.
    solution
        Plan and prices in the folded order.
    """
    market = scanner.folded
    plan = np.full(market.laborer_count, NOBODY, np.int64)
    is_placed = solution.vacancy_of_laborer != NOBODY
    chosen = solution.vacancy_of_laborer[is_placed]
    plan[market.laborer_at[is_placed]] = market.vacancy_at[chosen]

    def moved(proof: TierProof) -> TierProof:
        price = np.empty_like(proof.vacancy_price)
        price[market.vacancy_at] = proof.vacancy_price
        return TierProof(frozen(price), proof.bound)

    return replace(
        solution,
        vacancy_of_laborer=frozen(plan),
        households_proof=moved(solution.households_proof),
        placed_proof=moved(solution.placed_proof),
        score_proof=moved(solution.score_proof),
    )
