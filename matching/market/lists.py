"""What the best entry of a person's list gives, as a table over distinct lists."""

from collections.abc import Callable

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.ragged import Ragged
from matching.market.classes import Table, class_table, numbered, numbered_lists
from matching.market.coverage import Positions
from matching.pairs.forms import ClassTable


def best_of_lists(offsets: Ints, figures: Table, entry: Ints, rows: Ints, least: Table) -> Table:
    """Gives the highest figure (rows by columns) over each row's list, never below the least.

    Parameters
    ----------
    offsets
        Where each list starts and ends.
    figures
        Kinds of entries by columns; of truth values True is the higher.
    entry
        The kind of each entry of all lists, one list after the other.
    rows
        The lists asked about.
    least
        What an empty list gives, per column, in the type of the figures.
    """
    found = np.tile(least, (len(rows), 1))
    starts, counts = offsets[rows], offsets[rows + 1] - offsets[rows]
    for position in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > position)
        found[longer] = np.maximum(found[longer], figures[entry[starts[longer] + position]])
    return found


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

    def rows_of(rows: Ints) -> Table:
        is_covered = best_of_lists(lists.offsets, figures, entries.of_row, rows, nothing)
        return judge(is_covered, (lists.counts()[rows] == 0)[:, None])

    return class_table(numbered_lists(lists.offsets, entries.of_row), members, rows_of)
