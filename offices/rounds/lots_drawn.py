"""A proven plan after its lots: what is offered, what the lots cost, and whom they left a seat.

The bound stays the one proven before: it holds for every plan, so also for the drawn one, whose
gap is what the lots cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matching.columns.arrays import Ints
from matching.evaluation.lottery import Drawn, LotteryParams, draw
from matching.explain.non_offers import OUTCOMPETED, non_offers_of
from matching.explain.offers import offers_of
from matching.explain.outcome import STEP, Explanations
from matching.explain.solved_market import SolvedMarket
from matching.market.judged import reasons_of, worth_of_pairs
from matching.solvers.integers import frozen
from matching.solvers.progress import SILENT, Progress
from matching.solvers.solution import NOBODY, Status
from offices.rounds.results import WithoutOffer
from offices.rounds.rules_reasons import LEFT_OVER

APART = 0x6C6F7473
"""Keeps the lots of near-ties apart from those between equal plans, which have the same source."""

CHUNK_CELLS = 2_000_000
"""Pairs looked at together; bounds the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class AfterLots:
    """A market with its plan after the lots.

    Parameters
    ----------
    before
        The market with the plan that was proven.
    solved
        With the drawn plan; prices, surpluses and bound are those proven before.
    drawn
        What was drawn, by what chances.
    params
        What it was allowed to cost.
    """

    before: SolvedMarket
    solved: SolvedMarket
    drawn: Drawn
    params: LotteryParams


def after_lots(solved: SolvedMarket, params: LotteryParams, seed: int) -> AfterLots:
    """Draws the near-ties of a verified plan.

    Parameters
    ----------
    solved
        The market with its plan; no rule beside those of pairs binds it.
    params
        What lots may cost.
    seed
        Of the lots between equal plans.
    """
    solution = solved.solution
    everybody = np.ones(solved.market.laborer_count, np.bool_)
    drawn = draw(solved.market, solution, params, everybody, seed ^ APART)
    objective = solution.objective - drawn.loss
    after = replace(
        solution,
        vacancy_of_laborer=frozen(drawn.plan),
        objective=objective,
        status=Status.OPTIMAL if objective == solution.bound else Status.FEASIBLE,
    )
    return AfterLots(solved, replace(solved, solution=after), drawn, params)


def explain_after_lots(after: AfterLots, *, progress: Progress = SILENT) -> Explanations:
    """Explains a drawn plan: its offers as drawn, and why the others have none.

    No lot is drawn for anybody without an offer. Why they have none, and what would change it, is
    what is proven of the plan before: one more seat places them in the best plan, as ever.

    Parameters
    ----------
    after
        The drawn plan.
    progress
        Told after each half.
    """
    progress.report(STEP, 0, 2)
    offers = offers_of(after.solved)
    progress.report(STEP, 1, 2)
    non_offers = non_offers_of(after.before)
    progress.report(STEP, 2, 2)
    return Explanations(offers, non_offers)


def told_lots(after: AfterLots) -> dict[str, Any]:
    """Gives the figures of the lots.

    Returns
    -------
    dict
        ``people`` concerned, ``gadgets`` (near-ties) and ``moved`` (people whose lot was the other
        place); ``before`` (the objective without lots), ``most_loss`` (certified) and ``loss`` in
        points, and the three limits as set.
    """
    drawn, params = after.drawn, after.params
    return {
        "people": int((drawn.gadget >= 0).sum()),
        "gadgets": int(drawn.gadget.max(initial=-1)) + 1,
        "moved": int((drawn.plan != drawn.before).sum()),
        "before": drawn.objective,
        "most_loss": drawn.most_loss,
        "loss": drawn.loss,
        "budget_per_mille": params.budget_per_mille,
        "pair_loss": params.pair_loss,
        "person_loss": params.person_loss,
    }


def reasons_after_lots(
    after: AfterLots, non_offers: Sequence[WithoutOffer]
) -> Sequence[WithoutOffer]:
    """Gives everybody for whom a lot left a seat open the reason that holds then.

    A move frees the seat that it leaves. Somebody without an offer who passes there, and would add
    score, is not outcompeted in the drawn plan: an officer may add the offer. No lot is drawn for
    them, so that the chances of the others stay what they are.

    Parameters
    ----------
    after
        The drawn plan.
    non_offers
        Told of it, in any order.
    """
    solved = after.solved
    left = np.flatnonzero(~solved.has_vacancy & (solved.feasible > 0))
    open_seats = _open_beside(after, left, _freed(after))
    keys = solved.data.people.key
    facts_of = {
        int(keys[person]): {"feasible": int(solved.feasible[person]), "open": seats}
        for person, seats in zip(left.tolist(), open_seats.tolist(), strict=True)
        if seats
    }
    return [
        replace(one, reason=LEFT_OVER, facts=facts_of[one.person_id], change=None)
        if one.person_id in facts_of and one.reason == OUTCOMPETED
        else one
        for one in non_offers
    ]


def _freed(after: AfterLots) -> Ints:
    """Gives the vacancies full before the lots that have a free seat after them."""
    seats, drawn = after.solved.data.vacancies.seats, after.drawn
    held_before, held_after = (
        np.bincount(plan[plan != NOBODY], minlength=len(seats))
        for plan in (drawn.before, drawn.plan)
    )
    return np.flatnonzero((held_before >= seats) & (held_after < seats))


def _open_beside(after: AfterLots, people: Ints, vacancies: Ints) -> Ints:
    """Counts for each person the vacancies among some that pass and would add score."""
    market = after.solved.market
    counts = np.zeros(len(people), np.int64)
    step = max(1, CHUNK_CELLS // max(1, len(vacancies)))
    for start in range(0, len(people) if len(vacancies) else 0, step):
        chunk = people[start : start + step]
        row, column = np.nonzero(reasons_of(market, chunk, vacancies) == 0)
        adds = worth_of_pairs(market, chunk[row], vacancies[column]) > 0
        counts[start : start + step] = np.bincount(row[adds], minlength=len(chunk))
    return counts
