"""Every feasible pair of a reference market while it changes, to hold repairs against."""

import numpy as np
import numpy.typing as npt

from benchmarks.flows import Arcs
from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.changes import (
    AddLaborer,
    AddVacancy,
    Allow,
    Ban,
    Change,
    Pin,
    SetSeats,
    Unpin,
    Withdraw,
)
from matching.solvers.repair.plan import Plan
from matching.solvers.solve import solve


class ChangedPairs:
    """Keeps pairs and facts apart from the plan under test.

    Parameters
    ----------
    laborers
        Number of laborers.
    seats
        h_j.
    arcs
        Every feasible pair.
    """

    def __init__(self, laborers: int, seats: npt.NDArray[np.int64], arcs: Arcs) -> None:
        self._laborers = laborers
        self._seats: list[int] = seats.tolist()
        self._arcs = arcs
        self._banned: set[tuple[int, int]] = set()
        self._pins: dict[int, int] = {}
        self._gone: set[int] = set()

    def note(self, change: Change) -> None:
        """Takes note of a change that was made, other than a rejection.

        Parameters
        ----------
        change
            The change.
        """
        match change:
            case Ban(laborer, vacancy):
                self._banned.add((laborer, vacancy))
            case Allow(laborer, vacancy):
                self._banned.remove((laborer, vacancy))
            case Pin(laborer, vacancy):
                self._pins[laborer] = vacancy
            case Unpin(laborer):
                del self._pins[laborer]
            case Withdraw(laborer):
                self._pins.pop(laborer, None)
                self._gone.add(laborer)
            case SetSeats(vacancy, seats):
                self._seats[vacancy] = seats
            case AddLaborer(row):
                at = np.flatnonzero(row >= 0)
                self._add(np.full(len(at), self._laborers), at, row[at])
                self._laborers += 1
            case AddVacancy(seats, column):
                at = np.flatnonzero(column >= 0)
                self._add(at, np.full(len(at), len(self._seats)), column[at])
                self._seats.append(seats)

    def check(self, plan: Plan) -> None:
        """Proves the plan by its own prices: they cover every pair, and value equals bound.

        Parameters
        ----------
        plan
            After the changes noted.

        Raises
        ------
        AssertionError
            If it is not proven.
        """
        held, price, surplus = plan.vacancy_of_laborer, plan.vacancy_price, plan.laborer_surplus
        arcs, seats, takes_part = self._arcs, np.array(self._seats), self._takes_part()
        short = arcs.score - surplus[arcs.laborer] - price[arcs.vacancy] > 0
        short &= takes_part[arcs.laborer]
        pairs = zip(arcs.laborer[short].tolist(), arcs.vacancy[short].tolist(), strict=True)
        pinned = np.bincount(list(self._pins.values()), minlength=len(seats))
        placed = np.flatnonzero(held >= 0)
        is_held = arcs.vacancy == held[arcs.laborer]
        value = int(arcs.score[is_held].sum())
        bound = int(surplus[takes_part].sum() + (price * (seats - pinned)).sum())
        is_proven = (
            set(pairs) <= self._banned
            and min(surplus.min(initial=0), price.min(initial=0)) >= 0
            and int(is_held.sum()) == len(placed)
            and not self._banned & set(zip(placed.tolist(), held[placed].tolist(), strict=True))
            and not self._gone & set(placed.tolist())
            and all(held[who] == where for who, where in self._pins.items())
            and bool((np.bincount(held[placed], minlength=len(seats)) <= seats).all())
            and value == plan.value == bound + self._pinned_value()
        )
        if not is_proven:
            raise AssertionError("a repaired plan is not proven")

    def full_value(self) -> int:
        """Solves everything anew and gives the best value."""
        arcs = self._arcs
        is_open = self._takes_part()[arcs.laborer]
        for laborer, vacancy in self._banned:
            is_open[(arcs.laborer == laborer) & (arcs.vacancy == vacancy)] = False
        pinned = np.bincount(list(self._pins.values()), minlength=len(self._seats))
        problem = AssignmentProblem(
            self._laborers,
            np.array(self._seats) - pinned,
            arcs.laborer[is_open],
            arcs.vacancy[is_open],
            arcs.score[is_open],
        )
        return solve(problem).objective + self._pinned_value()

    def _takes_part(self) -> npt.NDArray[np.bool_]:
        takes_part = np.ones(self._laborers, np.bool_)
        takes_part[list(self._gone | set(self._pins))] = False
        return takes_part

    def _pinned_value(self) -> int:
        arcs, pin = self._arcs, np.full(self._laborers, -1)
        pin[list(self._pins)] = list(self._pins.values())
        return int(arcs.score[arcs.vacancy == pin[arcs.laborer]].sum())

    def _add(
        self,
        laborer: npt.NDArray[np.int64],
        vacancy: npt.NDArray[np.int64],
        score: npt.NDArray[np.int32],
    ) -> None:
        self._arcs = Arcs(
            np.concatenate([self._arcs.laborer, laborer]),
            np.concatenate([self._arcs.vacancy, vacancy]),
            np.concatenate([self._arcs.score, score.astype(np.int64)]),
        )
