"""Opens .xlsx, .xls and CSV files behind guards."""

import io
from collections.abc import Sequence
from pathlib import PurePath

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

from offices.workbooks.archive import check_archive
from offices.workbooks.book import CellValue, FileKind, MergedRange, Sheet, Workbook
from offices.workbooks.collection import paused_collection
from offices.workbooks.errors import (
    DamagedError,
    EmptyWorkbookError,
    EncryptedError,
    TooLargeError,
)
from offices.workbooks.kinds import kind_of
from offices.workbooks.limits import MEGABYTE, WorkbookLimits
from offices.workbooks.text_table import read_text_table


def read_workbook(data: bytes, file_name: str, limits: WorkbookLimits | None = None) -> Workbook:
    """Reads a file into typed cells; formulas give their stored value and are never computed.

    Parameters
    ----------
    data
        The whole file.
    file_name
        As the office calls it; it names the only sheet of a CSV and decides nothing.
    limits
        What to refuse; the defaults if left out.

    Raises
    ------
    WorkbookError
        A subclass for each reason not to read it.
    """
    limits = limits or WorkbookLimits()
    if len(data) > limits.file_bytes:
        raise TooLargeError(
            megabytes=-(-len(data) // MEGABYTE), limit_megabytes=limits.file_bytes // MEGABYTE
        )
    kind = kind_of(data)
    if kind is FileKind.CSV:
        sheets = [Sheet(PurePath(file_name).stem or "CSV", read_text_table(data, limits))]
    else:
        if kind is FileKind.XLSX:
            check_archive(data, limits)
        sheets = _parse(data)
    filled = tuple(sheet for sheet in sheets if _holds_anything(sheet.rows))
    if not filled:
        raise EmptyWorkbookError
    return Workbook(kind, filled)


def _parse(data: bytes) -> list[Sheet]:
    try:
        with paused_collection(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
            return [_sheet(book.get_sheet_by_name(name)) for name in names]
    except PasswordError as error:
        raise EncryptedError from error
    except (CalamineError, ValueError, OSError) as error:
        raise DamagedError from error


def _sheet(sheet: CalamineSheet) -> Sheet:
    rows: Sequence[Sequence[CellValue]] = sheet.to_python(skip_empty_area=False)
    merged = tuple(
        MergedRange(first[0], first[1], last[0], last[1])
        for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(sheet.name, rows, merged)


def _holds_anything(rows: Sequence[Sequence[CellValue]]) -> bool:
    return any(cell not in ("", None) for row in rows for cell in row)
