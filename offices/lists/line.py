"""What a line of a list is, and the hash of a whole edition."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Layer(StrEnum):
    """The parts of the lists: the task list has two, the others one each."""

    QUOTA = "quota"
    NAMES = "names"
    STABILITY = "stability"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Owner:
    """The office that answers for a line, and its officer if one is named."""

    office_id: int
    office_name: str
    office_kind: str
    officer_id: int | None
    officer_name: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line, as it is frozen.

    Parameters
    ----------
    layer
        Part of the list.
    path
        Region path of the person or township the line is about.
    person_id
        The person, if the line is about one.
    owner
        Who answers for it.
    due_on
        Until when.
    data
        The columns by name: codes, figures and names; identity numbers and phones masked. Fit for
        JSON: dates as ISO text, money in fen.
    """

    layer: Layer
    path: str
    person_id: int | None
    owner: Owner
    due_on: dt.date | None
    data: Mapping[str, Any]


def lines_hash(lines: Sequence[Line]) -> str:
    """Gives the SHA-256 over all lines in their order, in hexadecimal."""
    digest = hashlib.sha256()
    for line in lines:
        content = [
            line.layer.value,
            line.path,
            line.person_id,
            line.owner.office_id,
            line.owner.officer_id,
            None if line.due_on is None else line.due_on.isoformat(),
            line.data,
        ]
        digest.update(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def iso(day: dt.date | None) -> str | None:
    """Writes a date for JSON."""
    return None if day is None else day.isoformat()
