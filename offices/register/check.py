"""The room's front door: a workbook becomes checked rows and a list of findings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.enums import ImportKind, Severity
from offices.register.context import CheckContext
from offices.register.employment_rows import check_employment
from offices.register.errors import NoRowsError, UnknownLayoutError
from offices.register.findings import Finding, severities
from offices.register.headings import Recognised, recognise
from offices.register.layouts import layouts
from offices.register.reading import Reading
from offices.register.records import CheckedRow
from offices.register.register_rows import check_register, kept_headings
from offices.register.survey_rows import check_survey
from offices.register.tables import RawTable, joined, raw_table
from offices.register.vacancy_rows import check_vacancies
from offices.workbooks.book import Sheet, Workbook
from offices.workbooks.collection import paused_collection

Check = Callable[[Reading, CheckContext], Sequence[CheckedRow]]
CHECKS: Mapping[ImportKind, Check] = {
    ImportKind.REGISTER: check_register,
    ImportKind.SURVEY: check_survey,
    ImportKind.VACANCIES: check_vacancies,
    ImportKind.EMPLOYMENT: check_employment,
}


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """What a workbook held.

    Parameters
    ----------
    kind
        One of the four.
    rows
        The rows that are taken, in the file's order.
    findings
        Every fault, by sheet, row and column of the file.
    data_rows
        Number of data rows: taken and refused.
    refused
        Number of rows that are not taken.
    headings
        Heading by field, as the office's file has it, by sheet.
    kept_headings
        Headings of the register rows' ``kept_values``.
    """

    kind: ImportKind
    rows: tuple[CheckedRow, ...]
    findings: tuple[Finding, ...]
    data_rows: int
    refused: int
    headings: Mapping[str, Mapping[str, str]]
    kept_headings: tuple[str, ...]


def check_workbook(
    book: Workbook, context: CheckContext, kind: ImportKind | None = None
) -> CheckedBook:
    """Checks every sheet that has a known layout.

    Sheets of one kind are read as one table, so that a person in two of them is found. A sheet
    that nearly has the layout is named in a finding; others (notes, code lists) are left alone.

    Parameters
    ----------
    book
        As it was read.
    context
        The day and the knowledge to check against.
    kind
        What the office says it is; None lets the headings tell.

    Raises
    ------
    UnknownLayoutError
        If no sheet has all mandatory headings of the kind.
    NoRowsError
        If the headings are there and nothing is below them.
    """
    with paused_collection():
        return _check_sheets(book, context, kind)


def _check_sheets(book: Workbook, context: CheckContext, kind: ImportKind | None) -> CheckedBook:
    found = [(sheet, recognise(sheet, kind)) for sheet in book.sheets]
    complete = [(sheet, reading) for sheet, reading in found if reading and reading.is_complete]
    if not complete:
        raise _unknown_layout([reading for _, reading in found if reading], kind)
    kind = complete[0][1].layout.kind
    left = [(sheet, reading) for sheet, reading in found if reading and not reading.is_complete]
    tables = [
        raw_table(sheet, reading) for sheet, reading in complete if reading.layout.kind is kind
    ]
    tables = [table for table in tables if table.rows]
    if not tables:
        raise NoRowsError(sheet=complete[0][0].name)
    return _checked(tables, kind, context, _ignored(left))


def _checked(
    tables: Sequence[RawTable],
    kind: ImportKind,
    context: CheckContext,
    ignored: Sequence[Finding],
) -> CheckedBook:
    by_layout = {table.layout.name: table.layout for table in tables}
    readings = [
        Reading(joined([table for table in tables if table.layout is layout]))
        for layout in by_layout.values()
    ]
    rows = [row for reading in readings for row in CHECKS[kind](reading, context)]
    findings = [finding for reading in readings for finding in reading.findings]
    order = {table.sheets[0]: number for number, table in enumerate(tables)}
    findings.sort(key=lambda finding: (order[finding.sheet], finding.row))
    return CheckedBook(
        kind=kind,
        rows=tuple(rows),
        findings=(*ignored, *findings),
        data_rows=sum(reading.count for reading in readings),
        refused=sum(len(reading.refused) for reading in readings),
        headings={name: texts for table in tables for name, texts in table.headings.items()},
        kept_headings=kept_headings(readings[0]) if kind is ImportKind.REGISTER else (),
    )


def _unknown_layout(readings: Sequence[Recognised], kind: ImportKind | None) -> UnknownLayoutError:
    nearest = max(readings, key=lambda reading: len(reading.columns), default=None)
    if nearest is not None:
        return UnknownLayoutError(kind=nearest.layout.kind, missing=nearest.missing)
    wanted = kind or ImportKind.REGISTER
    layout = next(layout for layout in layouts().values() if layout.kind is wanted)
    missing = tuple(spec.heading for spec in layout.fields if spec.is_mandatory)
    return UnknownLayoutError(kind=wanted, missing=missing)


def _ignored(left: Sequence[tuple[Sheet, Recognised]]) -> list[Finding]:
    """Names the sheets that have more than half of the mandatory headings."""
    return [
        Finding(
            "sheet.ignored",
            Severity(severities()["sheet.ignored"]),
            sheet.name,
            reading.heading_row + 1,
            None,
            {"missing": list(reading.missing)},
        )
        for sheet, reading in left
        if len(reading.missing) * 2 < sum(s.is_mandatory for s in reading.layout.fields)
    ]
