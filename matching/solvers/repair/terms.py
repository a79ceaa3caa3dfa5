"""What the changes so far ask of a plan: the facts beside the market, and what they refuse."""

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.repair.changes import (
    AddLaborer,
    AddVacancy,
    Allow,
    Ban,
    Change,
    Pin,
    Reject,
    SetSeats,
    Unpin,
    Withdraw,
)
from matching.solvers.repair.errors import RepairError
from matching.solvers.repair.overlay import ChangedScores


class Terms:
    """Remembers headcounts, pins, bans, and who left.

    Parameters
    ----------
    scores
        The score of every pair, bans laid over it.
    seats
        h_j at the start.
    """

    def __init__(self, scores: ChangedScores, seats: Ints) -> None:
        self.scores = scores
        self.seats: list[int] = seats.tolist()
        self.pin_of_laborer: dict[int, int] = {}
        self.pins_at: dict[int, int] = {}
        self.pinned_value = 0
        self.gone: set[int] = set()

    def agree(self, change: Change) -> None:
        """Takes a change into the facts.

        Parameters
        ----------
        change
            Any but ``Reject``, which depends on the plan: ban the pair held instead.

        Raises
        ------
        RepairError
            If it contradicts the facts; they are left as they were.
        """
        match change:
            case Ban(laborer, vacancy):
                self._check_pair(laborer, vacancy)
                if self.scores.is_banned(laborer, vacancy):
                    raise RepairError(reason="banned", index=laborer)
                self.scores.ban(laborer, vacancy)
            case Allow(laborer, vacancy):
                self._check_pair(laborer, vacancy)
                if not self.scores.is_banned(laborer, vacancy):
                    raise RepairError(reason="not_banned", index=laborer)
                self.scores.allow(laborer, vacancy)
            case Pin(laborer, vacancy):
                self._pin(laborer, vacancy)
            case Unpin(laborer):
                self.check_laborer(laborer)
                if laborer not in self.pin_of_laborer:
                    raise RepairError(reason="not_pinned", index=laborer)
                self._unpin(laborer)
            case Withdraw(laborer):
                self.check_laborer(laborer)
                if laborer in self.pin_of_laborer:
                    self._unpin(laborer)
                self.gone.add(laborer)
            case AddLaborer(row):
                _check_length(len(row), self.scores.vacancy_count)
                self.scores.add_row(row.astype(np.int32))
            case AddVacancy(seats, column):
                _check_length(len(column), self.scores.laborer_count)
                self._check_seats(seats, self.scores.vacancy_count)
                self.scores.add_column(column.astype(np.int32))
                self.seats.append(seats)
            case SetSeats(vacancy, seats):
                self._check_vacancy(vacancy)
                self._check_seats(seats, vacancy)
                self.seats[vacancy] = seats
            case Reject():
                raise TypeError(change)

    def check_laborer(self, laborer: int) -> None:
        """Refuses a laborer who does not exist or has left.

        Parameters
        ----------
        laborer
            The laborer i.

        Raises
        ------
        RepairError
            ``no_such_laborer`` or ``gone``.
        """
        if not 0 <= laborer < self.scores.laborer_count:
            raise RepairError(reason="no_such_laborer", index=laborer)
        if laborer in self.gone:
            raise RepairError(reason="gone", index=laborer)

    def _pin(self, laborer: int, vacancy: int) -> None:
        self._check_pair(laborer, vacancy)
        score = int(self.scores.row(laborer)[vacancy])
        if score < 0:
            raise RepairError(reason="forbidden", index=laborer)
        if self.pins_at.get(vacancy, 0) >= self.seats[vacancy]:
            raise RepairError(reason="no_seat", index=vacancy)
        self.pin_of_laborer[laborer] = vacancy
        self.pins_at[vacancy] = self.pins_at.get(vacancy, 0) + 1
        self.pinned_value += score

    def _unpin(self, laborer: int) -> None:
        vacancy = self.pin_of_laborer.pop(laborer)
        self.pins_at[vacancy] -= 1
        self.pinned_value -= int(self.scores.row(laborer)[vacancy])

    def _check_pair(self, laborer: int, vacancy: int) -> None:
        self.check_laborer(laborer)
        self._check_vacancy(vacancy)
        if laborer in self.pin_of_laborer:
            raise RepairError(reason="pinned", index=laborer)

    def _check_vacancy(self, vacancy: int) -> None:
        if not 0 <= vacancy < self.scores.vacancy_count:
            raise RepairError(reason="no_such_vacancy", index=vacancy)

    def _check_seats(self, seats: int, vacancy: int) -> None:
        if seats < self.pins_at.get(vacancy, 0):
            raise RepairError(reason="no_seat", index=vacancy)


def _check_length(length: int, wanted: int) -> None:
    if length != wanted:
        raise RepairError(reason="length")
