"""Freezes the pool of a round, and reads it back as columns."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matching.columns.arrow import content_hash, ipc_bytes, table_from_ipc
from matching.columns.context import MarketContext
from matching.columns.market_data import MarketData
from matching.columns.people import PeopleColumns
from matching.columns.vacancies import VacancyColumns
from models.audit import record_event
from models.bulk import Everywhere, insert_columns
from models.enums import RoundState, Standing
from models.tables.divisions import PlaceDistance
from models.tables.rounds import Round, RoundStanding, Snapshot
from models.values import Actor, Permission
from offices.directory.acts import minimum_wages_in_force, pairs_in_force
from offices.households.zero_employment import zero_employment
from offices.retention.acts import FittedModels, fit_models
from offices.retention.stays import EMPLOYER
from offices.rounds.acts_listed import read_lists
from offices.rounds.acts_opening import find_round, lock_round
from offices.rounds.acts_reading import (
    OpenVacancies,
    read_claims,
    read_distances,
    read_employment,
    read_people,
    read_placed,
    read_vacancies,
)
from offices.rounds.acts_register_rules import read_register_rules
from offices.rounds.assembling import MarketParts, RetentionUsed, assemble, caution_of
from offices.rounds.at_work import AtWork, at_work_of, at_work_table, employed
from offices.rounds.errors import (
    NoPoolError,
    NoVacanciesError,
    RoundPublishedError,
    SnapshotNotFoundError,
    SnapshotOutdatedError,
)
from offices.rounds.places import county_code
from offices.rounds.rows import VacancyRules
from offices.rounds.rules_register import (
    NOTHING_ASKED,
    RegisterRules,
    register_rules_from_arrow,
)
from offices.rounds.standing_rules import standing_rules
from offices.rounds.standings import with_standings
from regions.gazetteer import load_gazetteer


@dataclass(frozen=True, slots=True)
class SnapshotTaken:
    """A snapshot: its id, its number within the round, its hash and its counts.

    ``counts`` holds ``register``, ``at_work``, ``pool``, ``not_available``, ``reasons`` (people by
    reason), ``vacancies``, ``seats``, ``vacancies_expired``, ``vacancies_without_occupation``,
    ``open_titles``, ``zero_employment_households``, ``rules`` (what the register asks of a plan, by
    family) and ``retention`` (the version of the model of who stays).
    """

    id: int
    number: int
    content_hash: str
    counts: Mapping[str, Any]


def take_snapshot(
    session: Session, actor: Actor, round_code: str, *, now: dt.datetime
) -> SnapshotTaken:
    """Gives everybody registered a standing and freezes pool, vacancies and context under a hash.

    Raises
    ------
    NoPoolError, NoVacanciesError
        If there would be nobody, or nothing, to propose.
    RoundPublishedError
        If the round's lists are published.
    UnknownDivisionError
        If a record names a place that is no division of today.
    """
    opened = find_round(session, actor, Permission.ROUNDS_RUN, round_code)
    lock_round(session, opened)
    if opened.state == RoundState.PUBLISHED.value:
        raise RoundPublishedError(round=round_code)
    people = read_people(session, actor, opened.path)
    records = read_employment(session, actor, opened.path)
    at_work, expected = _who_works(session, actor, opened, records)
    people = with_standings(
        people.with_columns(
            is_at_work=pl.col("id").is_in(at_work["person_id"].implode()),
            has_expected_placement=pl.col("id").is_in(expected.implode()),
        ),
        opened.policy_date,
        standing_rules(opened.policy_date),
    )
    pool = people.filter(pl.col("standing") == Standing.POOL)
    if pool.is_empty():
        raise NoPoolError(round=round_code, register=people.height)
    vacancies = read_vacancies(session, actor, opened.path, opened.policy_date)
    if not any(row.seats for row in vacancies.rows):
        raise NoVacanciesError(
            round=round_code,
            expired=vacancies.expired,
            without_occupation=vacancies.without_occupation,
        )
    fitted = fit_models(session, actor, opened.path, opened.policy_date, now=now)
    data, open_titles = _market(session, actor, opened, pool, vacancies, fitted)
    rules = read_register_rules(session, actor, opened, people, at_work, vacancies.rows)
    counts = _counts(people, vacancies) | {"open_titles": open_titles, "rules": rules.found}
    frozen = {"at_work": at_work_table(at_work), "rules": rules.to_arrow()}
    version = fitted.by_kind[EMPLOYER].version
    taken = _store(session, opened, data, frozen, counts | {"retention": version}, now)
    _store_standings(session, taken.id, people)
    record_event(
        session,
        actor,
        "snapshot.taken",
        round_code,
        at=now,
        details={"number": taken.number, "hash": taken.content_hash, "pool": pool.height},
    )
    return taken


def snapshot_columns(session: Session, actor: Actor, snapshot_id: int) -> MarketData:
    """Reads a snapshot's columns: the one way by which a round gets at its data.

    Raises
    ------
    SnapshotNotFoundError
        If there is no such snapshot.
    SnapshotOutdatedError
        If it was taken before rounds had a model of who stays.
    """
    snapshot, _ = _readable(session, actor, snapshot_id)
    if snapshot.retention is None:
        raise SnapshotOutdatedError(snapshot=snapshot_id)
    return MarketData(
        PeopleColumns.from_arrow(table_from_ipc(snapshot.people)),
        VacancyColumns.from_arrow(table_from_ipc(snapshot.vacancies)),
        MarketContext.from_arrow(
            table_from_ipc(snapshot.context), table_from_ipc(snapshot.retention)
        ),
    )


def snapshot_at_work(session: Session, actor: Actor, snapshot_id: int) -> tuple[AtWork, ...]:
    """Reads what a snapshot froze about everybody at work, in the order of their ids."""
    snapshot, _ = _readable(session, actor, snapshot_id)
    return at_work_of(table_from_ipc(snapshot.at_work))


def snapshot_rules(session: Session, actor: Actor, snapshot_id: int) -> RegisterRules:
    """Reads the rules that a snapshot froze from the register."""
    snapshot, _ = _readable(session, actor, snapshot_id)
    if snapshot.rules is None:
        return NOTHING_ASKED
    return register_rules_from_arrow(table_from_ipc(snapshot.rules))


def _readable(session: Session, actor: Actor, snapshot_id: int) -> tuple[Snapshot, str]:
    found = session.execute(
        select(Snapshot, Round.path)
        .join(Round, Round.id == Snapshot.round_id)
        .where(Snapshot.id == snapshot_id)
    ).one_or_none()
    actor.require(Permission.ROUNDS_READ, None if found is None else found[1])
    if found is None:
        raise SnapshotNotFoundError(snapshot=snapshot_id)
    return found[0], found[1]


def _who_works(
    session: Session, actor: Actor, opened: Round, records: pl.DataFrame
) -> tuple[pl.DataFrame, pl.Series]:
    gazetteer = load_gazetteer()
    by_record = employed(records, opened.policy_date, lambda code: gazetteer.place(code).path)
    placed, expected = read_placed(session, actor, opened.path)
    others = placed.join(by_record, on="person_id", how="anti")
    return pl.concat([by_record, others]), expected


def _market(
    session: Session,
    actor: Actor,
    opened: Round,
    pool: pl.DataFrame,
    vacancies: OpenVacancies,
    fitted: FittedModels,
) -> tuple[MarketData, int]:
    on, gazetteer = opened.policy_date, load_gazetteer()
    homes = map(gazetteer.place, pool["division_code"].unique())
    lists, open_titles = read_lists(session, actor, opened.path, on)
    parts = MarketParts(
        policy_date=on,
        pool=pool,
        lists=lists,
        vacancies=vacancies.rows,
        rules=VacancyRules(
            claims=read_claims(session, [row.id for row in vacancies.rows]),
            minimum_wages_fen=minimum_wages_in_force(session, on),
        ),
        retention=RetentionUsed(
            fitted.by_kind[EMPLOYER].model.to_arrow(), caution_of(opened.settings)
        ),
        earlier=fitted.known.earlier,
        pairs=[(pair.origin_path, pair.destination_path) for pair in pairs_in_force(session, on)],
        known_distances_m=read_distances(session, {county_code(home) for home in homes}),
    )
    data, computed_m = assemble(parts, gazetteer.place)
    if computed_m:
        _store_distances(session, computed_m)
    return data, open_titles


def _store_distances(session: Session, metres: Mapping[tuple[str, str], int]) -> None:
    """Keeps computed distances; another round may have kept the same ones meanwhile."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(PlaceDistance).on_conflict_do_nothing(),
        [
            {"origin_code": origin, "destination_code": destination, "distance_m": distance}
            for (origin, destination), distance in metres.items()
        ],
    )


def _counts(people: pl.DataFrame, vacancies: OpenVacancies) -> dict[str, Any]:
    by_standing = dict(people["standing"].value_counts().iter_rows())
    reasons = people["reason"].drop_nulls().cast(pl.String).value_counts().sort("reason")
    households = (
        (household, standing)
        for standing in (Standing.POOL, Standing.AT_WORK)
        for household in people.filter(pl.col("standing") == standing)["household_id"].unique()
    )
    return {
        "register": people.height,
        **{standing.value: by_standing.get(standing.value, 0) for standing in Standing},
        "reasons": dict(reasons.iter_rows()),
        "vacancies": len(vacancies.rows),
        "seats": sum(row.seats for row in vacancies.rows),
        "vacancies_expired": vacancies.expired,
        "vacancies_without_occupation": vacancies.without_occupation,
        "zero_employment_households": len(zero_employment(households)),
    }


def _store(
    session: Session,
    opened: Round,
    data: MarketData,
    frozen: Mapping[str, pa.Table],
    counts: Mapping[str, Any],
    now: dt.datetime,
) -> SnapshotTaken:
    tables = {
        "people": data.people.to_arrow(),
        "vacancies": data.vacancies.to_arrow(),
        "context": data.context.to_arrow(),
        "retention": data.context.retention,
        **frozen,
    }
    last = session.scalar(select(func.max(Snapshot.number)).where(Snapshot.round_id == opened.id))
    snapshot = Snapshot(
        round_id=opened.id,
        number=(last or 0) + 1,
        taken_at=now,
        content_hash=content_hash(*tables.values()),
        counts=dict(counts),
        retention_version=counts["retention"],
        **{name: ipc_bytes(table) for name, table in tables.items()},
    )
    session.add(snapshot)
    session.flush()
    return SnapshotTaken(snapshot.id, snapshot.number, snapshot.content_hash, counts)


def _store_standings(session: Session, snapshot_id: int, people: pl.DataFrame) -> None:
    insert_columns(
        session,
        RoundStanding,
        {
            "snapshot_id": Everywhere(snapshot_id),
            "person_id": people["id"],
            "standing": people["standing"],
            "reason": people["reason"],
        },
    )
