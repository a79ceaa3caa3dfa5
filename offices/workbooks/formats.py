"""The cell formats of our sheets, each made once per workbook."""

from dataclasses import dataclass
from enum import StrEnum

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from offices.workbooks.content import ColumnKind, Mark

NUMBER_FORMATS = {
    ColumnKind.TEXT: "@",
    ColumnKind.NUMBER: "0",
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.GENERAL: "General",
}
COMPACT_SIZE = 9
"""Points; a list of 25 columns is printed at about two thirds of it."""

FILLS = {Mark.ERROR: "#F8CBAD", Mark.WARNING: "#FFE699", Mark.HIGHLIGHT: "#FFF2CC"}


class Line(StrEnum):
    """Lines of a sheet that are not data."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    FOOTER = "footer"


LINE_PROPERTIES: dict[Line, dict[str, object]] = {
    Line.TITLE: {"bold": True, "font_size": 18, "font_name": "SimHei", "align": "center"},
    Line.SUBTITLE: {"font_size": 11, "align": "right"},
    Line.HEADING: {
        "bold": True,
        "border": 1,
        "align": "center",
        "text_wrap": True,
        "bg_color": "#D9E1F2",
    },
    Line.FOOTER: {"font_size": 11, "align": "left", "text_wrap": True},
}


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a cell of the data looks like."""

    kind: ColumnKind
    mark: Mark | None = None
    is_bold: bool = False
    is_compact: bool = False


class Formats:
    """Formats by what they are for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[CellLook | Line, Format] = {}

    def line(self, line: Line) -> Format:
        """Gives the format of a line above or below the data."""
        if line not in self._made:
            self._made[line] = self._add(LINE_PROPERTIES[line])
        return self._made[line]

    def cell(self, look: CellLook) -> Format:
        """Gives the format of a cell of the data."""
        if look not in self._made:
            properties: dict[str, object] = {
                "border": 1,
                "num_format": NUMBER_FORMATS[look.kind],
            }
            if look.is_bold:
                properties["bold"] = True
            if look.is_compact:
                properties |= {"font_size": COMPACT_SIZE, "text_wrap": True}
            if look.mark is not None:
                properties["bg_color"] = FILLS[look.mark]
            self._made[look] = self._add(properties)
        return self._made[look]

    def _add(self, properties: dict[str, object]) -> Format:
        return self._book.add_format({"font_name": "SimSun", "valign": "vcenter", **properties})
