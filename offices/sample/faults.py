"""Puts the faults of the data file into a sample's books, a known number of each kind."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from offices.sample.changes import CHANGES, Values
from offices.sample.draws import stage_rng
from offices.sample.planted import Book, FaultKind, PlantedFault, fault_kinds, planted
from offices.sample.tables import SampleTable
from offices.workbooks.book import CellValue

ROWS_PER_FAULT = 12_000
"""A further fault of each kind for so many rows of the book."""

ADDED_NUMBER = "F{:04d}"
"""Numbers of added vacancy lines, so that they are nobody's duplicate by accident."""


def plant_faults(
    book: Book,
    table: SampleTable,
    groups: Mapping[str, pl.Series],
    families: Sequence[int],
    seed: int,
) -> list[PlantedFault]:
    """Changes rows and adds some; gives what was planted.

    Parameters
    ----------
    book
        Which book the table is.
    table
        Changed in place.
    groups
        Positions of rows by group.
    families
        A number per row; no two faults go to rows of one number.
    seed
        Of the choice of rows.
    """
    planting = _Planting(table, groups, families, stage_rng(seed, f"faults {book}"))
    count = 1 + len(table.rows) // ROWS_PER_FAULT
    kinds = [kind for kind in fault_kinds() if kind.book is book for _ in range(count)]
    found = (planting.plant(kind) for kind in kinds)
    return [fault for fault in found if fault is not None]


class _Planting:
    """Faults being put into one table."""

    def __init__(
        self,
        table: SampleTable,
        groups: Mapping[str, pl.Series],
        families: Sequence[int],
        rng: np.random.Generator,
    ) -> None:
        self._table = table
        self._groups = groups
        self._families = families
        self._rng = rng
        self._used: set[int] = set()
        self._added = 0

    def plant(self, kind: FaultKind) -> PlantedFault | None:
        """Puts one fault on a row; None where the group has no row left."""
        at = self._pick(kind)
        if at is None:
            return None
        row = self._table.values(at)
        values: dict[str, CellValue] = {}
        if kind.adds and "number" in row:
            self._added += 1
            values["number"] = ADDED_NUMBER.format(self._added)
        if kind.change:
            other = self._elsewhere(kind, at)
            if other is None:
                return None
            values |= CHANGES[kind.change](row, other)
        values |= kind.values
        if kind.adds:
            at = self._table.add({**row, **values})
        else:
            self._table.change(at, values)
        return planted(kind.book, self._table.row_number(at), kind.code)

    def _pick(self, kind: FaultKind) -> int | None:
        """Draws a row whose family has no fault yet."""
        rows = self._groups[kind.victims].to_numpy()
        for at in self._rng.permutation(rows).tolist():
            if self._families[at] not in self._used:
                self._used.add(self._families[at])
                return int(at)
        return None

    def _elsewhere(self, kind: FaultKind, at: int) -> Values | None:
        """Gives an earlier untouched row of the group with another place of work.

        Changes that look at one row only get the row itself.
        """
        row = self._table.values(at)
        if not row.get("work_place"):
            return row
        for earlier in self._groups[kind.victims].to_list():
            if earlier >= at:
                break
            other = self._table.values(earlier)
            is_free = self._families[earlier] not in self._used
            if is_free and other["work_place"] != row["work_place"]:
                self._used.add(self._families[earlier])
                return other
        return None
