"""How high a row of wrapped text must be: not every program works it out when it opens a file."""

import datetime as dt
from collections.abc import Sequence
from math import ceil

from offices.workbooks.book import CellValue

LINE_POINTS = 12.5
"""Height of a line of nine-point letters."""

SMALLEST_POINTS = 15.0
"""A row of one line, as spreadsheets make it."""

WIDTH_PER_UNIT = 0.9
"""Column width taken by a Latin letter of nine points; a Chinese character takes two units."""

DATE_UNITS = 10


def wrapped_height(row: Sequence[CellValue], widths: Sequence[float]) -> float:
    """Gives the height in points at which every cell of the row shows all its lines.

    Parameters
    ----------
    row
        The cells' values.
    widths
        Of the columns, in characters of the sheet's standard letter.
    """
    lines = max(
        (
            ceil(_units(value) * WIDTH_PER_UNIT / width)
            for value, width in zip(row, widths, strict=False)
            if value is not None and value != ""
        ),
        default=1,
    )
    return max(SMALLEST_POINTS, lines * LINE_POINTS)


def _units(value: CellValue) -> int:
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return DATE_UNITS
    return len(str(value).encode("gb18030", errors="replace"))
