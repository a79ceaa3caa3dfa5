"""A proven plan that takes one change at a time and is proven again after each."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.problem import AssignmentProblem
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
from matching.solvers.repair.mending import Mending
from matching.solvers.repair.opening import standing_of
from matching.solvers.repair.overlay import ChangedScores
from matching.solvers.repair.repairs import (
    add_laborer,
    add_vacancy,
    fix,
    forbid,
    give_back,
    leave,
    permit,
    resize,
)
from matching.solvers.repair.scores import PairScores
from matching.solvers.repair.standing import ABSENT
from matching.solvers.repair.terms import Terms
from matching.solvers.solution import NOBODY, Solution, Status

MARGIN = 10_000
"""1 % of the scale of scores. With 10^5 laborers a fifteenth of what a margin of 0 costs."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a change did.

    Parameters
    ----------
    gain
        What the plan's value rose by; below 0 where it fell.
    moved
        Who has another vacancy, or none, or one at last, by rising number.
    """

    gain: int
    moved: tuple[int, ...]


class Plan:
    """A plan proven optimal over all pairs, before and after every change.

    Each change costs a few shortest paths from the present prices. The value after it equals that
    of a full solve of the changed market; among plans of equal value it keeps what the paths leave.

    Parameters
    ----------
    scores
        The score of every pair of the market solved.
    problem
        Its seats, and the arcs to begin with, those of the plan among them; what more is needed is
        found where it is needed. `standing_plan` lists them.
    solution
        Proves its plan over all pairs, not only over these arcs.
    keep_bonus
        Added to the score of each pair of this plan for as long as it may be: what a better pair
        must be better by. 10,000 is 1 % of the scale.
    margin
        How near to being worth it a pair must come to be worked on. More means more arcs and fewer
        looks at all pairs of a laborer or vacancy; the value is the same.
    listed
        A claim of the caller: every pair with u_i + p_j - s_ij less than this is among the arcs.
        Up to the margin it saves the first look at each laborer and vacancy.

    Raises
    ------
    RepairError
        ``not_optimal`` if the solution is not proven.
    """

    def __init__(
        self,
        scores: PairScores,
        problem: AssignmentProblem,
        solution: Solution,
        *,
        keep_bonus: int = 0,
        margin: int = MARGIN,
        listed: int = 0,
    ) -> None:
        if solution.status != Status.OPTIMAL:
            raise RepairError(reason="not_optimal")
        held = solution.vacancy_of_laborer.copy()
        changed = ChangedScores(scores, held, keep_bonus, problem.vacancy_count)
        standing = standing_of(
            problem, solution, keep_bonus=keep_bonus, half=margin // 2, listed=listed
        )
        self.terms = Terms(changed, problem.seats)
        self.mending = Mending(standing, changed, {}, margin // 2)

    @property
    def laborer_count(self) -> int:
        """The number of laborers, those gone and those added among them."""
        return self.terms.scores.laborer_count

    @property
    def vacancy_count(self) -> int:
        """The number of vacancies, those added among them."""
        return self.terms.scores.vacancy_count

    @property
    def seats(self) -> Ints:
        """The headcount h_j of each vacancy; a copy."""
        return np.array(self.terms.seats, dtype=np.int64)

    @property
    def value(self) -> int:
        """The sum of the scores of all pairs, with the bonus of those kept."""
        return int(self.mending.standing.totals[1]) + self.terms.pinned_value

    @property
    def score(self) -> int:
        """The sum of the scores of all pairs, without any bonus."""
        return self.value - self.terms.scores.bonus_in(self.vacancy_of_laborer)

    @property
    def vacancy_of_laborer(self) -> Ints:
        """The vacancy of each laborer, -1 for nobody; a copy."""
        plan = self.mending.standing.vacancy_of[: self.laborer_count].copy()
        for laborer, vacancy in self.terms.pin_of_laborer.items():
            plan[laborer] = vacancy
        return plan

    @property
    def vacancy_price(self) -> Ints:
        """p_j of each vacancy; a copy."""
        return self.mending.standing.price[: self.vacancy_count].copy()

    @property
    def laborer_surplus(self) -> Ints:
        """u_i of each laborer; 0 for those gone and, having no choice, those pinned."""
        surplus = self.mending.standing.surplus[: self.laborer_count]
        return np.where(surplus == ABSENT, 0, surplus)

    def apply(self, change: Change) -> Repaired:
        """Makes a change and repairs the plan.

        Parameters
        ----------
        change
            What to change.

        Raises
        ------
        RepairError
            If the change contradicts the facts; nothing has changed then.
        """
        change = self.without_reject(change)
        ended = self._ended_by(change)
        value = self.value
        self.terms.agree(change)
        self.mending.before.clear()
        self._mend(change, ended)
        return self._repaired(value)

    def without_reject(self, change: Change) -> Change:
        """Puts the ban of the pair held for a rejection.

        Parameters
        ----------
        change
            Any change.

        Raises
        ------
        RepairError
            ``no_vacancy``, ``gone`` or ``no_such_laborer``, if a rejection cannot be.
        """
        if not isinstance(change, Reject):
            return change
        self.terms.check_laborer(change.laborer)
        vacancy = self._vacancy_of(change.laborer)
        if vacancy == NOBODY:
            raise RepairError(reason="no_vacancy", index=change.laborer)
        return Ban(change.laborer, vacancy)

    def _mend(self, change: Change, ended: int) -> None:
        mending = self.mending
        match change:
            case Ban(laborer, vacancy):
                forbid(mending, laborer, vacancy)
            case Allow(laborer, vacancy):
                permit(mending, laborer, vacancy)
            case Pin(laborer, vacancy):
                fix(mending, laborer, vacancy)
            case Unpin(laborer):
                give_back(mending, laborer, ended)
                mending.seat(laborer)
            case Withdraw(laborer) if ended == NOBODY:
                leave(mending, laborer)
            case Withdraw(laborer):
                give_back(mending, laborer, ended)
            case AddLaborer():
                add_laborer(mending, self.laborer_count - 1)
            case AddVacancy(seats):
                add_vacancy(mending, self.vacancy_count - 1, seats)
            case SetSeats(vacancy, seats):
                resize(mending, vacancy, seats - ended)

    def _ended_by(self, change: Change) -> int:
        """Gives the pin or the headcount that a change ends."""
        match change:
            case Unpin(laborer) | Withdraw(laborer):
                return self.terms.pin_of_laborer.get(laborer, NOBODY)
            case SetSeats(vacancy) if 0 <= vacancy < self.vacancy_count:
                return self.terms.seats[vacancy]
        return NOBODY

    def _vacancy_of(self, laborer: int) -> int:
        pin = self.terms.pin_of_laborer.get(laborer)
        return int(self.mending.standing.vacancy_of[laborer]) if pin is None else pin

    def _repaired(self, value: int) -> Repaired:
        before = self.mending.before
        moved = sorted(who for who, where in before.items() if self._vacancy_of(who) != where)
        return Repaired(gain=self.value - value, moved=tuple(moved))
