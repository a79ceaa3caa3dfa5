"""Dates and months as clerks write them."""

import datetime as dt
import re

from offices.register.clean import clean_text, is_blank
from offices.register.parsed import Flawed, Read
from offices.workbooks.book import CellValue

DAY_ZERO = dt.date(1899, 12, 30)
"""Serial day numbers of spreadsheets count from here (after their leap day of 1900)."""
SERIALS = (3_654, 73_415)
"""Serial numbers that can be meant: 1910 to 2100. Below lie years and ages."""
FULL = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$")
YEAR_MONTH = re.compile(r"^(\d{4})[-./年](\d{1,2})月?$")
DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$")
UNREADABLE = "date.unreadable"


def read_date(value: CellValue) -> Read[dt.date | None]:
    """Reads a day; a month alone is its first day."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, float) and not value.is_integer():
        return _decimal_month(value)
    text = TIME.sub("", clean_text(value)).replace(" ", "")
    if is_blank(text):
        return None
    if text.isdigit() and SERIALS[0] <= int(text) <= SERIALS[1]:
        return DAY_ZERO + dt.timedelta(days=int(text))
    matched = FULL.match(text) or YEAR_MONTH.match(text) or DIGITS.match(text)
    if matched is None:
        return Flawed(None, UNREADABLE)
    return _day(*(int(part or 1) for part in (*matched.groups(), None)[:3]))


def read_month(value: CellValue) -> Read[dt.date | None]:
    """Reads a month as its first day; a day is taken for its month."""
    read = read_date(value)
    if isinstance(read, dt.date):
        return read.replace(day=1)
    return read


def _decimal_month(value: float) -> Read[dt.date | None]:
    """Reads the number 2025.1, which was typed as 2025.1 or as 2025.10; the first is taken."""
    year, _, month = str(value).partition(".")
    if SERIALS[0] <= value <= SERIALS[1]:
        return DAY_ZERO + dt.timedelta(days=int(value))
    if not (year.isdigit() and month.isdigit()) or len(month) > 2:
        return Flawed(None, UNREADABLE)
    read = _day(int(year), int(month), 1)
    if isinstance(read, dt.date) and month == "1":
        return Flawed(read, "date.month_ambiguous", {"year": int(year)})
    return read


def _day(year: int, month: int, day: int) -> Read[dt.date | None]:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return Flawed(None, UNREADABLE)
