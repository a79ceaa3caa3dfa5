"""The best plan of further offers on seats that may be promised: on listed pairs, or over all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from matching.columns.arrays import Bools
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, RuleColumns
from matching.pairs.plain import FORBIDDEN
from matching.pairs.scanner import Scanner
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.integers import IntArray
from matching.solvers.problem import AssignmentProblem
from matching.solvers.several.errors import SeveralError
from matching.solvers.solution import NOBODY, Solution
from matching.solvers.solve import SolveParams, solve

MOST_CELLS = 10**8
"""Scores written out at once at most, 800 megabytes: three counties."""

OFFERED, NOT_ASKED = "offered_before", "not_asked"
"""Codes of the two rules that a layer adds."""


class Layers(Protocol):
    """Laborers and vacancies for whom further offers are sought."""

    @property
    def seats(self) -> IntArray:
        """The headcount h_j of each vacancy."""

    def layer(
        self, seats: IntArray, earlier: Sequence[IntArray], is_asked: Bools, seed: int | None
    ) -> Solution:
        """Finds the offers of the greatest total score, with the lowest prices that prove it.

        Parameters
        ----------
        seats
            How often each vacancy may be promised.
        earlier
            The offers that everybody has already; nobody gets one of them again.
        is_asked
            Who gets an offer.
        seed
            Of the lots between offers of equal total score.
        """


@dataclass(frozen=True, slots=True, eq=False)
class ListedLayers:
    """Further offers among listed pairs."""

    problem: AssignmentProblem

    @property
    def seats(self) -> IntArray:
        """The headcount h_j of each vacancy."""
        return self.problem.seats

    def left(
        self, seats: IntArray, earlier: Sequence[IntArray], is_asked: Bools
    ) -> AssignmentProblem:
        """Gives the problem of a layer: its seats, and the arcs that are left."""
        laborer, vacancy = self.problem.arc_laborer, self.problem.arc_vacancy
        is_left = is_asked[laborer]
        for offers in earlier:
            is_left &= offers[laborer] != vacancy
        arcs = np.flatnonzero(is_left)
        return AssignmentProblem(
            self.problem.laborer_count,
            seats,
            laborer[arcs],
            vacancy[arcs],
            self.problem.arc_score[arcs],
        )

    def layer(
        self, seats: IntArray, earlier: Sequence[IntArray], is_asked: Bools, seed: int | None
    ) -> Solution:
        """Finds the offers of the greatest total score, with the lowest prices that prove it."""
        return solve(self.left(seats, earlier, is_asked), SolveParams(seed=seed))

    def scores(self) -> IntArray:
        """Gives s_ij of every laborer and vacancy, below 0 where the pair is not feasible."""
        people, posts = self.problem.laborer_count, self.problem.vacancy_count
        _refuse_large(people * posts)
        found = np.full((people, posts), FORBIDDEN, np.int64)
        found[self.problem.arc_laborer, self.problem.arc_vacancy] = self.problem.arc_score
        return found


@dataclass(frozen=True, slots=True, eq=False)
class MarketLayers:
    """Further offers among all pairs; a byte for each two vacancies and each earlier offer."""

    market: Market

    @property
    def seats(self) -> IntArray:
        """The headcount h_j of each vacancy."""
        return self.market.seats

    def left(self, seats: IntArray, earlier: Sequence[IntArray], is_asked: Bools) -> Market:
        """Gives the market of a layer: its seats, and rules against what is not left."""
        posts = self.market.vacancy_count
        offered = np.vstack([np.eye(posts, dtype=np.bool_), np.zeros((1, posts), np.bool_)])
        own = np.arange(posts, dtype=np.int32)
        tests = tuple(
            ClassTable(np.where(offers == NOBODY, posts, offers).astype(np.int32), own, offered)
            for offers in earlier
        )
        asked = ClassTable(
            is_asked.astype(np.int32), np.zeros_like(own), np.array([[True], [False]])
        )
        rules = (RuleColumns(OFFERED, tests), RuleColumns(NOT_ASKED, (asked,)))
        return replace(self.market, seats=seats, rules=(*self.market.rules, *rules))

    def layer(
        self, seats: IntArray, earlier: Sequence[IntArray], is_asked: Bools, seed: int | None
    ) -> Solution:
        """Finds the offers of the greatest total score, with the lowest prices that prove it."""
        params = MarketParams(is_lowest=True, seed=seed)
        return solve_market(self.left(seats, earlier, is_asked), params)

    def scores(self) -> IntArray:
        """Gives s_ij of every laborer and vacancy, below 0 where the pair is not feasible."""
        _refuse_large(self.market.laborer_count * self.market.vacancy_count)
        folded = Scanner(self.market).folded
        rows = scores_of_rows(folded, np.arange(folded.laborer_count))
        found = np.empty(rows.shape, np.int64)
        found[np.ix_(folded.laborer_at, folded.vacancy_at)] = rows
        return found


def _refuse_large(cells: int) -> None:
    if cells > MOST_CELLS:
        raise SeveralError(reason="size", value=cells)
