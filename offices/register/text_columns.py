"""Plain text columns."""

from collections.abc import Callable

from offices.register.clean import clean_text, is_blank, without_spaces
from offices.workbooks.book import CellValue


def read_text(longest: int) -> Callable[[CellValue], str]:
    """Makes a reader of texts up to a length; what only says that nothing is there is empty."""

    def read(value: CellValue) -> str:
        text = clean_text(value)
        return "" if is_blank(text) else text[:longest]

    return read


def read_compact(longest: int) -> Callable[[CellValue], str]:
    """Makes a reader of texts in which spaces mean nothing: numbers, names of places."""

    def read(value: CellValue) -> str:
        text = without_spaces(value)
        return "" if is_blank(text) else text[:longest]

    return read
