"""Dated parameters of the standings, read from their file."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

from models.errors import AppError

FILE = Path(__file__).parent / "data" / "standings.toml"


class NoParameterInForceError(AppError):
    """A dated parameter has no value on the policy date."""

    code = "rounds.no_parameter_in_force"


@dataclass(frozen=True, slots=True)
class StandingRules:
    """What the standings of one policy date depend on.

    Parameters
    ----------
    minimum_age_years
        Full years from which a person may work.
    clause
        The clause that says so.
    """

    minimum_age_years: int
    clause: str


def standing_rules(policy_date: dt.date, path: Path = FILE) -> StandingRules:
    """Gives the parameters in force on a policy date.

    Raises
    ------
    NoParameterInForceError
        If the file has none for the day.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    in_force = [
        entry
        for entry in content["minimum_age"]
        if entry["valid_from"] <= policy_date <= entry.get("valid_to", dt.date.max)
    ]
    if not in_force:
        raise NoParameterInForceError(parameter="minimum_age", on=policy_date.isoformat())
    latest = max(in_force, key=lambda entry: entry["valid_from"])
    return StandingRules(latest["years"], latest["clause"])
