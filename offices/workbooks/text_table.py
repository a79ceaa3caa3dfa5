"""Reads a table of text (CSV) strictly: UTF-8 or GB18030, nothing guessed, nothing replaced."""

import csv
import io

from offices.workbooks.book import CellValue
from offices.workbooks.errors import DamagedError, EncodingError, TooManyCellsError
from offices.workbooks.limits import WorkbookLimits

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", "\t", ";")
LONGEST_FIELD = 32_767
"""As long as a cell of a spreadsheet can be."""


def read_text_table(data: bytes, limits: WorkbookLimits) -> list[list[CellValue]]:
    """Reads the rows; all cells are texts, short rows are filled up with empty ones.

    Raises
    ------
    EncodingError
        If the bytes are text in neither encoding.
    DamagedError
        If quotes do not close or a field is longer than a cell can be.
    TooManyCellsError
        If rows times columns exceed the limit.
    """
    text = _decode(data)
    first_line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    csv.field_size_limit(LONGEST_FIELD)
    rows: list[list[CellValue]] = []
    width = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(row))
            width = max(width, len(row))
            if width * len(rows) > limits.cells:
                raise TooManyCellsError(cells=width * len(rows), limit=limits.cells)
    except csv.Error as error:
        raise DamagedError from error
    for cells in rows:
        cells.extend([""] * (width - len(cells)))
    return rows


def _decode(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EncodingError
