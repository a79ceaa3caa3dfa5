"""The rules of the responsibility list: who owes what, by when, counted how, by which item."""

import calendar
import datetime as dt
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.errors import AppError

FILE = Path(__file__).parent / "data" / "duties.toml"
MONTHS_A_QUARTER = 3


class Link(StrEnum):
    """The four links 识别, 对接, 稳岗, 服务."""

    IDENTIFICATION = "identification"
    MATCHING = "matching"
    STABILITY = "stability"
    SERVICE = "service"


class Side(StrEnum):
    """Who leads a duty."""

    ORIGIN = "origin"
    TOWNSHIP = "township"
    DESTINATION = "destination"
    LIAISON = "liaison"


class Measure(StrEnum):
    """What is counted for a duty."""

    SURVEYED = "surveyed"
    REGISTER_ANSWERED = "register_answered"
    RECORDS_COMPLETE = "records_complete"
    OFFERS_DECIDED = "offers_decided"
    QUOTA_CONFIRMED = "quota_confirmed"
    NAMES_ANSWERED = "names_answered"
    OFFERS_IN_AREA = "offers_in_area"
    VISITED = "visited"
    ARRIVED = "arrived"
    AT_WORK_IN_AREA = "at_work_in_area"
    HOUSEHOLDS_SERVED = "households_served"
    OFFERED = "offered"
    RECEIVED = "received"


class BadDutyError(AppError):
    """The duties' file says something that cannot be."""

    code = "lists.bad_duty"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty.

    Parameters
    ----------
    code
        Stable code; its words stand in the catalogue.
    link, side
        Which link it belongs to and who leads it.
    partners
        Who helps.
    measure
        What is counted.
    days
        Days after the policy date until when, or None with ``ends``.
    ends
        ``quarter`` or ``year``: due at its end.
    basis
        Document and item.
    """

    code: str
    link: Link
    side: Side
    partners: tuple[Side, ...]
    measure: Measure
    days: int | None
    ends: str | None
    basis: str

    def due_on(self, policy_date: dt.date) -> dt.date:
        """Gives the day until when it is due for a round."""
        if self.days is not None:
            return policy_date + dt.timedelta(days=self.days)
        if self.ends == "year":
            return dt.date(policy_date.year, 12, 31)
        month = -(-policy_date.month // MONTHS_A_QUARTER) * MONTHS_A_QUARTER
        last = calendar.monthrange(policy_date.year, month)[1]
        return dt.date(policy_date.year, month, last)


def duties_in_force(policy_date: dt.date, path: Path = FILE) -> tuple[Duty, ...]:
    """Reads the duties in force on a day, in the file's order.

    Raises
    ------
    BadDutyError
        If an entry lacks a field, has an unknown code, or no date.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _duty(entry, number, content["document"])
        for number, entry in enumerate(content["duty"], start=1)
        if entry["valid_from"] <= policy_date <= entry.get("valid_to", dt.date.max)
    )


def _duty(entry: dict[str, Any], number: int, document: str) -> Duty:
    try:
        duty = Duty(
            code=entry["code"],
            link=Link(entry["link"]),
            side=Side(entry["side"]),
            partners=tuple(Side(partner) for partner in entry["partners"]),
            measure=Measure(entry["measure"]),
            days=entry.get("days"),
            ends=entry.get("ends"),
            basis=document + entry["item"],
        )
    except (KeyError, ValueError) as error:
        raise BadDutyError(entry=number, field=str(error)) from error
    if (duty.days is None) == (duty.ends not in {"quarter", "year"}):
        raise BadDutyError(entry=number, field="days")
    return duty
