"""Hands out a solved round with what the register says of people beside it, to audit it.

Sex, ethnicity, disability and home are opened for counting only; that they were is recorded. What
is asked takes longer than a transaction should stay open.
"""

import datetime as dt
from dataclasses import dataclass

import polars as pl
from sqlalchemy.orm import Session

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.columns.stays import StayColumns
from matching.market.weights import Weights
from models.audit import record_event
from models.scopes import in_scope
from models.tables.people import Person
from models.values import Actor, Permission
from offices.retention.acts_stays import CHINA, read_stays
from offices.retention.frames import AsOf
from offices.retention.stays import EMPLOYER
from offices.rounds.acts_board import frozen_plan
from offices.rounds.acts_opening import find_round
from offices.rounds.acts_reading import read_frame, stored, within
from offices.rounds.audit_labels import TRAITS
from offices.rounds.rules_file import Floor, read_rules_file
from offices.rounds.solving import weights_in


@dataclass(frozen=True, slots=True, eq=False)
class AuditedRound:
    """A round, its plan, and traits of everybody registered in its region.

    Parameters
    ----------
    code
        Of the round.
    on
        Its policy date.
    data, weights
        Its frozen columns and the weights of its score.
    plan
        The vacancy of each person, -1 for nobody.
    floors
        Group floors that the office asks of it.
    traits
        ``TRAITS`` of everybody registered, in the order of their ids.
    stays
        Their stays with one employer as known today, those of the round's own placements too.
    """

    code: str
    on: dt.date
    data: MarketData
    weights: Weights
    plan: Ints
    floors: tuple[Floor, ...]
    traits: pl.DataFrame
    stays: StayColumns


def audited_round(
    session: Session, actor: Actor, round_code: str, *, now: dt.datetime
) -> AuditedRound:
    """Reads a solved round for an audit of equal treatment.

    Raises
    ------
    NoReasonsInForceError
        If no list of leave reasons is in force today.
    NotSolvedError
        If the round has no result, or one without a proof.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    actor.require(Permission.REGISTER_READ, opened.path)
    found = frozen_plan(session, actor, round_code)
    today = max(opened.policy_date, now.astimezone(CHINA).date())
    audited = AuditedRound(
        code=opened.code,
        on=opened.policy_date,
        data=found.frozen.data,
        weights=weights_in(opened.settings),
        plan=found.solution.vacancy_of_laborer,
        floors=read_rules_file(opened.rules or "").floors,
        traits=_read_traits(session, actor, opened.path),
        stays=read_stays(session, actor, opened.path, AsOf(today, today)).by_outcome[EMPLOYER],
    )
    details = {"pool": len(audited.data.people), "registered": audited.traits.height}
    record_event(session, actor, "round.audited", opened.code, at=now, details=details)
    return audited


def _read_traits(session: Session, actor: Actor, path: str) -> pl.DataFrame:
    statement = stored(
        Person.id,
        Person.sex,
        Person.birth_date,
        Person.ethnicity,
        Person.health,
        Person.division_code,
    ).where(in_scope(actor, Person.path), within(Person.path, path))
    return read_frame(session, statement, TRAITS).sort("id")
