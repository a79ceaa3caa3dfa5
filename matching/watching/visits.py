"""Who is visited this week, by which office: duties first, then where most months are saved.

A person is worth the same whichever office goes, so the sets of people that can be visited are the
independent sets of a transversal matroid (Edmonds and Fulkerson, J. Res. NBS 69B, 1965, 147-153),
and taking people by falling worth, as long as all taken can be visited, is exact (Edmonds,
Mathematical Programming 1, 1971, 127-136). So only the order of worths matters: a worth of urgency
x (greatest gain + 1) + gain puts every duty before every gain. The project's flow finds this set
together with the offices that go, and its lowest prices: what one more visit of an office adds.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY
from matching.solvers.solve import SolveParams, solve
from matching.watching.checked import Floats, checked_floats, checked_ints

UNITS_A_MONTH = 1_000_000
"""Gains are weighed in millionths of a month."""


class VisitReason(StrEnum):
    """Why somebody is visited this week, or not."""

    DUE = "visit.due"
    """Visited: the schedule says so."""
    GAIN = "visit.gain"
    """Visited: it saves more than any visit left out that could take its place."""
    DUE_NOT_REACHED = "visit.due_not_reached"
    """Due, but all visits of the offices go to people as urgent or more so."""
    OTHERS_GAIN_MORE = "visit.others_gain_more"
    """A visit would help, but visits of the offices go to duties and greater gains."""
    NO_GAIN = "visit.no_gain"
    """Not due, and a visit is not expected to keep the person longer."""
    NO_OFFICE = "visit.no_office"
    """No office says that it can go there."""


@dataclass(frozen=True, slots=True, eq=False)
class WhoCanGo:
    """Offices, the visits they have this week, and whom each can visit.

    Parameters
    ----------
    capacity
        (offices,) visits.
    arc_person, arc_office
        Each person with each office that can go, each pair once.
    """

    capacity: npt.ArrayLike
    arc_person: npt.ArrayLike
    arc_office: npt.ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class VisitPlan:
    """A week's visits with their reasons.

    Parameters
    ----------
    office
        (n,) who goes; -1 nobody.
    reason
        Why, or why not, for each person.
    to_beat
        (n,) months that the person's gain would have to beat to be visited without being due: the
        cheapest price of their offices. Infinite where duties take all, or no office can go.
    duties_done, duties_left
        How many who are due are visited, and how many are not.
    months_saved
        Sum of the gains of all visited.
    next_urgency, next_gain
        (offices,) urgency and gain of the one more person that one more visit of the office would
        reach; (0, 0): nobody.
    """

    office: Ints
    reason: tuple[VisitReason, ...]
    to_beat: Floats
    duties_done: int
    duties_left: int
    months_saved: float
    next_urgency: Ints
    next_gain: Floats


def plan_visits(
    gain: npt.ArrayLike, urgency: npt.ArrayLike, who_can_go: WhoCanGo, seed: int = 0
) -> VisitPlan:
    """Chooses the week's visits: most urgent first, then the greatest sum of gains, exactly.

    Parameters
    ----------
    gain
        (n,) months that a visit saves.
    urgency
        (n,) 0 where no visit is due, else higher first; see `matching.watching.due`.
    who_can_go
        Offices, visits, reach.
    seed
        Of the lots between equal people.

    Raises
    ------
    WatchingError
        If a column has another shape or a value out of range.
    InvalidProblemError
        If an arc points outside, stands twice, or a capacity is below zero.
    """
    months = checked_floats("gain", gain, (None,), least=-12, most=12)
    rank = checked_ints("urgency", urgency, (len(months),), least=0, most=10**4)
    units = np.maximum(np.rint(months * UNITS_A_MONTH), 0).astype(np.int64)
    step = int(units.max(initial=0)) + 1
    worth = rank * step + units
    reach = AssignmentProblem(
        len(months),
        who_can_go.capacity,
        who_can_go.arc_person,
        who_can_go.arc_office,
        np.zeros(np.shape(who_can_go.arc_person), np.int64),
    )
    is_wanted = worth[reach.arc_laborer] > 0
    problem = AssignmentProblem(
        len(months),
        reach.seats,
        reach.arc_laborer[is_wanted],
        reach.arc_vacancy[is_wanted],
        worth[reach.arc_laborer[is_wanted]],
    )
    solution = solve(problem, SolveParams(seed=seed))
    office, price = solution.vacancy_of_laborer, solution.vacancy_price
    is_visited = office != NOBODY
    return VisitPlan(
        office=office,
        reason=_reasons(is_visited, rank > 0, worth > 0, _has_office(reach)),
        to_beat=_to_beat(reach, price, step),
        duties_done=int(np.count_nonzero(is_visited & (rank > 0))),
        duties_left=int(np.count_nonzero(~is_visited & (rank > 0))),
        months_saved=float(months[is_visited].sum()),
        next_urgency=price // step,
        next_gain=price % step / UNITS_A_MONTH,
    )


def _has_office(reach: AssignmentProblem) -> Bools:
    return np.bincount(reach.arc_laborer, minlength=reach.laborer_count) > 0


def _to_beat(reach: AssignmentProblem, price: Ints, step: int) -> Floats:
    months = np.where(price >= step, np.inf, price / UNITS_A_MONTH)
    cheapest = np.full(reach.laborer_count, np.inf)
    np.minimum.at(cheapest, reach.arc_laborer, months[reach.arc_vacancy])
    return cheapest


def _reasons(
    is_visited: Bools, is_due: Bools, is_wanted: Bools, has_office: Bools
) -> tuple[VisitReason, ...]:
    chosen = np.select(
        [is_visited & is_due, is_visited, ~has_office, is_due, is_wanted],
        [0, 1, 2, 3, 4],
        default=5,
    )
    said = (
        VisitReason.DUE,
        VisitReason.GAIN,
        VisitReason.NO_OFFICE,
        VisitReason.DUE_NOT_REACHED,
        VisitReason.OTHERS_GAIN_MORE,
        VisitReason.NO_GAIN,
    )
    return tuple(said[index] for index in chosen.tolist())
