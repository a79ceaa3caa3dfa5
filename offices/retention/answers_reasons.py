"""Why an offer was returned: the codes in force on a day, and whose answer each is."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.market.answers import CAUSES
from offices.register.clean import without_spaces
from offices.retention.reasons import NUMBERED, NoReasonsInForceError

FILE = Path(__file__).parent / "data" / "refusal_reasons.toml"


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """One reason.

    Parameters
    ----------
    code
        Two digits.
    group
        What the person said, one of ``CAUSES``; None if it is no answer of theirs.
    """

    code: str
    group: str | None

    @property
    def cause(self) -> int | None:
        """The number of the group as the model counts causes, from 1."""
        return None if self.group is None else CAUSES.index(self.group) + 1


@dataclass(frozen=True, slots=True)
class RefusalReasons:
    """The reasons in force on a day, by code and by what offices write."""

    by_code: Mapping[str, RefusalReason]
    by_label: Mapping[str, RefusalReason]

    def read(self, text: str | None) -> RefusalReason | None:
        """Gives the reason of a code, a label or both; None where nothing stands or is known."""
        plain = without_spaces(text or "").upper()
        numbered = NUMBERED.match(plain)
        if numbered and numbered[1].zfill(2) in self.by_code:
            return self.by_code[numbered[1].zfill(2)]
        return self.by_label.get(plain)


@cache
def refusals_in_force(on: dt.date, path: Path = FILE) -> RefusalReasons:
    """Reads the reasons in force on a day; of several of one code the newest.

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
    by_code: dict[str, RefusalReason] = {}
    by_label: dict[str, RefusalReason] = {}
    for entry in sorted(entries, key=lambda entry: entry["valid_from"]):
        reason = RefusalReason(entry["code"], entry.get("group"))
        by_code[reason.code] = reason
        by_label |= {without_spaces(label).upper(): reason for label in entry["labels"]}
    return RefusalReasons(by_code, by_label)
