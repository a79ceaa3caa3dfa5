"""Whom to train: the people of a course chosen so that the best plan gains most, with a bound.

For any prices p >= 0, with u_i(p) = max(0, max_j (s_ij - p_j)) and t_i(p) the same with the scores
that i has once trained, no plan with at most n people trained is worth more than

    sum_j h_j p_j + sum_i u_i(p) + the n greatest of max(0, t_i(p) - u_i(p)).

The people with the n greatest differences are tried exactly. The prices that prove the plan with
them give the next bound and the next people, until one is the other or nothing improves.
"""

from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.explain.board_errors import BoardError
from matching.explain.board_training import NO_OCCUPATION, Training, declared_again, trained
from matching.explain.solved_market import inverse
from matching.pairs.market import Market
from matching.pairs.plain import scores_of_block
from matching.pairs.scanner import Scanner
from matching.solvers.integers import exact_dot, exact_sum
from matching.solvers.repair.changes import AddLaborer, Withdraw
from matching.solvers.repair.plan import Plan

TRIALS = 4
"""Groups of people tried for one course."""


@dataclass(frozen=True, slots=True, eq=False)
class Trainees:
    """Whom to train, and what it brings.

    Parameters
    ----------
    training
        What they would learn.
    people
        Positions, rising; fewer than there are places if nobody else would gain anything.
    gain
        What the best plan is worth more once they are trained: exact.
    most
        No other choice of as many people brings more than this.
    placed
        How many more people the plan found places; of several best plans one.
    """

    training: Training
    people: Ints
    gain: int
    most: int
    placed: int


class Nets:
    """Best net values of everybody at any prices, never below 0; one pass over all pairs each.

    Parameters
    ----------
    market
        The market.
    """

    def __init__(self, market: Market) -> None:
        self._scanner = Scanner(market)
        self._folded_laborer = inverse(self._scanner.folded.laborer_at)

    def at(self, price: Ints) -> Ints:
        """Gives u_i(p) of each laborer, in the market's order."""
        folded = self._scanner.best_nets(price[self._scanner.folded.vacancy_at])
        return np.maximum(folded, 0)[self._folded_laborer]


def best_trainees(
    data: MarketData,
    market: Market,
    plan: Plan,
    training: Training,
    places: int,
    may_train: Bools | None = None,
) -> Trainees:
    """Chooses whom to train, tries it on a copy of the plan, and bounds what others would bring.

    Parameters
    ----------
    data, market
        The columns and the market.
    plan
        A proven plan of this market, without changes (``standing_plan``); stays as it is.
    training
        What is taught.
    places
        How many can be trained, at least 0.
    may_train
        Who may be chosen; everybody if left out.

    Raises
    ------
    BoardError
        ``negative`` if there are fewer than 0 places, ``no_training`` if nothing is taught.
    """
    if places < 0:
        raise BoardError(reason="negative")
    if not training.certificates and training.occupation == NO_OCCUPATION:
        raise BoardError(reason="no_training")
    everybody = np.arange(market.laborer_count)
    changed = declared_again(trained(data, everybody, training), market)
    before, after = Nets(market), Nets(changed)
    allowed = np.ones(market.laborer_count, np.bool_) if may_train is None else may_train
    price, best = plan.vacancy_price, Trainees(training, everybody[:0], 0, 0, 0)
    most, seen = -1, set[bytes]()
    for _ in range(TRIALS):
        base = before.at(price)
        further = np.where(allowed, after.at(price) - base, 0)
        chosen = _greatest(further, places)
        bound = exact_dot(market.seats, price) + exact_sum(base) + exact_sum(further[chosen])
        most = bound - plan.value if most < 0 else min(most, bound - plan.value)
        if best.gain == most or chosen.tobytes() in seen:
            break
        seen.add(chosen.tobytes())
        tried = deepcopy(plan)
        train_in(tried, changed, chosen)
        if tried.value - plan.value > best.gain:
            placed = _placed(tried) - _placed(plan)
            best = Trainees(training, chosen, tried.value - plan.value, most, placed)
        price = tried.vacancy_price
    return Trainees(training, best.people, best.gain, most, best.placed)


def train_in(plan: Plan, changed: Market, people: Ints) -> None:
    """Puts people's scores after a training in place of theirs before: they become newcomers.

    Parameters
    ----------
    plan
        A plan of the market before, vacancies not added to.
    changed
        The market in which these people are trained.
    people
        Positions.
    """
    rows = scores_of_block(changed, people, np.arange(changed.vacancy_count))
    for person, row in zip(people.tolist(), rows, strict=True):
        plan.apply(Withdraw(person))
        plan.apply(AddLaborer(row.astype(np.int32)))


def _greatest(values: Ints, count: int) -> Ints:
    """Gives the positions of the greatest values above 0, earlier ones first among equals."""
    order = np.lexsort((np.arange(len(values)), -values))[:count]
    return np.sort(order[values[order] > 0]).astype(np.int64)


def _placed(plan: Plan) -> int:
    return int((plan.vacancy_of_laborer >= 0).sum())
