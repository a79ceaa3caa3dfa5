"""Measures a sheet's area and text from its raw XML, before a parser makes room for it.

A sheet of two cells, A1 and XFD1048576, is a few bytes of XML and 17 billion cells in memory; a
cell that refers to a shared text costs a few bytes and the whole text in memory.
"""

import itertools
import re
from dataclasses import dataclass, field

from offices.workbooks.errors import BombError, TooManyCellsError
from offices.workbooks.limits import WorkbookLimits

PLAIN_CELL = b'<c r="'
FAR_CELL = re.compile(rb'<c r="(?:[D-Z][A-Z]\d|[A-Z]{3}|[A-Z]{1,2}(?:[2-9]\d{5}|\d{7})|[^A-Z])')
"""A cell past column CZ or row 199,999. Without one a sheet spans 20.8 million cells at most."""
ODD_CELL = re.compile(rb"<c(?:[\t\n\r/>]| [^r]| r[^=]| r=[^\"])")
"""A cell as no spreadsheet program writes it. Looked for only where something else than plain cells
begins with the same letter, since it takes six times as long as counting."""
CELL = re.compile(rb"<c[^ ofh]|:c[\s/>]|<row[^ B]")
"""Legal XML that no spreadsheet program writes: then every cell is looked at."""
CELL = re.compile(
    rb"<(?:\w+:)?(?:(row)|c)(?=[\s>/])"
    rb"(?:[^<>]*?\sr\s*=\s*[\"']\s*([A-Za-z]*)(\d*))?[^<>]*?(/?)>"
)
SHARED_CELL = re.compile(rb"t=[\"']s[\"'][^<>]*>\s*<(?:\w+:)?v>\s*(\d+)")
TEXT_START = re.compile(rb"<(?:\w+:)?si[\s>/]")


class SharedTexts:
    """Lengths of the shared texts, in bytes of XML."""

    def __init__(self) -> None:
        self._rest = b""
        self._lengths: list[int] = []
        self._open = 0

    def see(self, piece: bytes) -> None:
        """Takes the next piece of the member."""
        text = self._rest + piece
        cut = max(0, len(text) - 16)
        text, self._rest = text[:cut], text[cut:]
        starts = [found.start() for found in TEXT_START.finditer(text + self._rest[:8])]
        starts = [start for start in starts if start < cut]
        if not starts:
            self._open += len(text)
            return
        self._lengths.append(self._open + starts[0])
        self._lengths.extend(b - a for a, b in itertools.pairwise(starts))
        self._open = len(text) - starts[-1]

    def lengths(self) -> list[int]:
        """Gives the length of each text by its number."""
        return [*self._lengths[1:], self._open + len(self._rest)] if self._lengths else []


@dataclass(slots=True)
class SheetArea:
    """Follows one sheet's XML and stops it when it grows past the limits."""

    limits: WorkbookLimits
    texts: SharedTexts
    _rest: bytes = b""
    _last_row: int = 0
    _last_column: int = 0
    _row: int = 0
    _column: int = 0
    _text_bytes: int = 0
    _lengths: list[int] = field(default_factory=list)
    _longest: int = -1

    def see(self, piece: bytes) -> None:
        """Takes the next piece of the sheet."""
        text = self._rest + piece
        cut = text.rfind(b"<")
        if cut < 0 or len(text) - cut > self.limits.ratio_from_bytes:
            cut = len(text)
        self._look(text[:cut])
        self._rest = text[cut:]

    def close(self) -> None:
        """Takes what is left of the sheet."""
        self._look(self._rest)

    def _look(self, text: bytes) -> None:
        self._count_text(text)
        if _is_suspicious(text):
            self._count_cells(text)

    def _count_cells(self, text: bytes) -> None:
        for row, letters, digits, closed in CELL.findall(text):
            if row:
                self._row = int(digits) if digits else self._row + 1
                self._column = 0
                continue
            self._column = column_number(letters) if letters else self._column + 1
            if closed:
                continue
            self._last_column = max(self._last_column, self._column)
            self._last_row = max(self._last_row, self._row, int(digits or 0))
        area = self._last_row * self._last_column
        if area > self.limits.cells:
            raise TooManyCellsError(cells=area, limit=self.limits.cells)

    def _count_text(self, text: bytes) -> None:
        """Adds up what shared texts would take in memory; exactly only where it could be much."""
        if self._longest < 0:
            self._lengths = self.texts.lengths()
            self._longest = max(self._lengths, default=0)
        if not self._longest:
            return
        at_most = (text.count(b'"s"') + text.count(b"'s'")) * self._longest
        if at_most <= self.limits.ratio_from_bytes:
            self._text_bytes += at_most
        else:
            count = len(self._lengths)
            numbers = (int(number) for number in SHARED_CELL.findall(text))
            self._text_bytes += sum(self._lengths[n] for n in numbers if n < count)
        if self._text_bytes > self.limits.unpacked_bytes:
            raise BombError(measure=self._text_bytes, limit=self.limits.unpacked_bytes)


def _is_suspicious(text: bytes) -> bool:
    """Whether the cells of a piece of XML need to be looked at one by one."""
    has_others = text.count(b"<c") != text.count(PLAIN_CELL)
    if b":c" in text or FAR_CELL.search(text) is not None:
        return True
    return has_others and ODD_CELL.search(text) is not None


def column_number(letters: bytes) -> int:
    """Gives the number of a column from 1: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
