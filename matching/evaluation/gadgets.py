"""Near-ties of a plan that a lot can decide: two people swap, or one moves to a free seat.

With prices p and surpluses u that prove a plan, person i would give up u_i + p_l - s_il >= 0 by
taking vacancy l at its price (the slack). A swap of i at j and k at l loses exactly

    s_ij + s_kl - s_il - s_kj  =  slack of (i, l) + slack of (k, j)

and a move to a free seat, whose price is 0, s_ij - s_il. So one list of the pairs of little slack
holds every near-tie, and pairs of vacancies in which both directions are listed give the swaps.
What is certified does not rest on prices: losses are taken from the scores themselves.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.evaluation.errors import EvaluationError
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_pairs
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.near import near_pairs
from matching.solvers.integers import exact_sum
from matching.solvers.solution import NOBODY, Solution

ALONE = -1
"""Stands for the second person of a move."""


@dataclass(frozen=True, slots=True)
class Margins:
    """How much near-ties may lose.

    Parameters
    ----------
    total
        All together, in points of the objective.
    each
        One swap or move.
    person
        One person's own score, even if the other gains as much.
    """

    total: int
    each: int
    person: int

    def __post_init__(self) -> None:
        for field in ("total", "each", "person"):
            if getattr(self, field) < 0:
                raise EvaluationError(field=field, reason="range")


@dataclass(frozen=True, slots=True, eq=False)
class Gadgets:
    """Near-ties that do not touch each other, a row each.

    Parameters
    ----------
    first, second
        Whom each concerns; ``ALONE`` for the second if only one person moves.
    first_to, second_to
        The vacancies they would have instead; -1 for nobody.
    loss
        What the objective loses, at least 0.
    """

    first: Ints
    second: Ints
    first_to: Ints
    second_to: Ints
    loss: Ints

    def __len__(self) -> int:
        return len(self.first)

    def rows(self, taken: Ints | Bools) -> "Gadgets":
        """Gives some of them."""
        return Gadgets(
            self.first[taken],
            self.second[taken],
            self.first_to[taken],
            self.second_to[taken],
            self.loss[taken],
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Pairs beside the plan: a person, where from, where to, and its slack."""

    person: Ints
    at: Ints
    to: Ints
    slack: Ints
    drop: Ints

    def rows(self, taken: Bools) -> "_Edges":
        return _Edges(
            self.person[taken], self.at[taken], self.to[taken], self.slack[taken], self.drop[taken]
        )


def find_gadgets(
    market: Market, solution: Solution, margins: Margins, is_free: Bools, seed: int
) -> Gadgets:
    """Finds near-ties that can be decided independently of each other.

    The cheapest first; equally cheap ones by lot. Nobody is in two of them, and every move has a
    free seat of its own: any of them may be carried out, whatever happens to the others.

    Parameters
    ----------
    market
        The market.
    solution
        Its plan with prices and surpluses. Under rules for the plan as a whole the prices need not
        prove it; near-ties are then found less completely, and one that would gain is left out.
    margins
        How much may be lost.
    is_free
        Whom a lot may concern. People under rules for the plan as a whole (groups, households,
        quotas) are left out here: only rules for pairs are looked at.
    seed
        Of the lots between equally cheap near-ties.

    Raises
    ------
    EvaluationError
        If lengths differ, or the plan has a pair that a rule forbids.
    """
    plan, people = solution.vacancy_of_laborer, market.laborer_count
    if len(plan) != people or is_free.shape != (people,):
        raise EvaluationError(field="is_free", reason="length")
    edges = _edges(market, solution, margins, is_free)
    held = plan[plan != NOBODY]
    free = market.seats - np.bincount(held, minlength=market.vacancy_count)
    if np.any(free < 0):
        raise EvaluationError(field="plan", reason="range")
    rng = np.random.default_rng([seed, 0])
    found, left = [_none()], margins.total
    while len(edges.person):
        tried = _joined(_swaps(edges, rng), _moves(edges, free))
        tried = tried.rows((tried.loss >= 0) & (tried.loss <= margins.each))
        taken = _cheapest(tried, free, left, rng)
        if not len(taken):
            break
        found.append(taken)
        left -= exact_sum(taken.loss)
        free -= np.bincount(taken.first_to[taken.second == ALONE], minlength=len(free))
        is_done = np.isin(edges.person, np.concatenate([taken.first, taken.second]))
        edges = edges.rows(~is_done)
    gadgets = found[0]
    for further in found[1:]:
        gadgets = _joined(gadgets, further)
    return gadgets


def objective_of(market: Market, plan: Ints) -> int:
    """Gives the sum of the scores of a plan by plain evaluation.

    Raises
    ------
    EvaluationError
        If a rule forbids one of its pairs.
    """
    placed = np.flatnonzero(plan != NOBODY)
    scores = scores_of_pairs(market, placed, plan[placed])
    if np.any(scores == FORBIDDEN):
        raise EvaluationError(field="plan", reason="range")
    return exact_sum(scores)


def _edges(market: Market, solution: Solution, margins: Margins, is_free: Bools) -> _Edges:
    """Lists pairs beside the plan of little slack, of people whom a lot may concern."""
    near = near_pairs(Scanner(market), solution, margins.each).problem
    plan = solution.vacancy_of_laborer
    person, to = near.arc_laborer, near.arc_vacancy
    is_beside = is_free[person] & (plan[person] != NOBODY) & (plan[person] != to)
    person, to, score = person[is_beside], to[is_beside], near.arc_score[is_beside]
    at = plan[person]
    own = np.zeros(len(plan), np.int64)
    placed = np.flatnonzero(plan != NOBODY)
    own[placed] = scores_of_pairs(market, placed, plan[placed])
    slack = solution.laborer_surplus[person] + solution.vacancy_price[to] - score
    edges = _Edges(person, at, to, slack, own[person] - score)
    return edges.rows(edges.drop <= margins.person)


def _swaps(edges: _Edges, rng: np.random.Generator) -> Gadgets:
    """Pairs people of two vacancies who could each take the other's, by rising slack."""
    low, high = np.minimum(edges.at, edges.to), np.maximum(edges.at, edges.to)
    _, between = np.unique(np.stack([low, high]), axis=1, return_inverse=True)
    side = 2 * between.ravel() + (edges.at > edges.to)
    order = np.lexsort((rng.permutation(len(side)), edges.slack, side))
    sorted_side = side[order]
    place = np.arange(len(side)) - np.searchsorted(sorted_side, sorted_side)
    # The n-th of one side meets the n-th of the other: equal pair of vacancies, equal place.
    meeting = np.lexsort((sorted_side % 2, place, sorted_side // 2))
    key = np.stack([sorted_side // 2, place])[:, meeting]
    is_met = np.all(key[:, 1:] == key[:, :-1], axis=0)
    one, other = order[meeting[:-1][is_met]], order[meeting[1:][is_met]]
    loss = edges.drop[one] + edges.drop[other]
    return Gadgets(edges.person[one], edges.person[other], edges.to[one], edges.to[other], loss)


def _moves(edges: _Edges, free: Ints) -> Gadgets:
    """Lists moves to vacancies with free seats."""
    open_to = edges.rows(free[edges.to] > 0)
    nobody = np.full(len(open_to.person), ALONE, np.int64)
    return Gadgets(open_to.person, nobody, open_to.to, nobody, open_to.drop)


def _cheapest(tried: Gadgets, free: Ints, left: int, rng: np.random.Generator) -> Gadgets:
    """Takes every near-tie that is the cheapest of all that touch the same people."""
    tried = tried.rows(np.lexsort((rng.permutation(len(tried)), tried.loss)))
    rank = np.arange(len(tried))
    people = int(max(tried.first.max(initial=-1), tried.second.max(initial=-1))) + 1
    best = np.full(people + 1, len(tried))
    np.minimum.at(best, tried.first, rank)
    # The last place is nobody's: a move has no second person.
    np.minimum.at(best, tried.second, rank)
    best[people] = len(tried)
    is_move = tried.second == ALONE
    is_cheapest = (best[tried.first] == rank) & (is_move | (best[tried.second] == rank))
    taken = tried.rows(is_cheapest)
    taken = taken.rows(_has_seat(taken, free))
    return taken.rows(np.cumsum(taken.loss) <= left)


def _has_seat(taken: Gadgets, free: Ints) -> Bools:
    """Gives each move a free seat of its own while there are some; swaps need none."""
    has_seat = np.ones(len(taken), np.bool_)
    moves = np.flatnonzero(taken.second == ALONE)
    by_vacancy = moves[np.argsort(taken.first_to[moves], kind="stable")]
    to = taken.first_to[by_vacancy]
    has_seat[by_vacancy] = np.arange(len(to)) - np.searchsorted(to, to) < free[to]
    return has_seat


def _none() -> Gadgets:
    nothing = np.zeros(0, np.int64)
    return Gadgets(nothing, nothing, nothing, nothing, nothing)


def _joined(one: Gadgets, other: Gadgets) -> Gadgets:
    return Gadgets(
        np.concatenate([one.first, other.first]),
        np.concatenate([one.second, other.second]),
        np.concatenate([one.first_to, other.first_to]),
        np.concatenate([one.second_to, other.second_to]),
        np.concatenate([one.loss, other.loss]),
    )
