"""Directory files: offices, officers, pairs, quotas and minimum wages as plain values."""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from models.enums import OfficeKind, PairKind
from models.errors import AppError
from offices.directory.fields import (
    BadFieldError,
    coded,
    entries,
    needed,
    optional,
    people_by_year,
    texts,
)

DATA = Path(__file__).parent / "data"


class DirectoryFileError(AppError):
    """A directory file says something that cannot be."""

    code = "directory.bad_entry"


@dataclass(frozen=True, slots=True)
class OfficerEntry:
    """A named officer of an office."""

    name: str
    phone: str | None
    is_lead: bool


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """An office with its dates, the places it looks after and its officers."""

    code: str
    kind: OfficeKind
    name: str
    division: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_sample: bool
    places: tuple[str, ...]
    officers: tuple[OfficerEntry, ...]


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A partner pair with its dates and its quota of people by year."""

    kind: PairKind
    origin: str
    destination: str
    agreement: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_sample: bool
    quotas: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WageEntry:
    """A place's monthly minimum wage, in fen, with its document."""

    division: str
    fen_per_month: int
    valid_from: dt.date
    valid_to: dt.date | None
    document: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that one directory file says."""

    offices: tuple[OfficeEntry, ...]
    pairs: tuple[PairEntry, ...]
    minimum_wages: tuple[WageEntry, ...]


Made = TypeVar("Made", OfficeEntry, PairEntry, WageEntry)


def read_directory(paths: Sequence[Path]) -> Directory:
    """Reads directory files (TOML with ``[[office]]``, ``[[pair]]``, ``[[minimum_wage]]``).

    Raises
    ------
    DirectoryFileError
        If a file is no TOML, or an entry lacks a field, holds a wrong one or ends before it begins.
    """
    offices: list[OfficeEntry] = []
    pairs: list[PairEntry] = []
    wages: list[WageEntry] = []
    for path in paths:
        content = _content(path)
        for number, entry in enumerate(content.get("office", []), start=1):
            offices.append(_checked(_office, entry, path, f"office {number}"))
        for number, entry in enumerate(content.get("pair", []), start=1):
            pairs.append(_checked(_pair, entry, path, f"pair {number}"))
        for number, entry in enumerate(content.get("minimum_wage", []), start=1):
            wages.append(_checked(_wage, entry, path, f"minimum_wage {number}"))
    return Directory(tuple(offices), tuple(pairs), tuple(wages))


def shipped_directory() -> Directory:
    """Gives what comes with the program: the liaison offices and the expired real pairs."""
    return read_directory([DATA / "offices.toml", DATA / "pairs.toml"])


def _content(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # no TOML, or no UTF-8
        raise DirectoryFileError(file=path.name, entry="-", field=str(error)) from error


def _checked(
    make: Callable[[Mapping[str, Any]], Made], entry: Mapping[str, Any], path: Path, where: str
) -> Made:
    try:
        made = make(entry)
        if made.valid_to is not None and made.valid_to < made.valid_from:
            raise BadFieldError("valid_to")
    except BadFieldError as error:
        raise DirectoryFileError(file=path.name, entry=where, field=error.args[0]) from error
    return made


def _office(entry: Mapping[str, Any]) -> OfficeEntry:
    return OfficeEntry(
        code=needed(entry, "code", str),
        kind=coded(entry, "kind", OfficeKind),
        name=needed(entry, "name", str),
        division=needed(entry, "division", str),
        valid_from=needed(entry, "valid_from", dt.date),
        valid_to=optional(entry, "valid_to", dt.date),
        is_sample=needed(entry, "is_sample", bool),
        places=texts(entry, "places"),
        officers=tuple(_officer(officer) for officer in entries(entry, "officer")),
    )


def _officer(entry: Mapping[str, Any]) -> OfficerEntry:
    try:
        return OfficerEntry(
            name=needed(entry, "name", str),
            phone=optional(entry, "phone", str),
            is_lead=needed(entry, "is_lead", bool),
        )
    except BadFieldError as error:
        raise BadFieldError(f"officer.{error.args[0]}") from error


def _pair(entry: Mapping[str, Any]) -> PairEntry:
    return PairEntry(
        kind=coded(entry, "kind", PairKind),
        origin=needed(entry, "origin", str),
        destination=needed(entry, "destination", str),
        agreement=needed(entry, "agreement", str),
        valid_from=needed(entry, "valid_from", dt.date),
        valid_to=optional(entry, "valid_to", dt.date),
        is_sample=needed(entry, "is_sample", bool),
        quotas=people_by_year(entry, "quotas"),
    )


def _wage(entry: Mapping[str, Any]) -> WageEntry:
    fen = needed(entry, "fen_per_month", int)
    if fen <= 0:
        raise BadFieldError("fen_per_month")
    return WageEntry(
        division=needed(entry, "division", str),
        fen_per_month=fen,
        valid_from=needed(entry, "valid_from", dt.date),
        valid_to=optional(entry, "valid_to", dt.date),
        document=needed(entry, "document", str),
    )
