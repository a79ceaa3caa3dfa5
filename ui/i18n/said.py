"""Says codes that come with parameters: errors and findings."""

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum

from models.errors import AppError
from ui.i18n.formats import date_text
from ui.i18n.words import Words

CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def error_text(words: Words, error: AppError) -> str:
    """Says an error of ours; one without words is told by its code."""
    if not words.knows(error.code):
        return words.text("app.error", code=error.code)
    return said(words, error.code, error.params)


def said(words: Words, code: str, params: Mapping[str, object]) -> str:
    """Says a code with its parameters, each written for people."""
    shown = {name: _shown(words, value) for name, value in params.items()}
    return words.text(code, **shown)


def _shown(words: Words, value: object) -> object:
    """Writes lists with the language's comma, members of enumerations and dates as words."""
    if isinstance(value, StrEnum):
        code = f"{CAPITAL.sub('_', type(value).__name__).lower()}.{value.value}"
        return words.text(code) if words.knows(code) else value.value
    if isinstance(value, list | tuple | set | frozenset):
        return words.text("app.comma").join(str(_shown(words, item)) for item in value)
    return date_text(value) if isinstance(value, dt.date) else value
