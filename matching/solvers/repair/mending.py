"""The three steps that every change is made of, each from one proven plan to the next."""

from dataclasses import dataclass

from matching.solvers.repair.completing import (
    complete_column,
    complete_row,
    exposed,
    fallen,
    highest_lack,
)
from matching.solvers.repair.overlay import ChangedScores
from matching.solvers.repair.scores import Line
from matching.solvers.repair.searches import (
    fill,
    forget,
    make_room,
    seek_filler,
    seek_room,
    shift_prices,
)
from matching.solvers.repair.standing import ABSENT, Standing, hold, with_room
from matching.solvers.solution import NOBODY

ARCS_OF_A_ROW = 8
"""Arcs made when a laborer's pairs are read; at most this many steps of a surplus until the next."""

ARCS_OF_A_COLUMN = 64
"""Arcs made at once when a vacancy's price fell too far; a lower figure only means another look."""


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
    columns
        Columns read since the scores changed.
    """

    standing: Standing
    scores: ChangedScores
    before: dict[int, int]
    columns: dict[int, Line]

    def seat(self, laborer: int) -> None:
        """Lets a laborer take part who was absent.

        Parameters
        ----------
        laborer
            The laborer i, without a vacancy.
        """
        self.before.setdefault(laborer, NOBODY)
        standing = self._with_arcs(ARCS_OF_A_ROW)
        gain = complete_row(standing, laborer, self.scores.row(laborer), ARCS_OF_A_ROW, 0)
        arc = standing.first_arc_of_laborer[laborer]
        while arc >= 0:
            if standing.arc_score[arc] >= 0:
                price = standing.price[standing.arc_vacancy[arc]]
                gain = max(gain, standing.arc_score[arc] - price)
            arc = standing.next_of_laborer[arc]
        standing.surplus[laborer] = gain
        if gain > 0:
            self._make_room(laborer, NOBODY)

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
        self.standing.surplus[laborer] = ABSENT
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
        column = self._column(vacancy)
        self.standing.price[vacancy] = highest_lack(self.standing, column)
        complete_column(self.standing, vacancy, column, ARCS_OF_A_COLUMN)

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
        is_covered = True
        laborers = exposed(self.standing, count, length).tolist()
        if laborer >= 0 and self.standing.surplus[laborer] < self.standing.outside[laborer]:
            laborers.append(laborer)
        for who in laborers:
            standing = self._with_arcs(ARCS_OF_A_ROW)
            gain = complete_row(standing, who, self.scores.row(who), ARCS_OF_A_ROW, length)
            is_covered &= bool(gain <= standing.surplus[who])
        return is_covered

    def _use_seat(self, vacancy: int) -> None:
        is_proven = False
        while not is_proven:
            length, comer, end, count = seek_filler(self.standing, vacancy)
            shift_prices(self.standing, count, length, -1)
            is_proven = self._covers_columns(count, length)
            if not is_proven:
                shift_prices(self.standing, count, length, 1)
            forget(self.standing, count)
        self._note(fill(self.standing, comer, end))

    def _covers_columns(self, count: int, length: int) -> bool:
        added = 0
        for vacancy in fallen(self.standing, count, length).tolist():
            standing = self._with_arcs(ARCS_OF_A_COLUMN)
            added += complete_column(standing, vacancy, self._column(vacancy), ARCS_OF_A_COLUMN)
        return not added

    def _column(self, vacancy: int) -> Line:
        if vacancy not in self.columns:
            self.columns[vacancy] = self.scores.column(vacancy)
        return self.columns[vacancy]

    def _note(self, moved: list[tuple[int, int]]) -> None:
        for laborer, origin in moved:
            self.before.setdefault(laborer, origin)

    def _with_arcs(self, count: int) -> Standing:
        self.standing = with_room(self.standing, arcs=int(self.standing.totals[0]) + count)
        return self.standing


