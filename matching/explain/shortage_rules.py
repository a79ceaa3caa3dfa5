"""Which rules alone keep people from seats, and how many more could be placed without them."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.explain.shortage_dropped import without_rule
from matching.market.judged import reasons_of
from matching.pairs.market import Market
from matching.solvers.witness import largest_placement

CHUNK_CELLS = 4_000_000
"""Pairs looked at together; bounds the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class RuleInTheWay:
    """What one rule alone keeps some people from.

    Parameters
    ----------
    code
        The rule.
    pairs
        Pairs of these people and the vacancies asked about that this rule forbids and no other.
    people
        How many of the people are in such a pair.
    vacancies
        Positions of the vacancies in such pairs, rising.
    employers
        How many employers they belong to.
    seats
        Their seats.
    freed
        How many more people of the whole market can be placed at once if the rule does not count
        at these vacancies, for anybody.
    """

    code: str
    pairs: int
    people: int
    vacancies: Ints
    employers: int
    seats: int
    freed: int


def rules_in_the_way(
    market: Market, people: Ints, vacancies: Ints, placed: int, employer: Ints
) -> tuple[RuleInTheWay, ...]:
    """Tells which rules alone keep some people from some vacancies, most freed first.

    Each rule's ``freed`` is found by counting anew, not estimated.

    Parameters
    ----------
    market
        The market, its rules at most 32.
    people, vacancies
        Positions asked about.
    placed
        The most who can be placed as things are.
    employer
        The id of each vacancy's employer.
    """
    counted = _Counts(len(market.rules), len(people), len(vacancies))
    step = max(1, CHUNK_CELLS // max(1, len(vacancies)))
    for start in range(0, len(people), step):
        rows = slice(start, start + step)
        counted.add(rows, reasons_of(market, people[rows], vacancies))
    found = (
        _told(market, counted, bit, vacancies[counted.is_vacancy[bit]], placed, employer)
        for bit in np.flatnonzero(counted.pairs).tolist()
    )
    return tuple(sorted(found, key=lambda rule: (-rule.freed, -rule.people, rule.code)))


class _Counts:
    """Pairs that one rule alone forbids, added up.

    Parameters
    ----------
    rules, people, vacancies
        How many there are.
    """

    def __init__(self, rules: int, people: int, vacancies: int) -> None:
        self.pairs: Ints = np.zeros(rules, np.int64)
        self.is_person: Bools = np.zeros((rules, people), np.bool_)
        self.is_vacancy: Bools = np.zeros((rules, vacancies), np.bool_)

    def add(self, rows: slice, reasons: np.ndarray) -> None:
        """Takes the masks of some people into account."""
        for bit in range(len(self.pairs)):
            is_alone = reasons == np.uint32(1 << bit)
            self.pairs[bit] += np.count_nonzero(is_alone)
            self.is_person[bit, rows] = is_alone.any(axis=1)
            self.is_vacancy[bit] |= is_alone.any(axis=0)


def _told(
    market: Market, counted: _Counts, bit: int, vacancies: Ints, placed: int, employer: Ints
) -> RuleInTheWay:
    opened = without_rule(market, bit, vacancies)
    return RuleInTheWay(
        code=market.rules[bit].code,
        pairs=int(counted.pairs[bit]),
        people=int(counted.is_person[bit].sum()),
        vacancies=vacancies,
        employers=len(np.unique(employer[vacancies])),
        seats=int(market.seats[vacancies].sum()),
        freed=largest_placement(opened).placed - placed,
    )
