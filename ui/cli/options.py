"""Options and arguments that several commands share."""

import datetime as dt
from typing import Annotated

from typer import Argument, Option

from models.errors import AppError
from ui.cli.console import words
from ui.clock import today

AsJson = Annotated[bool, Option("--json", help=words().text("cli.option.json"))]

RoundCode = Annotated[str, Argument(metavar="ROUND", help=words().text("cli.option.round"))]


class BadDayError(AppError):
    """A day that is not written as 2026-03-02, or is no day."""

    code = "cli.bad_day"


def day_of(text: str | None) -> dt.date:
    """Reads a day; none is today.

    Raises
    ------
    BadDayError
        If it is no day.
    """
    if text is None:
        return today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadDayError(day=text) from error
