"""The one writer of workbooks: typed cells, no formula, same bytes for the same content."""

import contextlib
import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from offices.workbooks.content import SheetContent
from offices.workbooks.formats import Formats
from offices.workbooks.formula_safe import csv_text
from offices.workbooks.sheet_writer import ChoiceLists, SheetWriter
from offices.workbooks.text_rows import TextRowWorksheet

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    target: Path | BinaryIO,
    sheets: Sequence[SheetContent],
    *,
    created: dt.datetime,
    choices_sheet: str = "choices",
) -> None:
    """Writes an .xlsx. A path gets the finished file or stays as it was.

    Parameters
    ----------
    target
        A path or a stream that is open for writing bytes.
    sheets
        In the order of their tabs.
    created
        Moment that the file gives as its making; the only thing in it that is not content.
    choices_sheet
        Name of the hidden sheet that holds long drop-down lists, if there are any.
    """
    with _open(target) as stream:
        book = xlsxwriter.Workbook(stream, OPTIONS)
        book.set_properties({"created": created})
        try:
            formats = Formats(book)
            lists = ChoiceLists(choices_sheet)
            for content in sheets:
                sheet = book.add_worksheet(content.name, worksheet_class=TextRowWorksheet)
                SheetWriter(sheet, content, formats, lists).write()
            lists.write(book)
        except BaseException:
            _drop_rows_on_disk(book)
            raise
        book.close()


def write_csv(target: Path | BinaryIO, sheet: SheetContent, *, encoding: str = "utf-8-sig") -> None:
    """Writes headings and rows as CSV; a text that would be computed starts with an apostrophe.

    The title lines and the sign-off stay away: a CSV file is for machines.
    """
    with _open(target) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)
        writer = csv.writer(text)
        writer.writerow([csv_text(column.heading) for column in sheet.columns])
        writer.writerows([csv_text(value) for value in row] for row in sheet.rows)
        text.detach()


def _drop_rows_on_disk(book: xlsxwriter.Workbook) -> None:
    """Removes the temporary files that hold written rows until the workbook is closed."""
    for sheet in book.worksheets():
        sheet.row_data_fh.close()
        Path(sheet.row_data_filename).unlink(missing_ok=True)
    book.fileclosed = True


@contextlib.contextmanager
def _open(target: Path | BinaryIO) -> Iterator[BinaryIO]:
    if not isinstance(target, Path):
        yield target
        return
    partial = target.with_name(f"{target.name}.partial")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
