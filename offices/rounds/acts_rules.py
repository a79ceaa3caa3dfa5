"""The rules of a round: what the register asks, what the office asks, and what binds a solve."""

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from matching.constraints.declared import Rules
from matching.constraints.errors import Finding
from matching.market.declared import market_of
from models.audit import record_event
from models.enums import RoundState
from models.scopes import in_scope
from models.tables.people import Person
from models.tables.rounds import Round, Snapshot
from models.tables.vacancies import Employer, Vacancy
from models.values import Actor, Permission
from offices.rounds.acts_opening import find_round, lock_round, newest_snapshot
from offices.rounds.acts_reading import in_chunks, within
from offices.rounds.acts_snapshot import snapshot_columns, snapshot_rules
from offices.rounds.errors import NoSnapshotError, RoundPublishedError
from offices.rounds.rules_families import SETTING, RegisterFamily, families_in
from offices.rounds.rules_file import (
    Floor,
    LeftOut,
    RulesFile,
    RulesFileError,
    read_rules_file,
)
from offices.rounds.rules_floors import Traits, floor_rules, needs_traits
from offices.rounds.rules_in_force import NOTHING_IN_FORCE, InForce, rules_in_force, usable
from offices.rounds.rules_stored import keys_of
from offices.rounds.solving import weights_in

EMPTY_FILE = ""


@dataclass(frozen=True, slots=True)
class RoundRules:
    """The rules of a round as it stands.

    Parameters
    ----------
    families
        Families of the register that it uses.
    found
        What the newest snapshot found of every family, empty before there is one.
    file
        What the office's file says.
    text
        The file, empty if the office handed none in.
    """

    families: tuple[RegisterFamily, ...]
    found: Mapping[str, Any]
    file: RulesFile
    text: str


def round_rules(session: Session, actor: Actor, round_code: str) -> RoundRules:
    """Gives the rules of a round, before its first snapshot too."""
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    text = opened.rules or EMPTY_FILE
    found: Mapping[str, Any] = {}
    with suppress(NoSnapshotError):
        found = newest_snapshot(session, opened).counts.get("rules") or {}
    return RoundRules(families_in(opened.settings), found, read_rules_file(text), text)


def set_rules(
    session: Session, actor: Actor, round_code: str, content: str, *, now: dt.datetime
) -> RoundRules:
    """Takes an office's file of rules for a round in place of the one before; empty for none.

    Raises
    ------
    RoundPublishedError
        If the round's lists are published.
    RulesFileError
        If the file cannot be read, or names somebody or something that is not registered here.
    RulesError
        If its rules cannot be kept in the frozen round: what collides.
    """
    opened = find_round(session, actor, Permission.ROUNDS_RUN, round_code)
    lock_round(session, opened)
    if opened.state == RoundState.PUBLISHED.value:
        raise RoundPublishedError(round=round_code)
    file = read_rules_file(content)
    findings = tuple(_unknown(session, actor, opened, file))
    if findings:
        raise RulesFileError(findings)
    if file.from_register is not None:
        families = [family.value for family in file.from_register]
        opened.settings = {**opened.settings, SETTING: families}
    opened.rules = content or None
    session.flush()
    _check(session, actor, opened, file)
    details = {
        "sha256": sha256(content.encode()).hexdigest(),
        "rules": len(keys_of(file.rules)) + len(file.floors),
        "left_out": len(file.left_out),
        "from_register": opened.settings.get(SETTING, []),
    }
    record_event(session, actor, "rules.set", round_code, at=now, details=details)
    return round_rules(session, actor, round_code)


def rules_for_solve(session: Session, actor: Actor, opened: Round, snapshot: Snapshot) -> InForce:
    """Gives what binds a solve of a snapshot, floors counted in its pool."""
    families = families_in(opened.settings)
    if not opened.rules and not families:
        return NOTHING_IN_FORCE
    file = read_rules_file(opened.rules or EMPTY_FILE)
    register = snapshot_rules(session, actor, snapshot.id)
    if not file.floors and not file.rules.rooms:
        return rules_in_force(register, families, file, Rules(), ())
    data = snapshot_columns(session, actor, snapshot.id)
    traits = _traits(session, actor, opened, file.floors)
    floors = Rules(floors=floor_rules(file.floors, data, traits))
    employers = np.unique(data.vacancies.employer).tolist()
    return rules_in_force(register, families, file, floors, employers)


def _check(session: Session, actor: Actor, opened: Round, file: RulesFile) -> None:
    """Refuses rules that the newest snapshot cannot keep; before one there is nothing to hold."""
    try:
        snapshot = newest_snapshot(session, opened)
    except NoSnapshotError:
        return
    data = snapshot_columns(session, actor, snapshot.id)
    known = set(keys_of(snapshot_rules(session, actor, snapshot.id).of(RegisterFamily)))
    findings = tuple(_not_asked(file.left_out, known))
    if findings:
        raise RulesFileError(findings)
    in_force = rules_for_solve(session, actor, opened, snapshot)
    usable(data, market_of(data, weights_in(opened.settings)), in_force)


def _not_asked(left_out: Iterable[LeftOut], known: set[str]) -> Iterable[Finding]:
    for position, one in enumerate(left_out, 1):
        if one.rule not in known:
            facts = {"field": "rule", "value": one.rule}
            yield Finding("rules_file.no_such_rule", (f"leave_out {position}",), facts)


def _traits(session: Session, actor: Actor, opened: Round, floors: tuple[Floor, ...]) -> Traits:
    if not needs_traits(floors):
        return Traits({}, {})
    rows = session.execute(
        select(Person.id, Person.health, Person.ethnicity).where(
            in_scope(actor, Person.path), within(Person.path, opened.path)
        )
    ).all()
    return Traits({row[0]: row[1] or "" for row in rows}, {row[0]: row[2] or "" for row in rows})


def _unknown(session: Session, actor: Actor, opened: Round, file: RulesFile) -> Iterable[Finding]:
    """Finds numbers of people, vacancies and employers that this office does not know."""
    rules = file.rules
    people = {
        *((group.key, person) for group in rules.together for person in group.people),
        *((home.key, person) for home in rules.stay_home for person in home.people),
        *((one.key, one.person) for one in rules.decided),
        *((floor.key, person) for floor in file.floors for person in floor.people),
    }
    posts = {
        *((batch.key, vacancy) for batch in rules.batches for vacancy in batch.vacancies),
        *((one.key, one.vacancy) for one in rules.decided),
    }
    employers = {
        *((line.key, line.employer) for line in rules.rooms),
        *((quota.key, employer) for quota in rules.quotas for employer in quota.employers),
    }
    in_region = (in_scope(actor, Person.path), within(Person.path, opened.path))
    received = (in_scope(actor, Vacancy.received_path),)
    for code, asked, column, conditions in (
        ("no_such_person", people, Person.id, in_region),
        ("no_such_vacancy", posts, Vacancy.id, received),
        ("no_such_employer", employers, Employer.id, ()),
    ):
        known = _known(session, column, {number for _, number in asked}, conditions)
        for key, number in sorted(asked):
            if number not in known:
                yield Finding(f"rules_file.{code}", (key,), {"number": number})


def _known(
    session: Session,
    column: InstrumentedAttribute[int],
    numbers: set[int],
    conditions: tuple[Any, ...],
) -> set[int]:
    found: set[int] = set()
    for chunk in in_chunks(sorted(numbers)):
        found |= set(session.scalars(select(column).where(column.in_(chunk), *conditions)))
    return found
