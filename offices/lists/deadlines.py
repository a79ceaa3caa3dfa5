"""Until when townships report back and names are answered."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

from models.errors import AppError

FILE = Path(__file__).parent / "data" / "deadlines.toml"


class NoDeadlineInForceError(AppError):
    """No deadlines are in force on the policy date."""

    code = "lists.no_deadline_in_force"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines of one round."""

    report_on: dt.date
    answer_on: dt.date


def deadlines_of(policy_date: dt.date, path: Path = FILE) -> Deadlines:
    """Reads the deadlines in force on a policy date.

    Raises
    ------
    NoDeadlineInForceError
        If the file has none for the day.
    """
    entries = [
        entry
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["deadline"]
        if entry["valid_from"] <= policy_date <= entry.get("valid_to", dt.date.max)
    ]
    if not entries:
        raise NoDeadlineInForceError(on=policy_date.isoformat())
    latest = max(entries, key=lambda entry: entry["valid_from"])
    return Deadlines(
        policy_date + dt.timedelta(days=latest["report_days"]),
        policy_date + dt.timedelta(days=latest["answer_days"]),
    )
