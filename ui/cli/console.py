"""What commands print: results on standard output, everything else on standard error."""

import json
from enum import IntEnum
from functools import cache
from typing import Any, NoReturn

from rich.console import Console
from typer import Exit

from ui.i18n.words import Words, load_words
from ui.settings import current_settings

OUT = Console(highlight=False, markup=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


class ExitStatus(IntEnum):
    """What a command's exit status says."""

    DONE = 0
    FINDINGS = 1
    REFUSED = 2


@cache
def words() -> Words:
    """Gives the words of the language that the settings name."""
    settings = current_settings()
    return load_words(settings.language, is_strict=settings.strict_words)


def say(code: str, /, **params: object) -> None:
    """Prints a text of the catalogue on standard output."""
    OUT.print(words().text(code, **params))


def tell(code: str, /, **params: object) -> None:
    """Prints a text of the catalogue on standard error."""
    ERR.print(words().text(code, **params))


def show_json(result: dict[str, Any]) -> None:
    """Prints one JSON object on standard output."""
    OUT.out(json.dumps(result, ensure_ascii=False, default=str))


def end(status: ExitStatus) -> NoReturn:
    """Ends the command with an exit status."""
    raise Exit(int(status))
