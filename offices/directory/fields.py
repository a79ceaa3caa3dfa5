"""Fields of an entry, each of exactly the type it should have."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

Value = TypeVar("Value")
Coded = TypeVar("Coded", bound=StrEnum)
Entry = Mapping[str, Any]


class BadFieldError(ValueError):
    """A field is missing, or its value cannot be; the field's name is the only argument."""


def needed(entry: Entry, name: str, kind: type[Value]) -> Value:
    """Gives a field that must be there. A moment is no date, and yes is no number.

    Raises
    ------
    BadFieldError
        If it is missing or of another type.
    """
    value = entry.get(name)
    if type(value) is not kind:
        raise BadFieldError(name)
    return value


def optional(entry: Entry, name: str, kind: type[Value]) -> Value | None:
    """Gives a field that may be left out."""
    return needed(entry, name, kind) if name in entry else None


def coded(entry: Entry, name: str, kind: type[Coded]) -> Coded:
    """Gives a field whose values are listed."""
    value = needed(entry, name, str)
    if value not in {member.value for member in kind}:
        raise BadFieldError(name)
    return kind(value)


def texts(entry: Entry, name: str) -> tuple[str, ...]:
    """Gives a list of texts."""
    values = needed(entry, name, list)
    if not all(isinstance(value, str) for value in values):
        raise BadFieldError(name)
    return tuple(values)


def entries(entry: Entry, name: str) -> list[Entry]:
    """Gives a list of entries within an entry; none if it is left out."""
    values = optional(entry, name, list) or []
    if not all(isinstance(value, dict) for value in values):
        raise BadFieldError(name)
    return values


def people_by_year(entry: Entry, name: str) -> tuple[tuple[int, int], ...]:
    """Gives a table of people by year."""
    table = optional(entry, name, dict) or {}
    for year, people in table.items():
        if (
            not (str(year).isascii() and str(year).isdigit())
            or type(people) is not int
            or people < 0
        ):
            raise BadFieldError(name)
    return tuple((int(year), people) for year, people in table.items())
