"""The only clock of the program: pages, commands and the worker pass its moments down."""

import datetime as dt

from ui.i18n.formats import LOCAL_TIME


def now() -> dt.datetime:
    """Gives the moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Gives the day in China."""
    return now().astimezone(LOCAL_TIME).date()
