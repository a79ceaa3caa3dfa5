"""Near-ties of a plan decided by lot, so that later its effect can be told.

A plan without lots gives every person one place with certainty, and no data can tell what another
place would have done. Where two ways to place people are worth the same, or nearly, a lot decides
between them and the chances are logged: then the two ways can be compared without any model. The
loss against the plan is certified: at most the stated share of the objective, were every lot to
fall against it.

Each near-tie is drawn by itself with chance 1/2. Given the near-ties, which depend on nothing that
happens later, the chance of a concerned person's place is exactly 1/2, of everybody else's 1.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError
from matching.evaluation.gadgets import ALONE, Gadgets, Margins, find_gadgets, objective_of
from matching.evaluation.logged import Logged, chosen
from matching.evaluation.outcomes import Floats
from matching.pairs.market import Market
from matching.solvers.integers import exact_sum
from matching.solvers.solution import Solution

PLANNED, OTHER, ELSEWHERE = 0, 1, 2
"""Arms: the plan's place, the near-tie's, any other. The last never had a chance."""

ARMS = 3


@dataclass(frozen=True, slots=True)
class LotteryParams:
    """How much lots may cost.

    Parameters
    ----------
    budget_per_mille
        Most that all near-ties together may lose, in thousandths of the objective. 0: exact ties
        only.
    pair_loss
        Most that one near-tie may lose, in points of the score (0 to 1,000,000).
    person_loss
        Most that one person's own score may fall, in points, even if the other's rises.
    """

    budget_per_mille: int
    pair_loss: int
    person_loss: int

    def __post_init__(self) -> None:
        for field in ("budget_per_mille", "pair_loss", "person_loss"):
            if getattr(self, field) < 0:
                raise EvaluationError(field=field, reason="range")


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A plan after the lots, and what must be logged.

    Parameters
    ----------
    plan
        The vacancy of each person, -1 for nobody.
    before
        The plan before the lots.
    other
        The vacancy each person would have had by the near-tie, or the plan's if none concerned it.
    gadget
        The near-tie that concerned each person, -1 for none.
    chance
        The chance of what was drawn for each person, as drawn: 1/2 or 1.
    objective
        Of the plan before.
    loss
        What the lots cost.
    most_loss
        What they could have cost: certified beforehand.
    """

    plan: Ints
    before: Ints
    other: Ints
    gadget: Ints
    chance: Floats
    objective: int
    loss: int
    most_loss: int

    def logged(self, features: Floats, outcome: Floats) -> Logged:
        """Gives people, arms, outcomes and chances for an estimate of impact.

        Two people of one near-tie are drawn together and count as one cluster.
        """
        by_lot = self.gadget >= 0
        chance = np.zeros((len(self.plan), ARMS))
        chance[:, PLANNED] = np.where(by_lot, 0.5, 1.0)
        chance[:, OTHER] = np.where(by_lot, 0.5, 0.0)
        people = np.arange(len(self.plan))
        return Logged(
            features,
            self.arms_of(self.plan),
            outcome,
            chance,
            np.where(by_lot, self.gadget, len(self.plan) + people),
        )

    def arms_of(self, plan: Ints) -> Ints:
        """Gives which arm a plan is for each person."""
        arm = np.where((plan == self.other) & (self.gadget >= 0), OTHER, ELSEWHERE)
        return np.where(plan == self.before, PLANNED, arm).astype(np.int64)

    def target(self, plan: Ints) -> Floats:
        """Gives another plan as chances of arms, to ask what it would have gained."""
        return chosen(self.arms_of(plan), ARMS)


def draw(
    market: Market,
    solution: Solution,
    params: LotteryParams | None,
    is_free: Bools,
    seed: int,
) -> Drawn:
    """Decides near-ties of a plan by lot.

    Parameters
    ----------
    market
        The market.
    solution
        Its plan with prices.
    params
        How much lots may cost; None leaves the plan as it is.
    is_free
        Whom a lot may concern; see ``find_gadgets``.
    seed
        Of the lots.
    """
    before = np.asarray(solution.vacancy_of_laborer, np.int64)
    objective = objective_of(market, before)
    if params is None:
        return draw_gadgets(before, objective, None, seed)
    total = objective * params.budget_per_mille // 1000
    margins = Margins(total, min(total, params.pair_loss), params.person_loss)
    return draw_gadgets(
        before, objective, find_gadgets(market, solution, margins, is_free, seed), seed
    )


def draw_gadgets(before: Ints, objective: int, gadgets: Gadgets | None, seed: int) -> Drawn:
    """Draws every near-tie by itself with chance 1/2.

    Parameters
    ----------
    before
        The plan.
    objective
        Its value.
    gadgets
        The near-ties; None without lots.
    seed
        Of the lots; apart from those that chose the near-ties.
    """
    plan, other = before.copy(), before.copy()
    gadget = np.full(len(before), -1, np.int64)
    chance = np.ones(len(before))
    loss = most_loss = 0
    if gadgets is not None:
        number = np.arange(len(gadgets))
        has_second = gadgets.second != ALONE
        person = np.concatenate([gadgets.first, gadgets.second[has_second]])
        of_person = np.concatenate([number, number[has_second]])
        to = np.concatenate([gadgets.first_to, gadgets.second_to[has_second]])
        is_drawn = np.random.default_rng([seed, 1]).integers(0, 2, len(gadgets)) == 1
        other[person], gadget[person], chance[person] = to, of_person, 0.5
        moved = is_drawn[of_person]
        plan[person[moved]] = to[moved]
        loss, most_loss = exact_sum(gadgets.loss[is_drawn]), exact_sum(gadgets.loss)
    return Drawn(plan, before, other, gadget, chance, objective, loss, most_loss)
