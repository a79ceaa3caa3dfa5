"""Everybody of the pool without an offer: why, and the nearest change."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.explain.blocking import blocked_by, nearest_relaxation, placing_relaxation
from matching.explain.further_seats import further_seats
from matching.explain.solved_market import SolvedMarket
from matching.market.judged import reasons_of, worth_of_pairs
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
    vacancies = len(solved.data.vacancies)
    people = np.flatnonzero(~solved.has_vacancy)
    further = _further_seats(solved) if solved.solution.status == Status.OPTIMAL else {}
    step = max(1, chunk_cells // max(1, vacancies))
    rows: list[_Row] = []
    for start in range(0, len(people), step):
        chunk = people[start : start + step]
        if vacancies:
            rows.extend(_explained(solved, chunk, further))
        else:
            rows.extend((NO_VACANCIES, {}, None) for _ in chunk)
    return NonOffers(
        person=people.astype(np.int64),
        reason=tuple(row[0] for row in rows),
        facts=tuple(row[1] for row in rows),
        change=tuple(row[2] for row in rows),
    )


def _explained(solved: SolvedMarket, people: Ints, further: dict[int, Facts]) -> Iterator[_Row]:
    data = solved.data
    is_free = _free_seats(solved) > 0
    is_proven = solved.solution.status == Status.OPTIMAL
    for person, reasons in zip(people.tolist(), reasons_of(solved.market, people), strict=True):
        gains = _gains(solved, person, reasons, is_free) if is_proven else np.zeros_like(is_free)
        feasible = int(solved.feasible[person])
        if feasible:
            seats = further.get(person)
            change = seats
            if seats is not None and seats["seats"] != 1:
                placing = placing_relaxation(data, person, reasons, gains)
                change = seats if placing is None else placing.as_change(data)
            yield OUTCOMPETED, {"feasible": feasible}, change
            continue
        nearest = nearest_relaxation(data, person, reasons, gains)
        facts: Facts = {"vacancies": len(data.vacancies), "blocked_by": blocked_by(reasons)}
        yield NO_VACANCY_PASSES, facts, None if nearest is None else nearest.as_change(data)


def _free_seats(solved: SolvedMarket) -> Ints:
    posts, plan = solved.data.vacancies, solved.solution.vacancy_of_laborer
    taken = plan[plan != NOBODY]
    return posts.seats - np.bincount(taken, minlength=len(posts))


def _gains(solved: SolvedMarket, person: int, reasons: Ints, is_free: Bools) -> Bools:
    """Gives the free vacancies that one rule alone keeps from the person, if they add score."""
    near = np.flatnonzero(is_free & (np.bitwise_count(reasons) == 1))
    score = worth_of_pairs(solved.market, np.full(len(near), person), near)
    gains = np.zeros(len(reasons), np.bool_)
    gains[near[score > 0]] = True
    return gains


def _further_seats(solved: SolvedMarket) -> dict[int, Facts]:
    posts = solved.data.vacancies
    found = further_seats(solved, np.flatnonzero(~solved.has_vacancy & (solved.feasible > 0)))
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
