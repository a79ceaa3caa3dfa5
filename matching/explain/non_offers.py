"""Everybody of the pool without an offer: why, and the nearest change."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.explain.blocking import barred, nearest_relaxation, placing_relaxation
from matching.explain.further_seats import further_seats
from matching.explain.solved_market import SolvedMarket
from matching.market.judged import Masks, least_worth, reasons_of, worth_of_pairs
from matching.pairs.market import Market
from matching.solvers.solution import NOBODY, Status

CHUNK_CELLS = 2_000_000
"""Pairs looked at together; bounds the memory."""

NO_VACANCIES = "no_vacancies"
"""The market has no vacancy at all."""

NO_VACANCY_PASSES = "no_vacancy_passes"
"""Rules forbid every vacancy."""

OUTCOMPETED = "outcompeted"
"""Some vacancies pass, but the plan gives their seats to pairs worth more together."""

MORE_SEATS = "more_seats"
"""Code of a change to the seats of one vacancy: an optimal plan then places the person."""

Facts = dict[str, object]

_Row = tuple[str, Facts, Facts | None]

_Told = tuple[int, _Row]
"""A person and what is told."""


@dataclass(frozen=True, slots=True, eq=False)
class NonOffers:
    """One row per person without an offer, in the market's order.

    Parameters
    ----------
    person
        Positions in the market.
    reason
        ``NO_VACANCIES``, ``NO_VACANCY_PASSES`` or ``OUTCOMPETED``.
    facts
        For ``NO_VACANCY_PASSES`` the number of ``vacancies`` and how many each rule forbids
        (``blocked_by``); for ``OUTCOMPETED`` how many are ``feasible``.
    change
        The nearest change, None where there is none to state. ``relax``: ``rules`` to satisfy,
        their ``facts``, how many vacancies that ``opens``, whether it surely ``places`` the person,
        keys of ``examples``. ``more_seats``: the key of the ``vacancy``, how many further ``seats``
        are enough, ``score`` and ``price``. Outcompeted people are told of one further seat if one
        is enough, else of a matter of their own that surely brings a place, else of more seats.
    """

    person: Ints
    reason: tuple[str, ...]
    facts: tuple[Facts, ...]
    change: tuple[Facts | None, ...]

    def __len__(self) -> int:
        return len(self.person)


def non_offers_of(solved: SolvedMarket, *, chunk_cells: int = CHUNK_CELLS) -> NonOffers:
    """Says of everybody without a vacancy why, and what would change it.

    Parameters
    ----------
    solved
        The solved market. Further seats are promised only for a proven optimum.
    chunk_cells
        Pairs looked at together; bounds the memory.
    """
    people = np.flatnonzero(~solved.has_vacancy)
    vacancies = len(solved.data.vacancies)
    told: dict[int, _Row] = {}
    if not vacancies:
        told.update((person, (NO_VACANCIES, {}, None)) for person in people.tolist())
    feasible = solved.feasible[people]
    told.update(_outcompeted(solved, people[feasible > 0], chunk_cells))
    if vacancies:
        told.update(_blocked(solved, people[feasible == 0], chunk_cells))
    rows = [told[person] for person in people.tolist()]
    return NonOffers(
        person=people.astype(np.int64),
        reason=tuple(row[0] for row in rows),
        facts=tuple(row[1] for row in rows),
        change=tuple(row[2] for row in rows),
    )


def _outcompeted(solved: SolvedMarket, people: Ints, chunk_cells: int) -> Iterator[_Told]:
    """Tells of further seats; of a matter of the person's own where one seat is not enough."""
    further = _further_seats(solved, people) if _is_proven(solved) else {}
    several = [person for person, change in further.items() if change["seats"] != 1]
    free = _free_vacancies(solved)
    changes: dict[int, Facts] = dict(further)
    least = least_worth(solved.market)
    for chunk in _chunks(np.array(several, np.int64), len(free), chunk_cells):
        reasons = reasons_of(solved.market, chunk, free)
        _leave_out_worthless(solved.market, chunk, free, reasons, least)
        for at, person in enumerate(chunk.tolist()):
            placing = placing_relaxation(solved.data, person, barred(reasons[at], free))
            if placing is not None:
                changes[person] = placing.as_change(solved.data)
    for person in people.tolist():
        facts: Facts = {"feasible": int(solved.feasible[person])}
        yield person, (OUTCOMPETED, facts, changes.get(person))


def _blocked(solved: SolvedMarket, people: Ints, chunk_cells: int) -> Iterator[_Told]:
    """Tells which rules forbid every vacancy, and the nearest change."""
    data, every = solved.data, np.arange(len(solved.data.vacancies))
    is_free = np.zeros(len(every), np.bool_)
    if _is_proven(solved):
        is_free[_free_vacancies(solved)] = True
    least = least_worth(solved.market)
    for chunk in _chunks(people, len(every), chunk_cells):
        reasons = reasons_of(solved.market, chunk, every)
        for at, person in enumerate(chunk.tolist()):
            found = barred(reasons[at], every)
            facts: Facts = {"vacancies": len(every), "blocked_by": found.by_rule()}
            gains = partial(_gains, solved.market, person, is_free, least)
            nearest = nearest_relaxation(data, person, found, gains)
            change = None if nearest is None else nearest.as_change(data)
            yield person, (NO_VACANCY_PASSES, facts, change)


def _chunks(people: Ints, width: int, chunk_cells: int) -> Iterator[Ints]:
    step = max(1, chunk_cells // max(1, width))
    for start in range(0, len(people), step):
        yield people[start : start + step]


def _is_proven(solved: SolvedMarket) -> bool:
    return solved.solution.status == Status.OPTIMAL


def _free_vacancies(solved: SolvedMarket) -> Ints:
    """Gives the vacancies with a seat that the plan leaves free."""
    posts, plan = solved.data.vacancies, solved.solution.vacancy_of_laborer
    taken = np.bincount(plan[plan != NOBODY], minlength=len(posts))
    return np.flatnonzero(taken < posts.seats)


def _gains(market: Market, person: int, is_free: Bools, least: Ints, vacancies: Ints) -> bool:
    """Says whether the person would add score at a free seat of some vacancies."""
    free = vacancies[is_free[vacancies]]
    if least[person] > 0:
        return len(free) > 0
    return bool(worth_of_pairs(market, np.full(len(free), person), free).any())


def _leave_out_worthless(
    market: Market, people: Ints, vacancies: Ints, reasons: Masks, least: Ints
) -> None:
    """Clears the reasons of the pairs that one rule alone forbids and that would add no score."""
    doubtful = np.flatnonzero(least[people] <= 0)
    row, column = np.nonzero(np.bitwise_count(reasons[doubtful]) == 1)
    row = doubtful[row]
    is_worthless = worth_of_pairs(market, people[row], vacancies[column]) <= 0
    reasons[row[is_worthless], column[is_worthless]] = 0


def _further_seats(solved: SolvedMarket, people: Ints) -> dict[int, Facts]:
    posts = solved.data.vacancies
    found = further_seats(solved, people)
    columns = zip(
        found.person.tolist(),
        posts.key[found.vacancy].tolist(),
        found.seats.tolist(),
        found.score.tolist(),
        found.price.tolist(),
        strict=True,
    )
    return {
        person: {
            "code": MORE_SEATS,
            "vacancy": vacancy,
            "seats": seats,
            "score": score,
            "price": price,
        }
        for person, vacancy, seats, score, price in columns
    }
