"""What each seat is worth to those still to come: prices of a problem with sampled futures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.solvers.errors import NegativeValueError
from matching.solvers.integers import IntArray, frozen
from matching.solvers.problem import AssignmentProblem
from matching.solvers.rolling.arrivals import Arrivals, joined, people_at
from matching.solvers.rolling.futures import drawn_futures
from matching.solvers.rolling.posts import arcs_in_time, problem_of
from matching.solvers.rolling.week import NO_SEAT_VALUES, SeatValues, Week
from matching.solvers.solution import Solution, chosen_arcs
from matching.solvers.solve import solve


@dataclass(frozen=True, slots=True)
class RollingParams:
    """How seat values are learnt.

    Parameters
    ----------
    futures
        K, how many futures are drawn and solved together; with 0 nobody is expected.

    Raises
    ------
    NegativeValueError
        If K is below 0.
    """

    futures: int = 3

    def __post_init__(self) -> None:
        if self.futures < 0:
            raise NegativeValueError(field="futures", index=None, value=self.futures)


DEFAULT_PARAMS = RollingParams()
"""Three futures: six did not raise the value measured."""


def learn_seat_values(
    week: Week,
    history: Sequence[Arrivals],
    rng: np.random.Generator,
    params: RollingParams = DEFAULT_PARAMS,
) -> SeatValues:
    """Values every seat left by the people who would take it later.

    One exact problem holds K futures, the week's people K times and every seat K times, so all
    futures agree on who goes where on average. A laborer i of a future who gets a seat at j would
    give it up for no less than s_ij - max(0, max over m != j of (s_im - p_m)), p being the prices.
    These figures in falling order, K at a time and averaged, are the values of the first seat kept
    at j, of the second, and so on. Where nobody else is expected no seat has a value.

    Parameters
    ----------
    week
        What is known.
    history
        Arrivals of earlier seasons, weeks counted alike, with their arcs to today's posts.
    rng
        Source of the draws.
    params
        How many futures.
    """
    if not history or not params.futures:
        return NO_SEAT_VALUES
    copies = params.futures
    future = drawn_futures(history, week.number, copies, rng)
    now = np.tile(np.arange(len(week.people)), copies)
    everybody = joined([people_at(week.people, now), future])
    posts = replace(week.posts, seats=week.posts.seats * copies)
    kept = arcs_in_time(everybody, posts, week.number, week.number)
    problem = problem_of(everybody, posts, kept)
    vacancy, worth = _worth_later(problem, solve(problem), now.size)
    return _averaged(vacancy, worth, copies)


def _worth_later(
    problem: AssignmentProblem, solution: Solution, first_later: int
) -> tuple[IntArray, IntArray]:
    """Says what each seat taken by a laborer from `first_later` on is worth to them."""
    net = problem.arc_score - solution.vacancy_price[problem.arc_vacancy]
    chosen = chosen_arcs(problem, solution.vacancy_of_laborer)
    elsewhere = np.zeros(problem.laborer_count, dtype=np.int64)
    is_other = np.ones(problem.arc_count, dtype=np.bool_)
    is_other[chosen] = False
    np.maximum.at(elsewhere, problem.arc_laborer[is_other], net[is_other])
    later = chosen[problem.arc_laborer[chosen] >= first_later]
    worth = problem.arc_score[later] - elsewhere[problem.arc_laborer[later]]
    return problem.arc_vacancy[later], worth


def _averaged(vacancy: IntArray, worth: IntArray, copies: int) -> SeatValues:
    """Takes the figures of each vacancy in falling order, so many at a time, as one seat each."""
    order = np.lexsort((-worth, vacancy))
    vacancy, worth = vacancy[order], worth[order]
    rank = (np.arange(vacancy.size) - np.searchsorted(vacancy, vacancy)) // copies
    starts = np.flatnonzero((np.diff(vacancy, prepend=-1) != 0) | (np.diff(rank, prepend=-1) != 0))
    sums = np.add.reduceat(worth, starts) if starts.size else worth
    value = sums // copies
    used = value > 0
    return SeatValues(frozen(vacancy[starts][used]), frozen(value[used]))
