"""What fits a group of causes: the step, and the kind of office that takes it."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.enums import OfficeKind

FILE = Path(__file__).parent / "data" / "measures.toml"


@dataclass(frozen=True, slots=True)
class Measure:
    """A step against a group of causes; the file says that it is a proposal."""

    group: str
    code: str
    by: OfficeKind


@cache
def measures_in_force(on: dt.date, path: Path = FILE) -> Mapping[str, Measure]:
    """Reads the measures in force on a day, by group of causes; of several the newest."""
    entries = [
        entry
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["measure"]
        if entry["valid_from"] <= on <= entry.get("valid_to", dt.date.max)
    ]
    entries.sort(key=lambda entry: entry["valid_from"])
    return {
        entry["group"]: Measure(entry["group"], entry["code"], OfficeKind(entry["by"]))
        for entry in entries
    }
