"""What the best entry of a person's list gives, as a table over distinct lists."""

from collections.abc import Callable

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.ragged import Ragged
from matching.market.classes import Table, class_table, numbered, numbered_lists
from matching.market.coverage import Positions
from matching.pairs.forms import ClassTable


def best_of_lists(
    offsets: Ints, entry: Ints, figures: Table, least: Table
) -> Callable[[Ints], Table]:
    """Gives a function of lists: the highest figure over each list's entries (lists by columns).

    Parameters
    ----------
    offsets
        Where each list starts and ends.
    entry
        The kind of each entry of all lists, one list after the other.
    figures
        Kinds of entries by columns; of truth values True is the higher.
    least
        What an empty list gives, per column, in the type of the figures; no list gives less.
    """
    above = np.append(np.maximum(figures, least), least[None, :], axis=0)

    def best(rows: Ints) -> Table:
        starts, counts = offsets[rows], offsets[rows + 1] - offsets[rows]
        first = np.full(len(rows), len(figures))
        first[counts > 0] = entry[starts[counts > 0]]
        found = np.take(above, first, axis=0)
        for position in range(1, int(counts.max(initial=0))):
            longer = np.flatnonzero(counts > position)
            further = np.take(above, entry[starts[longer] + position], axis=0)
            found[longer] = np.maximum(found[longer], further)
        return found

    return best


def covered_table(
    lists: Ragged,
    asked: Positions,
    covers: Callable[[Positions, Positions], Bools],
    judge: Callable[[Bools, Bools], Table],
) -> ClassTable:
    """Judges pairs by whether the person's list holds something that covers the vacancy.

    Parameters
    ----------
    lists
        A list of places, or of occupations, per person.
    asked
        The place, or the occupation, of each vacancy.
    covers
        Takes distinct values of the lists and of ``asked``, gives True where one covers the other.
    judge
        Takes whether the list covers the vacancy (lists by columns) and whether the list is empty
        (lists by 1), gives truth values or figures.
    """
    entries, members = numbered(lists.values), numbered(asked)
    figures = covers(lists.values[entries.example], asked[members.example])
    nothing = np.zeros(len(members), np.bool_)
    is_covered = best_of_lists(lists.offsets, entries.of_row, figures, nothing)
    is_empty = lists.counts() == 0

    def rows_of(rows: Ints) -> Table:
        return judge(is_covered(rows), is_empty[rows][:, None])

    return class_table(numbered_lists(lists.offsets, entries.of_row), members, rows_of)
