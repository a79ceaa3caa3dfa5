"""Which columns of people each part and rule reads, found by shuffling one column at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matching.auditing.influence import Declare
from matching.auditing.lawful import ATTRIBUTE_OF_COLUMN, LAWFUL
from matching.auditing.seen import Seen, seen_in
from matching.auditing.subjects import Subjects
from matching.columns.arrays import Ints
from matching.columns.declared import columns_of
from matching.columns.people import PeopleColumns
from matching.columns.ragged import Ragged, ragged_of

ETHNICITY = "ethnicity"
"""Shuffled as if it were a column."""

SKILLS = "skill_occupation"
"""Lists whose lengths another column shares: its values are shuffled, the lengths stay."""


@dataclass(frozen=True, slots=True)
class Input:
    """Who reads one column.

    Parameters
    ----------
    column
        Its name.
    is_told
        Whether the shuffle moved anything; where all values are equal nothing can be told.
    readers
        Parts and rules that made something else of somebody, with of how many.
    """

    column: str
    is_told: bool
    readers: Mapping[str, int]

    @property
    def leaks(self) -> tuple[str, ...]:
        """The readers without a legal basis, if the column holds a protected attribute."""
        attribute = ATTRIBUTE_OF_COLUMN.get(self.column)
        if attribute is None:
            return ()
        return tuple(name for name in self.readers if name not in LAWFUL[attribute])


def inputs_read(subjects: Subjects, declare: Declare, seed: int) -> tuple[Input, ...]:
    """Finds which parts and rules read which columns, for all columns and the ethnicity.

    A reader that reads a column only of rare people, or only together with another column, may stay
    unseen; a reader that is seen does read it.

    Parameters
    ----------
    subjects
        The people; a few hundred are enough for columns that many people differ in.
    declare
        Declares their market.
    seed
        Of the shuffles.
    """
    before = seen_in(declare(subjects))
    names = [*columns_of(PeopleColumns), ETHNICITY]
    return tuple(
        _input(name, _shuffled(subjects, name, order), declare, before)
        for name, order in zip(names, _orders(len(names), seed), strict=True)
    )


def some_of(subjects: Subjects, people: int, seed: int) -> Subjects:
    """Draws so many people by lot, in their order; everybody if there are no more.

    Parameters
    ----------
    subjects
        The people.
    people
        How many.
    seed
        Of the lot.
    """
    count = len(subjects.ethnicity)
    chosen = np.sort(np.random.default_rng(seed).permutation(count)[:people])
    data = subjects.data
    return Subjects(
        replace(data, people=_taken(data.people, chosen)),
        subjects.ethnicity[chosen],
    )


def _input(name: str, moved: Subjects | None, declare: Declare, before: Seen) -> Input:
    if moved is None:
        return Input(name, is_told=False, readers={})
    differing = before.differing(seen_in(declare(moved)))
    return Input(
        name, is_told=True, readers={one: int(who.sum()) for one, who in differing.items()}
    )


def _orders(count: int, seed: int) -> Iterator[np.random.Generator]:
    """Yields one generator per column, so that a further column changes no other shuffle."""
    for number in range(count):
        yield np.random.default_rng([seed, number])


def _shuffled(subjects: Subjects, name: str, rng: np.random.Generator) -> Subjects | None:
    """Shuffles one column among people; None if that moves nothing."""
    if name == ETHNICITY:
        dealt = rng.permutation(subjects.ethnicity)
        is_same = np.array_equal(dealt, subjects.ethnicity)
        return None if is_same else replace(subjects, ethnicity=dealt)
    values = getattr(subjects.data.people, name)
    moved = _moved(name, values, rng)
    if _is_same(values, moved):
        return None
    column: dict[str, Any] = {name: moved}
    people = replace(subjects.data.people, **column)
    return replace(subjects, data=replace(subjects.data, people=people))


def _moved(name: str, values: Ragged | Ints, rng: np.random.Generator) -> Ragged | Ints:
    if not isinstance(values, Ragged):
        return rng.permutation(values)
    if name == SKILLS:
        return Ragged(values.offsets, rng.permutation(values.values))
    return _rows(values, rng.permutation(len(values)))


def _is_same(values: Ragged | Ints, moved: Ragged | Ints) -> bool:
    return _bytes(values) == _bytes(moved)


def _bytes(lists: Ragged | Ints) -> bytes:
    if isinstance(lists, Ragged):
        return lists.offsets.tobytes() + lists.values.tobytes()
    return lists.tobytes()


def _taken(people: PeopleColumns, rows: Ints) -> PeopleColumns:
    """Takes some people out of the columns."""
    taken: dict[str, Any] = {}
    for name, column in columns_of(PeopleColumns).items():
        values = getattr(people, name)
        if column.parallel_to:
            lists = getattr(people, column.parallel_to)
            chosen = np.zeros(len(lists), np.bool_)
            chosen[rows] = True
            taken[name] = values[chosen[lists.rows_of_values()]]
        else:
            taken[name] = _rows(values, rows) if isinstance(values, Ragged) else values[rows]
    return PeopleColumns(**taken)


def _rows(lists: Ragged, rows: Ints) -> Ragged:
    return ragged_of([lists.row(row).tolist() for row in rows.tolist()])
