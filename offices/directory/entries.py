"""Directory files: offices, officers, pairs, quotas and minimum wages as plain values."""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from models.enums import OfficeKind, PairKind
from models.errors import AppError

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


Entry = TypeVar("Entry", OfficeEntry, PairEntry, WageEntry)


def read_directory(paths: Sequence[Path]) -> Directory:
    """Reads directory files (TOML with ``[[office]]``, ``[[pair]]``, ``[[minimum_wage]]``).

    Raises
    ------
    DirectoryFileError
        If an entry lacks a field, or its dates run backwards.
    """
    offices: list[OfficeEntry] = []
    pairs: list[PairEntry] = []
    wages: list[WageEntry] = []
    for path in paths:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
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


def _checked(
    make: Callable[[Mapping[str, Any]], Entry], entry: Mapping[str, Any], path: Path, where: str
) -> Entry:
    try:
        made = make(entry)
    except (KeyError, ValueError) as error:
        raise DirectoryFileError(file=path.name, entry=where, field=str(error)) from error
    if made.valid_to is not None and made.valid_to < made.valid_from:
        raise DirectoryFileError(file=path.name, entry=where, field="valid_to")
    return made


def _office(entry: Mapping[str, Any]) -> OfficeEntry:
    officers = (
        OfficerEntry(officer["name"], officer.get("phone"), officer["is_lead"])
        for officer in entry.get("officer", [])
    )
    return OfficeEntry(
        code=entry["code"],
        kind=OfficeKind(entry["kind"]),
        name=entry["name"],
        division=entry["division"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        is_sample=entry["is_sample"],
        places=tuple(entry["places"]),
        officers=tuple(officers),
    )


def _pair(entry: Mapping[str, Any]) -> PairEntry:
    return PairEntry(
        kind=PairKind(entry["kind"]),
        origin=entry["origin"],
        destination=entry["destination"],
        agreement=entry["agreement"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        is_sample=entry["is_sample"],
        quotas=tuple((int(year), people) for year, people in entry.get("quotas", {}).items()),
    )


def _wage(entry: Mapping[str, Any]) -> WageEntry:
    return WageEntry(
        division=entry["division"],
        fen_per_month=entry["fen_per_month"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        document=entry["document"],
    )
