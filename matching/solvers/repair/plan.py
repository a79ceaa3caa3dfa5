"""A proven plan that takes one change at a time and is proven again after each."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.completing import arc_of, link_arcs
from matching.solvers.repair.errors import RepairError
from matching.solvers.repair.mending import Mending
from matching.solvers.repair.opening import standing_of
from matching.solvers.repair.overlay import FORBIDDEN, ChangedScores
from matching.solvers.repair.scores import Line, PairScores
from matching.solvers.repair.standing import ABSENT, with_room
from matching.solvers.solution import NOBODY, Solution, Status


MARGIN = 20_000
"""2 % of the scale of scores; measured at 10^5 laborers."""


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
        Its seats, and the arcs to begin with, those of the plan among them; three to ten a laborer
        are enough, the rest is found where it is needed.
    solution
        Proves its plan over all pairs, not only over these arcs.
    keep_bonus
        Added to the score of each pair of this plan for as long as it may be: what a better pair
        must be better by. 10,000 is 1 % of the scale.
    margin
        How near to being worth it a pair must come to be worked on. More means more arcs and fewer
        looks at all pairs of a laborer or vacancy; the result is the same.

    Raises
    ------
    RepairError
        If the solution is not proven or the sizes differ.
    """

    def __init__(
        self,
        scores: PairScores,
        problem: AssignmentProblem,
        solution: Solution,
        *,
        keep_bonus: int = 0,
        margin: int = MARGIN,
    ) -> None:
        if solution.status != Status.OPTIMAL:
            raise RepairError(reason="not_optimal")
        held = solution.vacancy_of_laborer.copy()
        surplus = solution.laborer_surplus + np.where(held >= 0, keep_bonus, 0)
        is_held = held[problem.arc_laborer] == problem.arc_vacancy
        bettered = AssignmentProblem(
            problem.laborer_count,
            problem.seats,
            problem.arc_laborer,
            problem.arc_vacancy,
            problem.arc_score + np.where(is_held, keep_bonus, 0),
        )
        self._seats: list[int] = problem.seats.tolist()
        self._scores = ChangedScores(scores, held, keep_bonus, problem.vacancy_count)
        self._pinned: dict[int, tuple[int, int]] = {}
        self._pins_at: dict[int, int] = {}
        self._gone: set[int] = set()
        standing = standing_of(bettered, held, solution.vacancy_price, surplus, margin // 2)
        self._mending = Mending(standing, self._scores, {}, margin // 2)

    @property
    def laborer_count(self) -> int:
        """The number of laborers, those gone and those added among them."""
        return self._scores.laborer_count

    @property
    def vacancy_count(self) -> int:
        """The number of vacancies, those added among them."""
        return self._scores.vacancy_count

    @property
    def value(self) -> int:
        """The sum of the scores of all pairs, with the bonus of those kept."""
        pinned = sum(score for _, score in self._pinned.values())
        return int(self._mending.standing.totals[1]) + pinned

    @property
    def vacancy_of_laborer(self) -> Ints:
        """The vacancy of each laborer, -1 for nobody; a copy."""
        plan = self._mending.standing.vacancy_of[: self.laborer_count].copy()
        for laborer, (vacancy, _) in self._pinned.items():
            plan[laborer] = vacancy
        return plan

    @property
    def vacancy_price(self) -> Ints:
        """p_j of each vacancy; a copy."""
        return self._mending.standing.price[: self.vacancy_count].copy()

    @property
    def laborer_surplus(self) -> Ints:
        """u_i of each laborer; 0 for those gone and, having no choice, those pinned."""
        surplus = self._mending.standing.surplus[: self.laborer_count]
        return np.where(surplus == ABSENT, 0, surplus)

    def reject(self, laborer: int) -> Repaired:
        """Bans the pair that a laborer holds.

        Parameters
        ----------
        laborer
            Who holds a vacancy, not pinned.

        Raises
        ------
        RepairError
            ``no_vacancy``, or as for `ban`.
        """
        self._check_laborer(laborer)
        vacancy = self._vacancy_of(laborer)
        if vacancy == NOBODY:
            raise RepairError(reason="no_vacancy", index=laborer)
        return self.ban(laborer, vacancy)

    def ban(self, laborer: int, vacancy: int) -> Repaired:
        """Forbids one pair, held or not.

        Parameters
        ----------
        laborer, vacancy
            The pair; not pinned and not yet banned.

        Raises
        ------
        RepairError
            ``pinned``, ``banned``, ``gone`` or no such laborer or vacancy.
        """
        self._check_free(laborer)
        self._check_vacancy(vacancy)
        if self._scores.is_banned(laborer, vacancy):
            raise RepairError(reason="banned", index=laborer)
        value = self._begin()
        self._scores.ban(laborer, vacancy)
        arc = arc_of(self._mending.standing, laborer, vacancy)
        if arc >= 0:
            self._mending.standing.arc_score[arc] = FORBIDDEN
        if self._vacancy_of(laborer) == vacancy:
            self._seat_anew(laborer)
        return self._done(value)

    def allow(self, laborer: int, vacancy: int) -> Repaired:
        """Takes a ban back.

        Parameters
        ----------
        laborer, vacancy
            A banned pair; the laborer is not pinned elsewhere.

        Raises
        ------
        RepairError
            ``not_banned``, ``pinned``, ``gone`` or no such laborer or vacancy.
        """
        self._check_free(laborer)
        self._check_vacancy(vacancy)
        if not self._scores.is_banned(laborer, vacancy):
            raise RepairError(reason="not_banned", index=laborer)
        value = self._begin()
        self._scores.allow(laborer, vacancy)
        score = int(self._scores.row(laborer)[vacancy])
        self._set_arc(laborer, vacancy, score)
        standing = self._mending.standing
        if score - standing.price[vacancy] > standing.surplus[laborer]:
            self._seat_anew(laborer)
        return self._done(value)

    def pin(self, laborer: int, vacancy: int) -> Repaired:
        """Gives a laborer a seat of a vacancy that no repair takes away.

        Parameters
        ----------
        laborer, vacancy
            A pair that no rule forbids; the laborer is not pinned yet.

        Raises
        ------
        RepairError
            ``forbidden``; ``no_seat`` where pins hold every seat; ``pinned``, ``gone`` or no such
            laborer or vacancy.
        """
        self._check_free(laborer)
        self._check_vacancy(vacancy)
        score = int(self._scores.row(laborer)[vacancy])
        if score < 0:
            raise RepairError(reason="forbidden", index=laborer)
        if self._pins_at.get(vacancy, 0) >= self._seats[vacancy]:
            raise RepairError(reason="no_seat", index=vacancy)
        value = self._begin()
        left = self._mending.excuse(laborer)
        if left not in (NOBODY, vacancy):
            self._mending.use_seats(left)
        self._mending.take_seat(vacancy)
        self._pinned[laborer] = (vacancy, score)
        self._pins_at[vacancy] = self._pins_at.get(vacancy, 0) + 1
        return self._done(value)

    def unpin(self, laborer: int) -> Repaired:
        """Lets a pinned laborer go where the plan is best.

        Parameters
        ----------
        laborer
            Who is pinned.

        Raises
        ------
        RepairError
            ``not_pinned``, ``gone`` or no such laborer.
        """
        self._check_laborer(laborer)
        if laborer not in self._pinned:
            raise RepairError(reason="not_pinned", index=laborer)
        value = self._begin()
        self._release(laborer)
        self._mending.seat(laborer)
        return self._done(value)

    def withdraw(self, laborer: int) -> Repaired:
        """Takes a laborer out of the round, pinned or not.

        Parameters
        ----------
        laborer
            Who leaves.

        Raises
        ------
        RepairError
            ``gone`` or no such laborer.
        """
        self._check_laborer(laborer)
        value = self._begin()
        if laborer in self._pinned:
            self._release(laborer)
        else:
            left = self._mending.excuse(laborer)
            if left != NOBODY:
                self._mending.use_seats(left)
        self._gone.add(laborer)
        return self._done(value)

    def add_laborer(self, row: Line) -> Repaired:
        """Adds a laborer, whose number is the present count of laborers.

        Parameters
        ----------
        row
            int32: the score at each present vacancy, -1 where a rule forbids the pair.

        Raises
        ------
        RepairError
            ``length``.
        """
        if row.shape != (self.vacancy_count,):
            raise RepairError(reason="length")
        value = self._begin()
        laborer = self.laborer_count
        self._scores.add_row(row.astype(np.int32))
        mending = self._mending
        mending.standing = with_room(mending.standing, laborers=laborer + 1)
        mending.seat(laborer)
        return self._done(value)

    def add_vacancy(self, seats: int, column: Line) -> Repaired:
        """Adds a vacancy, whose number is the present count of vacancies.

        Parameters
        ----------
        seats
            Its headcount, at least 0.
        column
            int32: the score of each present laborer, -1 where a rule forbids the pair.

        Raises
        ------
        RepairError
            ``length`` or ``no_seat``.
        """
        if column.shape != (self.laborer_count,):
            raise RepairError(reason="length")
        if seats < 0:
            raise RepairError(reason="no_seat", index=self.vacancy_count)
        value = self._begin()
        vacancy = self.vacancy_count
        self._scores.add_column(column.astype(np.int32))
        self._seats.append(seats)
        mending = self._mending
        mending.standing = with_room(mending.standing, vacancies=vacancy + 1)
        mending.price_anew(vacancy)
        mending.standing.free[vacancy] = seats
        mending.use_seats(vacancy)
        return self._done(value)

    def set_seats(self, vacancy: int, seats: int) -> Repaired:
        """Gives a vacancy another headcount; 0 closes it.

        Parameters
        ----------
        vacancy
            The vacancy j.
        seats
            Its new headcount, not below the number of those pinned there.

        Raises
        ------
        RepairError
            ``no_seat`` or no such vacancy.
        """
        self._check_vacancy(vacancy)
        if seats < self._pins_at.get(vacancy, 0):
            raise RepairError(reason="no_seat", index=vacancy)
        value = self._begin()
        more = seats - self._seats[vacancy]
        self._seats[vacancy] = seats
        if more > 0:
            self._mending.standing.free[vacancy] += more
            self._mending.use_seats(vacancy)
        for _ in range(-more):
            self._mending.take_seat(vacancy)
        return self._done(value)

    def _seat_anew(self, laborer: int) -> None:
        left = self._mending.excuse(laborer)
        if left != NOBODY:
            self._mending.use_seats(left)
        self._mending.seat(laborer)

    def _release(self, laborer: int) -> None:
        vacancy, _ = self._pinned.pop(laborer)
        self._mending.before[laborer] = vacancy
        self._pins_at[vacancy] -= 1
        self._mending.standing.free[vacancy] += 1
        self._mending.use_seats(vacancy)

    def _set_arc(self, laborer: int, vacancy: int, score: int) -> None:
        mending = self._mending
        arc = arc_of(mending.standing, laborer, vacancy)
        if arc >= 0:
            mending.standing.arc_score[arc] = score
        elif score >= 0:
            room = int(mending.standing.totals[0]) + 1
            mending.standing = with_room(mending.standing, arcs=room)
            link_arcs(mending.standing, *(np.array([x]) for x in (laborer, vacancy, score)))

    def _vacancy_of(self, laborer: int) -> int:
        if laborer in self._pinned:
            return self._pinned[laborer][0]
        return int(self._mending.standing.vacancy_of[laborer])

    def _begin(self) -> int:
        self._mending.before.clear()
        return self.value

    def _done(self, value: int) -> Repaired:
        before = self._mending.before
        moved = sorted(who for who, where in before.items() if self._vacancy_of(who) != where)
        return Repaired(gain=self.value - value, moved=tuple(moved))

    def _check_laborer(self, laborer: int) -> None:
        if not 0 <= laborer < self.laborer_count:
            raise RepairError(reason="no_such_laborer", index=laborer)
        if laborer in self._gone:
            raise RepairError(reason="gone", index=laborer)

    def _check_free(self, laborer: int) -> None:
        self._check_laborer(laborer)
        if laborer in self._pinned:
            raise RepairError(reason="pinned", index=laborer)

    def _check_vacancy(self, vacancy: int) -> None:
        if not 0 <= vacancy < self.vacancy_count:
            raise RepairError(reason="no_such_vacancy", index=vacancy)
