"""Wages, headcounts, ages and other numbers as clerks write them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from offices.register.clean import is_blank, without_spaces
from offices.register.datafiles import read_words
from offices.register.parsed import Flawed, Read
from offices.workbooks.book import CellValue

NUMBER = r"(\d+(?:\.\d+)?)(万|千|K|W)?"
ONE = re.compile(rf"^{NUMBER}$")
TWO = re.compile(rf"^{NUMBER}(?:-{{1,2}}|~|至|到){NUMBER}$")
DASHES = re.compile("[\u2010-\u2015\u2212\uff0d\u2500\u301c\uff5e\u02dc]|——")
GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
ASIDE = re.compile(r"\([^()]*\)")
FACTORS = {"万": 10_000, "W": 10_000, "千": 1_000, "K": 1_000, None: 1, "": 1}
LOWEST_MONTHLY_YUAN = 400
"""Monthly incomes below it are typing faults (check rule of the offices' own audits)."""
FEN_PER_YUAN = 100


@dataclass(frozen=True, slots=True)
class Span:
    """From, to; either may be open."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class WageSpan:
    """Monthly wages in fen; both None: negotiable."""

    low_fen: int | None = None
    high_fen: int | None = None


NO_WAGE = WageSpan()


def read_wage(value: CellValue) -> Read[WageSpan]:
    """Reads a monthly wage or a range of it. What is not monthly is never converted."""
    text = _folded(value)
    if is_blank(text) or text in read_words("wage", "negotiable"):
        return NO_WAGE
    if any(re.search(pattern, text) for pattern in read_words("wage", "not_monthly")):
        return Flawed(NO_WAGE, "wage.not_monthly")
    span = _span(text, "wage")
    if span is None:
        return Flawed(NO_WAGE, "wage.unreadable")
    wages = WageSpan(_fen(span.low), _fen(span.high))
    if wages.low_fen is not None and wages.high_fen is not None and wages.low_fen > wages.high_fen:
        return Flawed(wages, "wage.range")
    lowest = wages.low_fen if wages.low_fen is not None else wages.high_fen
    if lowest is not None and lowest < LOWEST_MONTHLY_YUAN * FEN_PER_YUAN:
        return Flawed(wages, "wage.too_low", {"limit": LOWEST_MONTHLY_YUAN})
    return wages


def read_one_wage(value: CellValue) -> Read[int | None]:
    """Reads one monthly amount in fen; of a range the lower end."""
    read = read_wage(value)
    if isinstance(read, Flawed):
        return Flawed(_lowest(read.value), read.code, read.params)
    return _lowest(read)


def _lowest(wages: WageSpan) -> int | None:
    return wages.low_fen if wages.low_fen is not None else wages.high_fen


def read_headcount(value: CellValue) -> Read[int]:
    """Reads how many people are wanted; of a range the lower end is taken."""
    span = _span(_folded(value), "headcount")
    low = span.low if span is not None else None
    if span is None or low is None or low < 1 or not low.is_integer():
        return Flawed(0, "vacancy.headcount")
    if span.high is not None and span.high != low:
        return Flawed(int(low), "vacancy.headcount_range", {"taken": int(low)})
    return int(low)


def read_age_span(value: CellValue) -> Read[Span]:
    """Reads the ages an employer wishes."""
    text = _folded(value)
    if is_blank(text) or text in read_words("age", "unlimited"):
        return Span(None, None)
    span = _span(text, "age")
    return Flawed(Span(None, None), "number.unreadable") if span is None else span


def read_count(value: CellValue) -> Read[int | None]:
    """Reads a whole number that is not negative."""
    text = _folded(value)
    if is_blank(text):
        return None
    digits = re.sub(r"(个月|个|月|年|岁|周岁|人)$", "", text)
    matched = ONE.match(digits)
    if matched is None or matched[2] or "." in matched[1]:
        return Flawed(None, "number.unreadable")
    return int(digits)


def _folded(value: CellValue) -> str:
    text = DASHES.sub("-", without_spaces(value)).upper()
    return GROUPED.sub("", ASIDE.sub("", text))


def _span(text: str, section: str) -> Span | None:
    is_open_start = text.endswith(_words(section, "open_start")) or text.startswith(
        _words(section, "open_start")
    )
    is_open_end = any(word in text for word in _words(section, "open_end"))
    plain = _filler(section).sub("", text)
    plain = re.sub("|".join(_words(section, "open_end")) or r"$^", "", plain)
    two = TWO.match(plain)
    if two is not None:
        unit = two[4] or ""
        low_unit = two[2] or (unit if float(two[1]) <= float(two[3]) else "")
        return Span(float(two[1]) * FACTORS[low_unit], float(two[3]) * FACTORS[unit])
    one = ONE.match(plain)
    if one is None:
        return None
    amount = float(one[1]) * FACTORS[one[2]]
    if is_open_end:
        return Span(None, amount)
    return Span(amount, None if is_open_start else amount)


@lru_cache(maxsize=16)
def _words(section: str, name: str) -> tuple[str, ...]:
    return () if section == "headcount" else read_words(section, name)


@lru_cache(maxsize=4)
def _filler(section: str) -> re.Pattern[str]:
    words = (*read_words(section, "filler"), *_words(section, "open_start"))
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _fen(yuan: float | None) -> int | None:
    return None if yuan is None else round(yuan * FEN_PER_YUAN)
