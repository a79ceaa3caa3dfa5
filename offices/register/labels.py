"""Labels of code lists to coded values."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from models.enums import Health
from offices.register.clean import is_blank, without_spaces
from offices.register.datafiles import read_data
from offices.register.parsed import Flawed, Read
from offices.workbooks.book import CellValue

Code = TypeVar("Code", bound=StrEnum)
Taken = TypeVar("Taken")
NUMBERED = re.compile(r"^\d{1,2}[.、:_-]?(?=\D)")
PARTS = re.compile(r"[、,;/|\n]+")
LONGEST_SHOWN = 30


@lru_cache(maxsize=32)
def value_by_label(name: str) -> Mapping[str, str]:
    """Gives a code list's values by label, as labels compare: without spaces, upper case."""
    return {
        without_spaces(label).upper(): value
        for value, labels in read_data("codes")[name].items()
        for label in labels
    }


def find_label(name: str, text: str) -> str | None:
    """Finds the value of a label, with or without a number in front of it."""
    labels = value_by_label(name)
    plain = text.upper()
    return labels.get(plain) or labels.get(NUMBERED.sub("", plain))


def label_reader(name: str, codes: type[Code]) -> Callable[[CellValue], Read[Code | None]]:
    """Makes the reader of one code list."""

    def read(value: CellValue) -> Read[Code | None]:
        text = without_spaces(value)
        found = find_label(name, text) if text else None
        if found is not None:
            return codes(found)
        return None if is_blank(text) else unknown_label(text, None)

    return read


def unknown_label(text: str, taken: Taken) -> Flawed[Taken]:
    """Tells which label is in no list, and what is taken in its place."""
    return Flawed(taken, "code.unknown", {"label": text[:LONGEST_SHOWN]})


def read_yes_no(value: CellValue) -> Read[bool | None]:
    """Reads yes or no."""
    if isinstance(value, bool):
        return value
    text = without_spaces(value)
    found = find_label("yes_no", text) if text else None
    if found is not None:
        return found == "yes"
    return None if is_blank(text) else unknown_label(text, None)


def read_health(value: CellValue) -> Read[str | None]:
    """Reads one or several states of health; sorted and joined by commas, whatever their order."""
    text = without_spaces(value)
    if is_blank(text):
        return None
    parts = [part for part in PARTS.split(text) if part]
    found = [find_label("health", part) for part in parts]
    unknown = [part for part, code in zip(parts, found, strict=True) if code is None]
    known = ",".join(sorted({Health(code) for code in found if code is not None})) or None
    if unknown:
        return unknown_label(unknown[0], known)
    return known


def read_parts(value: CellValue) -> tuple[str, ...]:
    """Splits a cell that lists several things."""
    text = without_spaces(value)
    if is_blank(text):
        return ()
    return tuple(dict.fromkeys(part for part in PARTS.split(text) if not is_blank(part)))
