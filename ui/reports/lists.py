"""The three lists as workbooks ready to print, the same bytes for the same edition and language."""

import io
from collections.abc import Sequence

from models.enums import ListKind
from offices.lists.acts_editions import Edition, EditionHead, EditionLine
from offices.lists.line import Layer
from offices.workbooks.book import CellValue
from offices.workbooks.content import ColumnKind, ColumnSpec, SheetContent
from offices.workbooks.writer import write_workbook
from regions.gazetteer import load_gazetteer
from ui.i18n.formats import date_text, moment_text
from ui.i18n.words import Words
from ui.reports.list_columns import COLUMNS, Column

LAYERS = {
    ListKind.TASK: (Layer.QUOTA, Layer.NAMES),
    ListKind.STABILITY: (Layer.STABILITY,),
    ListKind.RESPONSIBILITY: (Layer.DUTY,),
}
"""The sheets of each list."""

SIGNERS = ("filled_by", "checked_by", "approved_by", "signed_on")


def list_workbook(edition: Edition, words: Words) -> bytes:
    """Gives an edition as an .xlsx; the moment of publishing is the moment of its making."""
    target = io.BytesIO()
    sheets = [list_sheet(edition, layer, words) for layer in LAYERS[edition.head.kind]]
    write_workbook(target, sheets, created=edition.head.published_at)
    return target.getvalue()


def list_file_name(head: EditionHead, words: Words) -> str:
    """Names the file of an edition: round, list, number."""
    return words.text(
        "list.file",
        round=head.round_code,
        list=words.text(f"list.kind.{head.kind.value}"),
        number=head.number,
    )


def list_sheet(edition: Edition, layer: Layer, words: Words) -> SheetContent:
    """Lays out one layer: title and date rows, headings, lines, totals, sign-off line."""
    head = edition.head
    columns = COLUMNS[layer]
    lines = [line for line in edition.lines if line.layer is layer]
    return SheetContent(
        name=words.text(f"list.sheet.{layer.value}"),
        columns=[
            ColumnSpec(words.text("list.column.position"), 5, ColumnKind.NUMBER),
            *(
                ColumnSpec(words.text(f"list.column.{column.name}"), column.width, column.kind)
                for column in columns
            ),
        ],
        rows=[_row(line, columns, words) for line in lines],
        title=words.text(
            f"list.title.{layer.value}", origin=load_gazetteer().place(head.origin_code).name
        ),
        subtitle=words.text(
            "list.subtitle_of_sample" if head.is_sample else "list.subtitle",
            round=head.round_code,
            number=head.number,
            as_of=date_text(head.as_of),
            published_at=moment_text(head.published_at),
        ),
        totals=_totals(lines, columns, words),
        footer=[words.text(f"list.note.{layer.value}")],
        sign_off=[words.text(f"list.sign.{signer}") for signer in SIGNERS],
        page_footer=words.text("list.page", page="&P", pages="&N"),
        is_compact=True,
    )


def _row(line: EditionLine, columns: Sequence[Column], words: Words) -> list[CellValue]:
    return [line.position, *(column.cell(words, line.data) for column in columns)]


def _totals(
    lines: Sequence[EditionLine], columns: Sequence[Column], words: Words
) -> list[CellValue]:
    """Adds up the columns that are amounts; the first column says how many lines there are."""
    sums: list[CellValue] = [
        sum(line.data[column.name] or 0 for line in lines) if column.is_summed else None
        for column in columns
    ]
    sums[0] = words.text("list.total", lines=len(lines))
    return [None, *sums]
