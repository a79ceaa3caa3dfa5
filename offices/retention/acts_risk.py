"""Who at work may leave soon, by the office that looks after the work place."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.market.stays import CAUSES
from matching.retention.model import RetentionModel
from matching.watching.risk import Risks, risks_of
from models.enums import OfficeKind
from models.tables.vacancies import Employer
from models.values import Actor, Permission
from offices.directory.acts import OfficeInForce, offices_in_force, responsible_office
from offices.retention.acts import StoredModel, current_model
from offices.retention.acts_stays import CHINA, read_stays
from offices.retention.board_at_work import at_work_of
from offices.retention.frames import AsOf
from offices.retention.measures import measures_in_force
from offices.retention.stays import KnownStays

OFFICES = (OfficeKind.DESTINATION_STATION, OfficeKind.LIAISON, OfficeKind.EXPORT)
"""Who looks after a work place, the first that there is."""


@dataclass(frozen=True, slots=True)
class RiskLine:
    """Somebody at work.

    Parameters
    ----------
    person
        The person's number.
    office
        Name of the office that looks after the work place, empty if none does.
    since
        First day of the stay; the middle of the month where only that is known.
    seen
        Month since the year 0 in which the stay was last known to go on.
    leaves
        Chance to leave within the next 30, 60 and 90 days.
    cause, share
        The most likely group of causes, and its share among those who leave.
    measure
        Code of what fits it.
    """

    person: int
    office: str
    since: dt.date
    seen: int
    leaves: tuple[float, float, float]
    cause: str
    share: float
    measure: str


@dataclass(frozen=True, slots=True)
class RiskBoard:
    """Everybody at work, the highest chance to leave within 90 days first.

    Parameters
    ----------
    on
        The day asked about.
    version, cut_off, cases
        Of the model.
    lines
        One per person.
    """

    on: dt.date
    version: str
    cut_off: dt.date
    cases: int
    lines: tuple[RiskLine, ...]


def risk_board(
    session: Session, actor: Actor, path: str, on: dt.date, *, now: dt.datetime
) -> RiskBoard:
    """Predicts for everybody of a region at work on a day whether they leave soon, and why.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds, or the path lies outside the actor's scope.
    """
    actor.require(Permission.ROUNDS_RUN, path)
    stored = current_model(session, actor, path, on, now=now)
    known = read_stays(session, actor, path, AsOf(on, now.astimezone(CHINA).date()))
    risks = _risks(stored.model, known, on)
    offices = offices_at_work(offices_in_force(session, on), known, path)
    lines = [
        RiskLine(
            person=person,
            office=office,
            since=since,
            seen=seen,
            leaves=(leaves[0], leaves[1], leaves[2]),
            cause=CAUSES[cause - 1],
            share=share,
            measure=measure,
        )
        for person, office, since, seen, leaves, cause, share, measure in zip(
            known.at_work.person.tolist(),
            offices,
            known.at_work_on["since"].to_list(),
            known.at_work_on["until"].to_list(),
            risks.leaves.tolist(),
            risks.cause.tolist(),
            risks.cause_share.tolist(),
            risks.measure.tolist(),
            strict=True,
        )
    ]
    lines.sort(key=lambda line: (-line.leaves[2], line.person))
    return _board(stored, on, lines)


def employer_names(session: Session, actor: Actor, employers: Sequence[int]) -> dict[int, str]:
    """Gives the names of employers."""
    actor.require(Permission.ROUNDS_READ)
    rows = session.execute(select(Employer.id, Employer.name).where(Employer.id.in_(employers)))
    return {key: name for key, name in rows}  # noqa: C416 (a Result is not a mapping's argument)


def _board(stored: StoredModel, on: dt.date, lines: Sequence[RiskLine]) -> RiskBoard:
    return RiskBoard(on, stored.version, stored.cut_off, stored.model.cases, tuple(lines))


def _risks(model: RetentionModel, known: KnownStays, on: dt.date) -> Risks:
    measures = measures_in_force(on)
    return risks_of(at_work_of(model, known, on), [measures[cause].code for cause in CAUSES])


def offices_at_work(offices: Sequence[OfficeInForce], known: KnownStays, path: str) -> list[str]:
    """Names for each person the office that looks after the work place."""
    names = [_office(offices, place, path) for place in known.places]
    unknown = _office(offices, "", path)
    return [names[at] if at >= 0 else unknown for at in known.at_work.work_place.tolist()]


def _office(offices: Sequence[OfficeInForce], place: str, path: str) -> str:
    for kind in OFFICES:
        where = path if kind is OfficeKind.EXPORT else place
        found = responsible_office(offices, where, [kind.value])
        if found is not None:
            return found.name
    return ""
