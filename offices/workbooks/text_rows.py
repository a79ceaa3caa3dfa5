"""Writes rows of texts in one go: registers have millions of text cells.

XlsxWriter builds an object and a list of attributes for each cell (6 microseconds); a row that
holds nothing but texts is written here as one string. The XML is the same, byte for byte; a test
compares the two.
"""

from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from offices.workbooks.book import CellValue
from offices.workbooks.formula_safe import sheet_text

LONGEST_TEXT = 16_000
"""Longer texts may exceed a cell; XlsxWriter's own way cuts them."""
MOST_REMEMBERED = 50_000


class TextRowWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter comes without types
    """A worksheet in constant-memory mode that also takes whole rows."""

    def __init__(self) -> None:
        super().__init__()
        self._tails: dict[str, str] = {}
        self._letters: list[str] = []

    def write_text_row(self, row: int, texts: Sequence[str], formats: Sequence[Format]) -> None:
        """Writes a row below all that was written; an empty text is a blank cell.

        Parameters
        ----------
        row
            From 0.
        texts
            At least one, each at most ``LONGEST_TEXT`` characters.
        formats
            One for each column, added to the workbook before the first row.
        """
        self._write_single_row(row)
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(texts) - 1)
        self._letters.extend(xl_col_to_name(n) for n in range(len(self._letters), len(texts)))
        number = row + 1
        cells = [
            f'<c r="{letters}{number}" s="{look._get_xf_index()}{self._tail(text)}'  # noqa: SLF001 (XlsxWriter's own writers ask formats this way)
            for letters, look, text in zip(self._letters, formats, texts, strict=False)
        ]
        self.fh.write(f'<row r="{number}">{"".join(cells)}</row>')

    def _tail(self, text: str) -> str:
        tail = self._tails.get(text)
        if tail is None:
            if len(self._tails) >= MOST_REMEMBERED:
                self._tails.clear()
            tail = self._tails[text] = self._make_tail(text)
        return tail

    def _make_tail(self, text: str) -> str:
        if not text:
            return '"/>'
        safe = self._escape_control_characters(sheet_text(text))
        kept = ' xml:space="preserve"' if safe[0].isspace() or safe[-1].isspace() else ""
        escaped = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f'" t="inlineStr"><is><t{kept}>{escaped}</t></is></c>'


def is_text_row(row: Sequence[CellValue]) -> bool:
    """Whether a row holds nothing but texts of an ordinary length."""
    return bool(row) and all(isinstance(cell, str) and len(cell) <= LONGEST_TEXT for cell in row)
