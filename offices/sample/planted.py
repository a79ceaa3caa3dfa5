"""What stands wrong in a sample on purpose, so that finding it can be checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from models.enums import Severity
from offices.register.findings import severities
from offices.sample.names import DATA


class Book(StrEnum):
    """The books of a sample."""

    REGISTER = "register"
    SURVEY = "survey"
    VACANCIES_SYSTEM = "vacancies_system"
    VACANCIES_ROUND = "vacancies_round"
    EMPLOYMENT_OPEN = "employment_open"
    EMPLOYMENT_ENDED = "employment_ended"


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """One fault that the register has to find.

    Parameters
    ----------
    book
        The book it stands in.
    row
        Its row as the office sees it, from 1.
    code
        Code of the finding.
    severity
        ``error``: the row has to be refused.
    part
        Which of the book's files, from 0: a register of several counties has one each.
    """

    book: Book
    row: int
    code: str
    severity: Severity
    part: int = 0


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: where it goes and how it is made.

    Parameters
    ----------
    code, book
        Finding and book.
    victims
        Name of the group of rows it is put on.
    values
        Texts by field.
    change
        Name of a computed change, or empty.
    adds
        Whether it stands on a copy of the victim's row, added at the end.
    """

    code: str
    book: Book
    victims: str
    values: Mapping[str, str]
    change: str
    adds: bool


@cache
def fault_kinds() -> tuple[FaultKind, ...]:
    """Reads the kinds of faults."""
    content = tomllib.loads((DATA / "faults.toml").read_text(encoding="utf-8"))
    return tuple(
        FaultKind(
            code=row["code"],
            book=Book(row["book"]),
            victims=row["victims"],
            values=row.get("set", {}),
            change=row.get("change", ""),
            adds=row.get("adds", False),
        )
        for row in content["fault"]
    )


def planted(book: Book, row: int, code: str) -> PlantedFault:
    """Describes a fault with the severity that the register gives its code."""
    return PlantedFault(book, row, code, severities()[code])
