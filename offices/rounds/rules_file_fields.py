"""What each section of a rules file may say, and how its values are read."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from matching.constraints.declared import QuotaKind, Site
from offices.rounds.numbering import day_number
from regions.gazetteer import load_gazetteer
from regions.places import UnknownDivisionError

FEN_PER_YUAN = 100

IDENTITY_DIGITS = 15
"""Numbers this long are identity numbers; ours have fewer digits."""


class BadValueError(ValueError):
    """A value that cannot be taken; the argument is the code of what is wrong."""


class Who(StrEnum):
    """People whom a floor may name without listing them."""

    WOMEN = "women"
    MINORITIES = "minorities"
    OVER_50 = "over_50"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a section.

    Parameters
    ----------
    read
        Turns the TOML value into ours.
    target
        Its name in the rule; empty for the same.
    is_needed
        Whether it may not be left out.
    """

    read: Callable[[Any], Any]
    target: str = ""
    is_needed: bool = True


def number(value: object) -> int:
    """Reads a number of ours: of a person, a vacancy or an employer."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadValueError("not_a_number")
    if len(str(value)) >= IDENTITY_DIGITS:
        raise BadValueError("identity_number")
    return value


def numbers(value: object) -> tuple[int, ...]:
    """Reads a list of our numbers, each once."""
    if not isinstance(value, list) or not value:
        raise BadValueError("not_a_list")
    found = tuple(number(one) for one in value)
    if len(set(found)) < len(found):
        raise BadValueError("twice")
    return found


def pair_or_more(value: object) -> tuple[int, ...]:
    """Reads people who go together: at least two."""
    found = numbers(value)
    if len(found) == 1:
        raise BadValueError("one_person")
    return found


def count(value: object) -> int:
    """Reads a whole number of at least 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadValueError("not_a_count")
    return value


def at_least_one(value: object) -> int:
    """Reads a whole number of at least 1."""
    if count(value) == 0:
        raise BadValueError("not_a_count")
    return count(value)


def difference(value: object) -> int:
    """Reads a whole number of any sign."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValueError("not_whole")
    return value


def fen(value: object) -> int:
    """Reads an amount of yuan, at least 0 and no finer than a fen, as fen."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise BadValueError("not_yuan")
    found = round(value * FEN_PER_YUAN)
    if value < 0 or abs(found - value * FEN_PER_YUAN) > 1e-6:
        raise BadValueError("not_yuan")
    return found


def place(value: object) -> str:
    """Reads the code of a division of today."""
    try:
        return load_gazetteer().place(str(value)).code
    except UnknownDivisionError as error:
        raise BadValueError("no_such_place") from error


def places(value: object) -> tuple[str, ...]:
    """Reads a list of codes of divisions."""
    if not isinstance(value, list) or not value:
        raise BadValueError("not_a_list")
    return tuple(place(one) for one in value)


def day(value: object) -> int:
    """Reads a day as days since 1970-01-01."""
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise BadValueError("not_a_day")
    return day_number(value)


def yes_or_no(value: object) -> bool:
    """Reads true or false."""
    if not isinstance(value, bool):
        raise BadValueError("not_yes_or_no")
    return value


def text(value: object) -> str:
    """Reads a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise BadValueError("not_a_text")
    return value.strip()


def one_of(kind: type[StrEnum]) -> Callable[[object], StrEnum]:
    """Reads a coded value."""

    def read(value: object) -> StrEnum:
        try:
            return kind(str(value))
        except ValueError as error:
            raise BadValueError(f"not_{kind.__name__.lower()}") from error

    return read


def _maybe(read: Callable[[Any], Any], target: str = "") -> Field:
    return Field(read, target, is_needed=False)


SECTIONS: Mapping[str, Mapping[str, Field]] = {
    "together": {
        "people": Field(pair_or_more),
        "site": _maybe(one_of(Site)),
        "needs_room": _maybe(yes_or_no),
    },
    "rooms": {"employer": Field(number), "rooms": Field(count)},
    "stay_home": {"people": Field(numbers), "leave": Field(count)},
    "batch": {"vacancies": Field(numbers), "least": Field(at_least_one)},
    "trip": {
        "origin": Field(place),
        "destination": Field(place),
        "seats": Field(at_least_one),
        "least": Field(at_least_one),
        "vehicles": Field(count),
        "saving": Field(count),
        "cost": Field(count),
        "departs": _maybe(day),
    },
    "quota": {
        "kind": Field(one_of(QuotaKind)),
        "origin": _maybe(place),
        "destination": _maybe(place),
        "employers": _maybe(numbers),
        "least": _maybe(count),
        "most": _maybe(count),
    },
    "concentration": {"most": Field(at_least_one)},
    "reciprocity": {
        "one": Field(place),
        "other": Field(place),
        "before": Field(difference),
        "most_apart": Field(count),
    },
    "pin": {"person": Field(number), "vacancy": Field(number)},
    "standing": {"person": Field(number), "vacancy": Field(number)},
    "ban": {"person": Field(number), "vacancy": Field(number)},
    "override": {"person": Field(number), "vacancy": Field(number), "note": Field(text)},
    "floor": {
        "people": _maybe(numbers),
        "who": _maybe(one_of(Who)),
        "homes": _maybe(places),
        "least": Field(count),
    },
    "own_best": {"most_below": Field(count)},
    "budget": {
        "most_yuan": Field(fen, "most_fen"),
        "yuan_per_km": _maybe(fen, "fen_per_km"),
        "yuan_per_person": _maybe(fen, "fen_per_person"),
        "origin": _maybe(place),
        "destination": _maybe(place),
    },
    "leave_out": {"rule": Field(text), "note": Field(text)},
}
"""The fields of every section, in the order in which the documentation tells of them."""
