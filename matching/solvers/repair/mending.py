"""The three steps that every change is made of, each from one proven plan to the next."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.repair.completing import (
    best_bid,
    best_gain,
    complete_column,
    complete_row,
    fallen_laborers,
    fallen_vacancies,
)
from matching.solvers.repair.overlay import ChangedScores
from matching.solvers.repair.scores import Line
from matching.solvers.repair.searches import (
    fill,
    forget,
    hold,
    make_room,
    seek_filler,
    seek_room,
    shift_prices,
)
from matching.solvers.repair.standing import ABSENT, Standing, with_room
from matching.solvers.solution import NOBODY

NONE: Ints = np.zeros(0, np.int64)
"""No laborers, or no vacancies."""


@dataclass(slots=True)
class Mending:
    """Keeps a plan proven over all pairs while laborers and seats come and go.

    Parameters
    ----------
    standing
        The plan, its prices and arcs.
    scores
        The score of every pair.
    before
        The vacancy, at the start of a change, of each laborer who moved since.
    half
        Half the margin by which pairs without an arc are slack at the marks.
    """

    standing: Standing
    scores: ChangedScores
    before: dict[int, int]
    half: int

    def seat(self, laborer: int) -> None:
        """Lets a laborer take part who was absent.

        Parameters
        ----------
        laborer
            The laborer i, without a vacancy.
        """
        self.before.setdefault(laborer, NOBODY)
        self.welcome(laborer)
        if self.standing.surplus[laborer] > 0:
            self._make_room(laborer, NOBODY)

    def welcome(self, laborer: int) -> None:
        """Gives a laborer the least surplus that present prices allow, and reads the row.

        Parameters
        ----------
        laborer
            The laborer i.
        """
        row = self.scores.row(laborer)
        self.standing.surplus[laborer] = best_gain(self.standing, row)
        self._read_row(laborer, row)

    def dismiss(self, laborer: int) -> None:
        """Keeps a laborer from taking part.

        Parameters
        ----------
        laborer
            The laborer i.
        """
        self.standing.surplus[laborer] = ABSENT
        self.standing.surplus_mark[laborer] = ABSENT

    def excuse(self, laborer: int) -> int:
        """Takes a laborer out of the plan; a seat left free still has to be used.

        Parameters
        ----------
        laborer
            The laborer i.

        Returns
        -------
        The vacancy left, or -1.
        """
        vacancy = int(self.standing.vacancy_of[laborer])
        self.before.setdefault(laborer, vacancy)
        hold(self.standing, laborer, NOBODY)
        self.dismiss(laborer)
        return vacancy

    def take_seat(self, vacancy: int) -> None:
        """Takes one seat of a vacancy away, a free one if there is any.

        Parameters
        ----------
        vacancy
            The vacancy j; somebody holds it if no seat is free.
        """
        if self.standing.free[vacancy] <= 0:
            self._make_room(NOBODY, vacancy)
        self.standing.free[vacancy] -= 1

    def use_seats(self, vacancy: int) -> None:
        """Fills the free seats of a vacancy until none is left or its price is 0.

        Parameters
        ----------
        vacancy
            The vacancy j.
        """
        while self.standing.free[vacancy] > 0 and self.standing.price[vacancy] > 0:
            self._use_seat(vacancy)

    def price_anew(self, vacancy: int) -> None:
        """Gives a new vacancy the lowest price that keeps every surplus as it is.

        Parameters
        ----------
        vacancy
            The vacancy j, without arcs.
        """
        column = self.scores.column(vacancy)
        self.standing.price[vacancy] = best_bid(self.standing, column)
        self._read_column(vacancy, column)

    def read_fallen(self, laborers: Ints, vacancies: Ints) -> bool:
        """Reads all pairs of those whose surplus or price fell too far below the mark.

        Parameters
        ----------
        laborers, vacancies
            Who fell. All are read at once, which saves searches.

        Returns
        -------
        Whether prices and surpluses cover all pairs.
        """
        rows = [self._read_row(who, self.scores.row(who)) for who in laborers.tolist()]
        columns = [
            self._read_column(which, self.scores.column(which)) for which in vacancies.tolist()
        ]
        return all(rows) and all(columns)

    def _make_room(self, laborer: int, vacancy: int) -> None:
        is_proven = False
        while not is_proven:
            length, last, end, count = seek_room(self.standing, laborer, vacancy)
            self._shift(laborer, count, length, 1)
            is_proven = self._covers_rows(laborer, count, length)
            if not is_proven:
                self._shift(laborer, count, length, -1)
            forget(self.standing, count)
        self._note(make_room(self.standing, last, end))

    def _shift(self, laborer: int, count: int, length: int, sign: int) -> None:
        shift_prices(self.standing, count, length, sign)
        if laborer >= 0:
            self.standing.surplus[laborer] -= sign * length

    def _covers_rows(self, laborer: int, count: int, length: int) -> bool:
        standing = self.standing
        laborers = fallen_laborers(standing, count, length, self.half)
        if laborer >= 0 and standing.surplus[laborer] < standing.surplus_mark[laborer] - self.half:
            laborers = np.append(laborers, laborer)
        return self.read_fallen(laborers, NONE)

    def _use_seat(self, vacancy: int) -> None:
        is_proven = False
        while not is_proven:
            length, comer, end, count = seek_filler(self.standing, vacancy)
            shift_prices(self.standing, count, length, -1)
            fallen = fallen_vacancies(self.standing, count, self.half)
            is_proven = self.read_fallen(NONE, fallen)
            if not is_proven:
                shift_prices(self.standing, count, length, 1)
            forget(self.standing, count)
        self._note(fill(self.standing, comer, end))

    def _read_row(self, laborer: int, row: Line) -> bool:
        return complete_row(self._with_arcs(len(row)), laborer, row, self.half)

    def _read_column(self, vacancy: int, column: Line) -> bool:
        return complete_column(self._with_arcs(len(column)), vacancy, column, self.half)

    def _note(self, moved: list[tuple[int, int]]) -> None:
        for laborer, origin in moved:
            self.before.setdefault(laborer, origin)

    def _with_arcs(self, count: int) -> Standing:
        needed = int(self.standing.totals[0]) + count
        if needed > len(self.standing.arc_score):
            self.standing = with_room(self.standing, arcs=needed)
        return self.standing
