"""A sheet's texts by row and field, while dirt and faults are put into them."""

from collections.abc import Mapping

import polars as pl

from offices.workbooks.book import CellValue


class SampleTable:
    """Rows that can be changed and added to.

    Parameters
    ----------
    table
        Texts, one column per field key; an empty one is a blank cell.
    first_row
        Row of the first data line as the office sees it, from 1.
    """

    def __init__(self, table: pl.DataFrame, first_row: int) -> None:
        self.keys = tuple(table.columns)
        self.rows: list[list[CellValue]] = [list(row) for row in table.fill_null("").iter_rows()]
        self.first_row = first_row
        self._column = {key: at for at, key in enumerate(self.keys)}

    def row_number(self, at: int) -> int:
        """Gives the row as the office sees it."""
        return at + self.first_row

    def values(self, at: int) -> dict[str, CellValue]:
        """Gives a row by field key."""
        return dict(zip(self.keys, self.rows[at], strict=True))

    def change(self, at: int, values: Mapping[str, CellValue]) -> None:
        """Puts values into fields of a row."""
        for key, value in values.items():
            self.rows[at][self._column[key]] = value

    def add(self, values: Mapping[str, CellValue]) -> int:
        """Adds a row at the end and gives its position."""
        self.rows.append([values[key] for key in self.keys])
        return len(self.rows) - 1
