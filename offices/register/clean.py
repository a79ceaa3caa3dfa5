"""Takes from a cell's text what typing and exporting left on it."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from offices.register.datafiles import read_words
from offices.workbooks.book import CellValue
from offices.workbooks.formula_safe import plain_text

WRAPPED = re.compile(r"^=?\"(.*)\"$", re.DOTALL)
"""How exports keep long numbers as texts: ="4331..."."""
INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
SPACES = re.compile(r"\s+")
MIDDLE_DOTS = re.compile(
    "[\u2022\u2027\u2219\u22c5\u30fb\uff65\u2024\u25cf\u0387\u2981\u16eb\ufe52]"
)
"""Code points that minority names carry instead of the official U+00B7."""
DOT_BETWEEN_HAN = re.compile("(?<=[\u3400-\u9fff])[.\uff0e](?=[\u3400-\u9fff])")


def clean_text(value: CellValue) -> str:
    """Gives the cell as plain text: width folded, wrapping, apostrophes and edges gone."""
    if isinstance(value, str):
        return value if not value or _is_plain(value) else _clean(value)
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return plain_text(value)


def _is_plain(text: str) -> bool:
    """Whether nothing can be on the text: only letters and digits of ordinary width."""
    return text.isalnum() and (text.isascii() or unicodedata.is_normalized("NFKC", text))


def _clean(text: str) -> str:
    plain = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    wrapped = WRAPPED.match(plain)
    if wrapped:
        plain = wrapped[1].strip()
    return plain.removeprefix("'").strip()


def without_spaces(value: CellValue) -> str:
    """Gives the cell's text with no space in it."""
    text = clean_text(value)
    return text if text.isalnum() else SPACES.sub("", text)


def is_blank(text: str) -> bool:
    """Whether the text says that there is nothing."""
    return not text or text in _blanks()


@lru_cache(maxsize=1)
def _blanks() -> frozenset[str]:
    return frozenset(read_words("text", "blank"))


def clean_name(value: CellValue) -> str:
    """Gives a person's name: no spaces between Chinese characters, one code point for the dot."""
    text = clean_text(value)
    if text.isalnum():
        return text
    text = MIDDLE_DOTS.sub("\u00b7", text)
    text = DOT_BETWEEN_HAN.sub("\u00b7", text)
    if text.isascii():
        return SPACES.sub(" ", text)
    return SPACES.sub("", text)
