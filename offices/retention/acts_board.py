"""Reads the board of a region on a day; what it shows is worked out beside, without a database."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.columns.arrays import Ints
from matching.watching.due import NEVER
from models.scopes import in_scope
from models.tables.audit import AuditEvent
from models.tables.people import Person
from models.tables.placements import FollowUp, Placement
from models.tables.retention import RetentionModelRow
from models.tables.rounds import Round
from models.tables.vacancies import Vacancy
from models.values import Actor, Permission
from offices.directory.acts import offices_in_force
from offices.retention.acts import StoredModel, current_model, fit_models
from offices.retention.acts_risk import employer_names, offices_at_work
from offices.retention.acts_stays import CHINA, read_stays
from offices.retention.board import Board, BoardPlace, watched_from
from offices.retention.board_returns import LOOKED_BACK_DAYS, Return
from offices.retention.frames import AsOf
from offices.retention.reasons import LeaveReasons, reasons_in_force
from offices.retention.stays import EMPLOYER, WORK, KnownStays

COUNTY_DEPTH = 3
"""Codes in the path of a county."""


def board_places(session: Session, actor: Actor) -> tuple[BoardPlace, ...]:
    """Gives the counties of the actor's scope in which people are registered, by path.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds.
    """
    actor.require(Permission.ROUNDS_RUN)
    registered = (
        select(Person.path, func.count()).where(in_scope(actor, Person.path)).group_by(Person.path)
    )
    people: Counter[str] = Counter()
    for path, count in session.execute(registered):
        people[_county(path)] += count
    held = select(Round.path, func.max(Round.policy_date)).where(in_scope(actor, Round.path))
    days: defaultdict[str, list[dt.date]] = defaultdict(list)
    for path, day in session.execute(held.group_by(Round.path)):
        days[_county(path)].append(day)
    return tuple(
        BoardPlace(path, people[path], max(days[path], default=None)) for path in sorted(people)
    )


def board_mark(session: Session, actor: Actor, path: str, on: dt.date) -> tuple[str, ...] | None:
    """Gives what a board rests on: versions of its models and the last act; None without a model.

    A board read under the same mark on the same day is the same.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds, or the path lies outside the actor's scope.
    """
    actor.require(Permission.ROUNDS_RUN, path)
    wanted = ((EMPLOYER, on), (WORK, on), (EMPLOYER, watched_from(on)))
    versions = [_version(session, path, kind, day) for kind, day in wanted]
    last = session.scalar(select(func.max(AuditEvent.id)))
    found = [version for version in versions if version is not None]
    return (*found, str(last)) if len(found) == len(wanted) else None


def fit_board(session: Session, actor: Actor, path: str, on: dt.date, *, now: dt.datetime) -> None:
    """Fits and stores the models that a board rests on, to what is known by now.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds, or the path lies outside the actor's scope.
    NoReasonsInForceError
        If no list of leave reasons is in force on the day.
    """
    for day in (watched_from(on), on):
        fit_models(session, actor, path, day, now=now)


def read_board(
    session: Session, actor: Actor, path: str, on: dt.date, *, now: dt.datetime
) -> Board:
    """Reads the board of the people registered at or below a path.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds, or the path lies outside the actor's scope.
    NoReasonsInForceError
        If no list of leave reasons is in force on the day.
    """
    by_kind, before = _models(session, actor, path, on, now)
    known = read_stays(session, actor, path, AsOf(on, now.astimezone(CHINA).date()))
    returned = _returned(session, actor, path, known, on)
    employers = sorted(
        {
            *known.by_outcome[EMPLOYER].employer.tolist(),
            *known.at_work.employer.tolist(),
            *(one.employer for one in returned),
        }
    )
    rounds = select(Round.id, Round.code).where(in_scope(actor, Round.path))
    return Board(
        path=path,
        on=on,
        known=known,
        by_kind=by_kind,
        before=before,
        offices=tuple(offices_at_work(offices_in_force(session, on), known, path)),
        visited=_visited(session, actor, known, on),
        returned=returned,
        employers=employer_names(session, actor, employers),
        rounds={key: code for key, code in session.execute(rounds)},  # noqa: C416 (a Result)
    )


def names_of_people(session: Session, actor: Actor, people: Sequence[int]) -> dict[int, str]:
    """Gives the names of registered people within the actor's scope.

    Raises
    ------
    NotAllowedError
        If the actor may not see rounds.
    """
    actor.require(Permission.ROUNDS_READ)
    rows = session.execute(
        select(Person.id, Person.name).where(in_scope(actor, Person.path), Person.id.in_(people))
    )
    return {key: name for key, name in rows}  # noqa: C416 (a Result is not a mapping's argument)


def _version(session: Session, path: str, kind: str, on: dt.date) -> str | None:
    return session.scalar(
        select(RetentionModelRow.version)
        .where(
            RetentionModelRow.path == path,
            RetentionModelRow.kind == kind,
            RetentionModelRow.cut_off <= on,
        )
        .order_by(RetentionModelRow.cut_off.desc(), RetentionModelRow.id.desc())
        .limit(1)
    )


def _models(
    session: Session, actor: Actor, path: str, on: dt.date, now: dt.datetime
) -> tuple[dict[str, StoredModel], StoredModel]:
    by_kind = {
        kind: current_model(session, actor, path, on, now=now, kind=kind)
        for kind in (EMPLOYER, WORK)
    }
    return by_kind, current_model(session, actor, path, watched_from(on), now=now)


def _visited(session: Session, actor: Actor, known: KnownStays, on: dt.date) -> Ints:
    """Gives the day of the last follow-up made within the present stay."""
    rows = session.execute(
        select(Placement.person_id, func.max(FollowUp.done_on))
        .join(Placement, Placement.id == FollowUp.placement_id)
        .where(in_scope(actor, Placement.path), FollowUp.done_on <= on)
        .group_by(Placement.person_id)
    )
    last = {person: day.toordinal() for person, day in rows if day is not None}
    days = np.array([last.get(person, NEVER) for person in known.at_work.person.tolist()], np.int64)
    since = [day.toordinal() for day in known.at_work_on["since"].to_list()]
    return np.where(days < np.array(since, np.int64), NEVER, days)


def _returned(
    session: Session, actor: Actor, path: str, known: KnownStays, on: dt.date
) -> tuple[Return, ...]:
    """Finds placements that ended lately, but for a planned break or other work."""
    rows = session.execute(
        select(
            Placement.person_id,
            Vacancy.employer_id,
            Placement.started_on,
            Placement.ended_on,
            Placement.leave_reason,
            func.max(FollowUp.done_on).filter(FollowUp.done_on <= on),
        )
        .join(Vacancy, Vacancy.id == Placement.vacancy_id)
        .outerjoin(FollowUp, FollowUp.placement_id == Placement.id)
        .where(
            in_scope(actor, Placement.path),
            Placement.path >= path,
            Placement.path < path[:-1] + "0",
            Placement.started_on.is_not(None),
            Placement.ended_on <= on,
            Placement.ended_on > on - dt.timedelta(days=LOOKED_BACK_DAYS),
        )
        .group_by(Placement.id, Vacancy.employer_id)
        .order_by(Placement.id)
    )
    reasons, at_work = reasons_in_force(on), set(known.at_work.person.tolist())
    return tuple(
        Return(person, employer, started, ended, visited)
        for person, employer, started, ended, reason, visited in rows
        if started is not None
        and ended is not None
        and person not in at_work
        and not _is_planned(reasons, reason)
    )


def _is_planned(reasons: LeaveReasons, said: str | None) -> bool:
    """Whether somebody is at work elsewhere or on a break, and so has not come home early."""
    found = reasons.by_code.get(reasons.read(said) or "")
    return found is not None and (found.is_no_failure or found.is_season)


def _county(path: str) -> str:
    return "/" + "/".join(path.strip("/").split("/")[:COUNTY_DEPTH]) + "/"
