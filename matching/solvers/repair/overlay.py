"""A market's scores after changes: pairs banned, laborers and vacancies added, holders favoured."""

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.repair.scores import Line, PairScores

FORBIDDEN = -1
"""Stands for the score of a pair that may not be."""


class ChangedScores:
    """Lays changes over scores that stay as they are.

    Parameters
    ----------
    scores
        The scores of the market solved.
    held
        The vacancy of each laborer whose pair is worth `bonus` more, -1 for nobody.
    bonus
        Added to the score of each held pair, at least 0.
    vacancy_count
        The number of vacancies of the market solved.
    """

    def __init__(self, scores: PairScores, held: Ints, bonus: int, vacancy_count: int) -> None:
        self._scores = scores
        self._held = held
        self._bonus = bonus
        self._first = (len(held), vacancy_count)
        self._rows: list[Line] = []
        self._columns: list[Line] = []
        self._banned_of_laborer: dict[int, set[int]] = {}
        self._banned_of_vacancy: dict[int, set[int]] = {}
        order = np.argsort(held, kind="stable")
        starts = np.searchsorted(held[order], np.arange(vacancy_count + 1))
        self._holders = (order, starts)

    @property
    def laborer_count(self) -> int:
        """The number of laborers, those added among them."""
        return self._first[0] + len(self._rows)

    @property
    def vacancy_count(self) -> int:
        """The number of vacancies, those added among them."""
        return self._first[1] + len(self._columns)

    def row(self, laborer: int) -> Line:
        """Gives one laborer's scores over all vacancies."""
        old = self._first[0]
        line = self._old_row(laborer) if laborer < old else self._rows[laborer - old].copy()
        later = self._columns[len(line) - self._first[1] :]
        if later:
            line = _longer(line, [int(column[laborer]) for column in later])
        banned = self._banned_of_laborer.get(laborer)
        if not banned:
            return line
        line[list(banned)] = FORBIDDEN
        return line

    def column(self, vacancy: int) -> Line:
        """Gives one vacancy's scores over all laborers."""
        old = self._first[1]
        line = self._old_column(vacancy) if vacancy < old else self._columns[vacancy - old].copy()
        later = self._rows[len(line) - self._first[0] :]
        if later:
            line = _longer(line, [int(row[vacancy]) for row in later])
        banned = self._banned_of_vacancy.get(vacancy)
        if not banned:
            return line
        line[list(banned)] = FORBIDDEN
        return line

    def is_banned(self, laborer: int, vacancy: int) -> bool:
        """Tells whether this pair was banned."""
        return vacancy in self._banned_of_laborer.get(laborer, ())

    def ban(self, laborer: int, vacancy: int) -> None:
        """Forbids one pair."""
        self._banned_of_laborer.setdefault(laborer, set()).add(vacancy)
        self._banned_of_vacancy.setdefault(vacancy, set()).add(laborer)

    def allow(self, laborer: int, vacancy: int) -> None:
        """Takes a ban back."""
        self._banned_of_laborer[laborer].remove(vacancy)
        self._banned_of_vacancy[vacancy].remove(laborer)

    def add_row(self, row: Line) -> None:
        """Adds a laborer with the scores over all present vacancies."""
        self._rows.append(row)

    def add_column(self, column: Line) -> None:
        """Adds a vacancy with the scores over all present laborers."""
        self._columns.append(column)

    def bonus_in(self, plan: Ints) -> int:
        """Adds up the bonuses in a plan."""
        stays = (plan[: len(self._held)] == self._held) & (self._held >= 0)
        return self._bonus * int(np.count_nonzero(stays))

    def _old_row(self, laborer: int) -> Line:
        line = self._scores.row(laborer)
        held = self._held[laborer]
        if self._bonus and held >= 0:
            line[held] += self._bonus
        return line

    def _old_column(self, vacancy: int) -> Line:
        line = self._scores.column(vacancy)
        if self._bonus:
            order, starts = self._holders
            line[order[starts[vacancy] : starts[vacancy + 1]]] += self._bonus
        return line


def _longer(line: Line, scores: list[int]) -> Line:
    return np.concatenate([line, np.array(scores, dtype=np.int32)])
