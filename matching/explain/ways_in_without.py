"""The best plan of everybody else, on which one person's pairs are tried with other figures.

Let W be the best value without person i, and c_j = s_ij + W(one seat of j less) - W: what the best
plan with i at j is worth more than W. The best plan is worth W + g, g = max(0, max_j c_j), and the
pair (i, j) is in some best plan exactly if c_j = g. Each of these figures is the gain of one
newcomer with a row of scores, so a shortest path finds it:

- g by the row itself;
- c_j by a row that allows j alone, at a bonus that outweighs everything, taken off again.
"""

from dataclasses import dataclass

import numpy as np

from matching.explain.override_trials import Trials, copied_plan
from matching.pairs.plain import FORBIDDEN
from matching.solvers.repair.changes import AddLaborer, SetSeats, Withdraw
from matching.solvers.repair.lines import LineScores
from matching.solvers.repair.plan import Plan
from matching.solvers.repair.scores import Line

BONUS = 2**30
"""Above every score and every price, so that whoever has it is placed where it may be; with the
largest score it still fits 32 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class WithoutPerson:
    """Everybody else's plan, on a copy of its own; `without_person` makes it.

    Parameters
    ----------
    plan
        The plan that is tried on; as before after each question.
    scores
        What it reads, shared with other copies.
    """

    plan: Plan
    scores: LineScores

    def gain(self, row: Line) -> tuple[int, int]:
        """Gives g for a row of scores, and where the best plan found puts the person.

        Parameters
        ----------
        row
            s_ij over all vacancies, ``FORBIDDEN`` marked; below ``LARGEST_SCORE`` or with `BONUS`.

        Returns
        -------
        tuple
            The gain, and the vacancy or -1.
        """
        newcomer = self.plan.laborer_count
        gain = self.plan.apply(AddLaborer(row)).gain
        vacancy = int(self.plan.vacancy_of_laborer[newcomer])
        self.plan.apply(Withdraw(newcomer))
        return gain, vacancy

    def claim(self, vacancy: int, score: int) -> int:
        """Gives c_j, the gain of the best plan that makes the pair; below 0 where it loses.

        Parameters
        ----------
        vacancy
            The vacancy j, with a seat.
        score
            s_ij.
        """
        row = np.full(self.plan.vacancy_count, FORBIDDEN, np.int32)
        row[vacancy] = score + BONUS
        return self.gain(row)[0] - BONUS

    def dearest(self, row: Line) -> tuple[int, int]:
        """Gives max c_j over the feasible vacancies with a seat, and the vacancy; -1 if none.

        Parameters
        ----------
        row
            s_ij over all vacancies.
        """
        gain, vacancy = self.gain(_raised(row, BONUS))
        return gain - BONUS, vacancy

    def can_place(self, row: Line, *, surely: bool = False) -> tuple[bool, int]:
        """Tells whether some best plan places the person, and where.

        With a point more on each pair the gain is max(0, 1 + max c_j): at least 1 exactly if some
        c_j reaches 0. As they are it is at least 1 exactly if some c_j is above 0, which is when no
        best plan leaves the person out.

        Parameters
        ----------
        row
            s_ij over all vacancies.
        surely
            Whether every best plan has to place the person.
        """
        gain, vacancy = self.gain(row if surely else _raised(row, 1))
        return gain > 0, vacancy

    @property
    def value(self) -> int:
        """W, the value of this plan."""
        return self.plan.value

    def seats(self, vacancy: int) -> int:
        """Gives the seats that a vacancy has at present."""
        return int(self.plan.seats[vacancy])

    def with_seats(self, vacancy: int, further: int) -> "WithoutPerson":
        """Gives a copy of this plan with further seats at a vacancy."""
        plan = copied_plan(self.plan, self.scores)
        plan.apply(SetSeats(vacancy, self.seats(vacancy) + further))
        return WithoutPerson(plan, self.scores)


def without_person(trials: Trials, person: int) -> WithoutPerson:
    """Takes one person out of a copy of the plan.

    Parameters
    ----------
    trials
        The proven plan; untouched.
    person
        Position of the person left out.
    """
    plan = trials.copied()
    plan.apply(Withdraw(person))
    return WithoutPerson(plan, trials.scores)


def _raised(row: Line, points: int) -> Line:
    raised: Line = np.where(row == FORBIDDEN, FORBIDDEN, row + points).astype(np.int32)
    return raised
