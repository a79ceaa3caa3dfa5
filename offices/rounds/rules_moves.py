"""Which single moves the rules leave open beside a plan, and the rule against each other one."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.constraints.assembled import Assembled
from matching.constraints.decided import CODE as DECIDED
from matching.constraints.groups import CODE as GROUP
from matching.solvers.joint.dense import patched_scores
from matching.solvers.joint.forms import NO_ROW, UNLIMITED
from matching.solvers.joint.lots import row_totals
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.solution import JointSolution
from matching.solvers.solution import NOBODY

OPEN = ""
"""No rule stands against the move."""


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """The rules of a plan as they meet one person who would join a vacancy.

    Only joining is looked at: whoever leaves a batch or a minimum that others count on is free to.

    Parameters
    ----------
    problem, codes
        The problem, and the code of each of its families.
    plan
        The vacancy of each laborer.
    room
        int64 (rows): how much more each row takes.
    """

    problem: JointProblem
    codes: tuple[str, ...]
    plan: Ints
    room: Ints

    def against(self, laborer: Ints, vacancy: Ints) -> np.ndarray:
        """Gives the code of the first rule against each move, ``OPEN`` where there is none.

        Parameters
        ----------
        laborer, vacancy
            The pairs; seats and the market's own rules are not looked at.
        """
        found = np.full(len(laborer), OPEN, object)
        found[self._tears(laborer, vacancy)] = GROUP
        found[patched_scores(self.problem, laborer, vacancy) < 0] = DECIDED
        offset = self.problem.row_offset
        for number, family in enumerate(self.problem.families):
            row, amount = _counted(self.problem, number, laborer, vacancy)
            counts = row != NO_ROW
            freed = self._freed(number, laborer, row)
            room = self.room[np.where(counts, offset[number] + row, 0)] if len(self.room) else row
            breaks = counts & (amount - freed > room)
            found[breaks & (found == OPEN)] = family.code
        return found

    def _freed(self, number: int, laborer: Ints, row: Ints) -> Ints:
        """Gives what each laborer's present place counts in the row that the move counts in."""
        present = self.plan[laborer]
        own_row, own_amount = _counted(self.problem, number, laborer, np.maximum(present, 0))
        freed: Ints = np.where((present != NOBODY) & (own_row == row), own_amount, 0)
        return freed

    def _tears(self, laborer: Ints, vacancy: Ints) -> Bools:
        """Tells which moves take somebody away from a group's site, or there without the others."""
        groups = self.problem.groups
        group = groups.of_laborer[laborer]
        torn: Bools = group >= 0
        present = self.plan[laborer]
        for kind, sites in enumerate(groups.site_of_vacancy):
            of_kind = torn & (present != NOBODY)
            of_kind[of_kind] &= groups.kind[group[of_kind]] == kind
            same = sites[vacancy[of_kind]] == sites[present[of_kind]]
            torn[np.flatnonzero(of_kind)[same]] = False
        return torn


def moves_beside(full: Assembled, joint: JointSolution) -> Moves:
    """Prepares the rules of a plan; lots that are closed take nobody.

    Parameters
    ----------
    full
        The problem as declared.
    joint
        The plan.
    """
    problem = full.problem
    room = problem.row_most.copy()
    limited = room < UNLIMITED
    lots = problem.lots
    np.add.at(room, problem.lot_row, (lots.most * joint.lot_number)[lots.lot])
    room -= np.where(limited, row_totals(problem, joint.vacancy_of_laborer), 0)
    room[~limited] = UNLIMITED
    codes = tuple(family.code for family in problem.families)
    return Moves(problem, codes, joint.vacancy_of_laborer, room)


def _counted(problem: JointProblem, number: int, laborer: Ints, vacancy: Ints) -> tuple[Ints, Ints]:
    family = problem.families[number]
    classes = family.laborer_class[laborer], family.vacancy_class[vacancy]
    return family.row[classes].astype(np.int64), family.amount[classes]
