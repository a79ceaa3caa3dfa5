"""Competing people and scarce posts that have nothing to do with each other, told apart."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.narrowed import among_vacancies
from matching.market.judged import is_forbidden_to, kinds_of_laborers
from matching.pairs.market import Market
from matching.solvers.witness import Witness

CHUNK_CELLS = 4_000_000
"""Pairs looked at together; bounds the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class ShortageGroup:
    """People who compete for posts, and all posts with seats that any of them may take.

    Parameters
    ----------
    people, vacancies
        Positions in the market, rising.
    seats
        Seats of these vacancies together, fewer than there are people.
    """

    people: Ints
    vacancies: Ints
    seats: int

    @property
    def deficit(self) -> int:
        """How many of these people must stay without, whatever the plan."""
        return len(self.people) - self.seats


def shortage_groups(market: Market, witness: Witness) -> tuple[ShortageGroup, ...]:
    """Cuts a witness into groups that share no post, the greatest deficit first.

    Every vacancy of the witness is reached from somebody who is without a seat, so each group has
    somebody who must stay without.

    Parameters
    ----------
    market
        The market.
    witness
        Of this market.
    """
    scarce = np.flatnonzero(witness.is_scarce)
    people = np.flatnonzero(witness.is_competing)
    inside = among_vacancies(market, scarce)
    kinds = kinds_of_laborers(market)
    asked, kind = np.unique(kinds.of_row[people], return_inverse=True)
    first, edges = _touched(inside, kinds.example[asked])
    label = _labels(len(scarce), edges)
    group_of_person = label[first][kind]
    groups = (
        _group(market, people[group_of_person == one], scarce[label == one])
        for one in np.unique(group_of_person).tolist()
    )
    return tuple(sorted(groups, key=lambda group: (-group.deficit, int(group.people[0]))))


def _group(market: Market, people: Ints, vacancies: Ints) -> ShortageGroup:
    return ShortageGroup(people, vacancies, int(market.seats[vacancies].sum()))


def _touched(market: Market, laborers: Ints) -> tuple[Ints, Ints]:
    """Gives each laborer's first vacancy, and the distinct pairs of it and another one."""
    first = np.zeros(len(laborers), np.int64)
    edges = np.zeros((0, 2), np.int64)
    for start, is_open in _open_blocks(market, laborers):
        row, column = np.nonzero(is_open)
        begins = np.argmax(is_open, axis=1)
        first[start : start + len(is_open)] = begins
        key = np.unique(begins[row] * market.vacancy_count + column)
        found = np.stack(np.divmod(key, market.vacancy_count), axis=1)
        edges = np.unique(np.concatenate([edges, found]), axis=0)
    return first, edges


def _open_blocks(market: Market, laborers: Ints) -> Iterator[tuple[int, np.ndarray]]:
    step = max(1, CHUNK_CELLS // max(1, market.vacancy_count))
    for start in range(0, len(laborers), step):
        yield start, ~is_forbidden_to(market, laborers[start : start + step])


def _labels(count: int, edges: Ints) -> Ints:
    """Gives connected vacancies one number: the least position among them."""
    label = np.arange(count)
    while True:
        lower = label.copy()
        least = np.minimum(label[edges[:, 0]], label[edges[:, 1]])
        for end in (0, 1):
            np.minimum.at(lower, edges[:, end], least)
        lower = lower[lower]
        if np.array_equal(lower, label):
            return label
        label = lower
