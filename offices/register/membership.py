"""Joins the rows of a survey or a ledger to the register on the person."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from models.enums import ImportKind
from offices.register.check import CheckedBook
from offices.register.findings import Finding, severities
from offices.register.records import (
    CheckedRow,
    EmploymentRow,
    RegisterRow,
    SurveyRow,
    VacancyRow,
)

PERSON_KINDS = (ImportKind.SURVEY, ImportKind.EMPLOYMENT)


def require_registered(book: CheckedBook, names: Mapping[str, str]) -> CheckedBook:
    """Refuses rows of people who are not on the register, and notes names that differ from it.

    Parameters
    ----------
    book
        A checked survey or ledger; other kinds come back as they are.
    names
        Registered names by identity number.
    """
    if book.kind not in PERSON_KINDS:
        return book
    unknown = {row.id_number for row in _people(book)} - set(names)
    renamed = [
        row for row in _people(book) if names.get(row.id_number, row.name) not in ("", row.name)
    ]
    named = [_finding(book, row, "name", "person.name_differs") for row in renamed]
    refused = _refuse(book, unknown, "person.not_registered")
    return replace(refused, findings=(*refused.findings, *named))


def refuse_outside(book: CheckedBook, outside: Collection[str]) -> CheckedBook:
    """Refuses rows of people whose region is not the office's, by their identity numbers."""
    return _refuse(book, outside, "person.outside_region")


def _refuse(book: CheckedBook, numbers: Collection[str], code: str) -> CheckedBook:
    refused = [row for row in _people(book) if row.id_number in numbers]
    if not refused:
        return book
    gone = set(map(id, refused))
    return replace(
        book,
        rows=tuple(row for row in book.rows if id(row) not in gone),
        findings=(*book.findings, *(_finding(book, row, "id_number", code) for row in refused)),
        refused=book.refused + len(refused),
    )


def _people(book: CheckedBook) -> Iterator[RegisterRow | SurveyRow | EmploymentRow]:
    return (row for row in book.rows if not isinstance(row, VacancyRow))


def _finding(book: CheckedBook, row: CheckedRow, key: str, code: str) -> Finding:
    heading = book.headings[row.sheet].get(key)
    return Finding(code, severities()[code], row.sheet, row.source_row, heading)
