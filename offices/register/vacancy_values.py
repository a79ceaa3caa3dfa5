"""Readers of cells in which a post's conditions stand."""

from dataclasses import dataclass

from stdnum.cn import uscc

from models.enums import Education, Housing
from offices.register.amounts import Span, read_age_span
from offices.register.clean import is_blank, without_spaces
from offices.register.datafiles import read_words
from offices.register.labels import find_label, unknown_label
from offices.register.parsed import Flawed, Read
from offices.workbooks.book import CellValue


@dataclass(frozen=True, slots=True)
class Board:
    """Where people sleep and whether they eat; None where nothing is said."""

    housing: Housing | None
    has_meals: bool | None


def read_board(value: CellValue) -> Board:
    """Reads 食宿情况 or 福利待遇: several words in one cell, the rest of it is left alone."""
    text = without_spaces(value)
    if _says(text, "housing", "none"):
        housing: Housing | None = Housing.NONE
    elif _says(text, "housing", "couple_room"):
        housing = Housing.COUPLE_ROOM
    elif _says(text, "housing", "dormitory"):
        housing = Housing.DORMITORY
    else:
        housing = Housing.ALLOWANCE if _says(text, "housing", "allowance") else None
    if _says(text, "housing", "no_meals"):
        return Board(housing, has_meals=False)
    return Board(housing, has_meals=True if _says(text, "housing", "meals") else None)


def has_night_shift(shift: str) -> bool:
    """Whether a text about shifts speaks of nights."""
    return _says(shift, "shift", "night") and not _says(shift, "shift", "no_night")


def is_care_text(text: str) -> bool:
    """Whether a text marks a post kept for older or less schooled people."""
    return _says(text, "vacancy", "care_post")


def read_education_required(value: CellValue) -> Read[Education | None]:
    """Reads the lowest education that is asked for; None for any."""
    text = without_spaces(value)
    if is_blank(text):
        return None
    found = find_label("education_required", text) or find_label("education", text)
    if found is None:
        return unknown_label(text, None)
    return None if found == Education.ILLITERATE else Education(found)


def read_credit_code(value: CellValue) -> Read[str | None]:
    """Reads a unified social credit code (GB 32100); a wrong one is not kept."""
    text = without_spaces(value).upper()
    if is_blank(text):
        return None
    return text if uscc.is_valid(text) else Flawed(None, "vacancy.credit_code")


def read_one_age(value: CellValue) -> Read[int | None]:
    """Reads one end of an age range."""
    result = read_age_span(value)
    span: Span = result.value if isinstance(result, Flawed) else result
    age = span.low if span.low is not None else span.high
    taken = None if not age else int(age)
    return Flawed(taken, result.code) if isinstance(result, Flawed) else taken


def read_claim(value: CellValue) -> str:
    """Reads an employer's wish as text; empty if anybody will do."""
    text = without_spaces(value)
    return "" if not text or text in read_words("claim", "unlimited") else text[:40]


def read_sex_claim(value: CellValue) -> Read[str]:
    """Reads the sex an employer wishes; empty if either will do."""
    text = read_claim(value)
    if not text:
        return ""
    return find_label("sex", text) or unknown_label(text, "")


def _says(text: str, section: str, name: str) -> bool:
    return any(word in text for word in read_words(section, name))
