"""Keeps texts texts: no cell that we write is ever computed."""

import datetime as dt

from offices.workbooks.book import CellValue

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""First characters at which spreadsheet programs compute a cell of a CSV file; the full-width ones
are folded to these by some of them."""
RAW_MARKUP_START = "<r>"
"""XlsxWriter passes a text that starts and ends like a rich text run into the XML as it is."""


def csv_text(value: CellValue) -> str:
    """Writes a value as a field of a CSV file; a text that would be computed gets an apostrophe."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return plain_text(value)
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def sheet_text(value: str) -> str:
    """Gives the text to hand to ``write_string``, harmless as markup too."""
    return f"'{value}" if value.startswith(RAW_MARKUP_START) else value


def plain_text(value: CellValue) -> str:
    """Writes a typed value as a person would: whole numbers without a point, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)
