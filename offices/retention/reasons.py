"""Why people leave: the codes in force on a day, and the code of what an office wrote."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.market.stays import CAUSES
from models.errors import AppError
from offices.register.clean import is_blank, without_spaces

FILE = Path(__file__).parent / "data" / "leave_reasons.toml"

OTHER = "25"
"""The code of a reason that is in no list."""

UNKNOWN_GROUP = "unknown"

NUMBERED = re.compile(r"^(\d{1,2})(?:[.、:_-]?(?=\D)|$)")
"""A code of one or two digits, alone or before its words."""


class NoReasonsInForceError(AppError):
    """No list of leave reasons is in force on a day."""

    code = "retention.no_reasons_in_force"


@dataclass(frozen=True, slots=True)
class LeaveReason:
    """One reason.

    Parameters
    ----------
    code
        Two digits.
    group
        The group of causes, one of ``CAUSES``.
    is_no_failure
        Whether the person is at work afterwards.
    is_season
        Whether it is a break after which people usually return.
    """

    code: str
    group: str
    is_no_failure: bool
    is_season: bool

    @property
    def cause(self) -> int:
        """The number of the group as the model counts causes, from 1."""
        return CAUSES.index(self.group) + 1


@dataclass(frozen=True, slots=True)
class LeaveReasons:
    """The reasons in force on a day, by code, and the codes by what offices write."""

    by_code: Mapping[str, LeaveReason]
    code_by_label: Mapping[str, str]

    def read(self, text: str | None) -> str | None:
        """Gives the code of a code, a label or both; None where nothing stands or is known."""
        plain = without_spaces(text or "").upper()
        numbered = NUMBERED.match(plain)
        if numbered and numbered[1].zfill(2) in self.by_code:
            return numbered[1].zfill(2)
        return self.code_by_label.get(plain)


@cache
def reasons_in_force(on: dt.date, path: Path = FILE) -> LeaveReasons:
    """Reads the reasons in force on a day.

    Raises
    ------
    NoReasonsInForceError
        If the file has none for the day.
    """
    entries = [
        entry
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["reason"]
        if entry["valid_from"] <= on <= entry.get("valid_to", dt.date.max)
    ]
    if not entries:
        raise NoReasonsInForceError(on=on.isoformat())
    entries.sort(key=lambda entry: entry["valid_from"])
    return LeaveReasons(
        {
            entry["code"]: LeaveReason(
                code=entry["code"],
                group=entry["group"],
                is_no_failure=entry.get("is_no_failure", False),
                is_season=entry.get("is_season", False),
            )
            for entry in entries
        },
        {
            without_spaces(label).upper(): entry["code"]
            for entry in entries
            for label in entry["labels"]
        },
    )


def is_said(text: str | None) -> bool:
    """Tells whether anything stands where a reason is asked for."""
    return not is_blank(without_spaces(text or ""))
