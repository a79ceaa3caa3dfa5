"""Joins the rows of a survey or a ledger to the register on the person."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.enums import ImportKind
from offices.register.check import CheckedBook
from offices.register.findings import Finding, severities
from offices.register.records import CheckedRow, EmploymentRow, SurveyRow

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
    unknown = [row for row in _people(book) if row.id_number not in names]
    renamed = [
        row for row in _people(book) if names.get(row.id_number, row.name) not in ("", row.name)
    ]
    findings = [
        *(_finding(book, row, "id_number", "person.not_registered") for row in unknown),
        *(_finding(book, row, "name", "person.name_differs") for row in renamed),
    ]
    refused = set(map(_cell, unknown))
    rows: tuple[CheckedRow, ...] = tuple(row for row in book.rows if _cell(row) not in refused)
    return replace(
        book,
        rows=rows,
        findings=(*book.findings, *findings),
        refused=book.refused + len(unknown),
    )


def _people(book: CheckedBook) -> Iterator[SurveyRow | EmploymentRow]:
    return (row for row in book.rows if isinstance(row, SurveyRow | EmploymentRow))


def _cell(row: CheckedRow) -> tuple[str, int]:
    return row.sheet, row.source_row


def _finding(book: CheckedBook, row: CheckedRow, key: str, code: str) -> Finding:
    heading = book.headings[row.sheet].get(key)
    return Finding(code, severities()[code], row.sheet, row.source_row, heading)
