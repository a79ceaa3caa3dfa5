"""Looks up what people read, by code and language.

Every TOML file of a language's folder is merged into one catalogue; nested tables become dotted
codes. A code without words is an error where words are strict (in tests). In production the screen
shows the code between double brackets instead: a page with one odd word is better than no page.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from models.errors import AppError

CATALOGUES = Path(__file__).parent


class MissingWordError(AppError):
    """The catalogue has no words for a code, or a placeholder of the text got no value."""

    code = "words.missing"


class BadCatalogueError(AppError):
    """A catalogue file says a code twice, or something that is not text."""

    code = "words.bad_catalogue"


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one language.

    Parameters
    ----------
    language
        ``zh_CN`` or ``en``.
    texts
        Text by code, with placeholders such as ``{row}`` or ``{people:,}``.
    is_strict
        Whether a missing word is an error.
    """

    language: str
    texts: Mapping[str, str]
    is_strict: bool = False

    def text(self, code: str, /, **params: object) -> str:
        """Gives the words for a code, with its parameters filled in.

        Raises
        ------
        MissingWordError
            If words are strict and the code or a parameter is missing.
        """
        template = self.texts.get(code)
        if template is None:
            return self._missing(code, f"[[{code}]]")
        try:
            return template.format(**params)
        except (KeyError, ValueError, TypeError):
            return self._missing(code, template)

    def knows(self, code: str) -> bool:
        """Tells whether the catalogue has words for a code."""
        return code in self.texts

    def _missing(self, code: str, shown: str) -> str:
        if self.is_strict:
            raise MissingWordError(missing=code, language=self.language)
        return shown


def placeholders(template: str) -> frozenset[str]:
    """Names the parameters that a text asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@cache
def load_words(language: str, *, is_strict: bool = False) -> Words:
    """Reads the catalogue of a language, once per process."""
    return Words(language, read_catalogue(CATALOGUES / language), is_strict)


def read_catalogue(folder: Path) -> dict[str, str]:
    """Merges the TOML files of a folder into texts by dotted code.

    Raises
    ------
    BadCatalogueError
        If two files say the same code, or a value is not text.
    """
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for code, text in _flat(tomllib.loads(path.read_text(encoding="utf-8"))):
            if code in texts or not isinstance(text, str):
                raise BadCatalogueError(file=path.name, entry=code)
            texts[code] = text
    return texts


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
