"""Loads divisions and directory files into tables, and reads what is in force on a day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.audit import record_event
from models.tables.divisions import Division
from models.tables.offices import (
    MinimumWage,
    Office,
    OfficeCoverage,
    Officer,
    PairQuota,
    PartnerPair,
)
from models.values import Actor, Permission
from offices.directory.entries import Directory, OfficeEntry, PairEntry, WageEntry
from regions.gazetteer import Gazetteer
from regions.places import Level


@dataclass(frozen=True, slots=True)
class OfficeInForce:
    """An office on a day, with the paths it looks after and its lead officer first."""

    id: int
    code: str
    kind: str
    name: str
    path: str
    covered_paths: tuple[str, ...]
    officers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class PairInForce:
    """A partner pair on a day, with the people its agreement promises that year, if it says."""

    id: int
    kind: str
    origin_path: str
    destination_code: str
    destination_path: str
    agreement: str
    people: int | None


def load_divisions(session: Session, gazetteer: Gazetteer) -> int:
    """Writes the published divisions into their table where it is empty; gives how many stand."""
    standing = session.scalar(select(func.count()).select_from(Division)) or 0
    if standing:
        return standing
    rows = [
        {
            "code": place.code,
            "name": place.name,
            "level": place.level.value,
            "parent_code": place.parent_code or None,
            "path": place.path,
        }
        for place in gazetteer.all_places(tuple(Level))
    ]
    session.execute(insert(Division), rows)
    return len(rows)


def load_directory(
    session: Session, actor: Actor, directory: Directory, gazetteer: Gazetteer, *, now: dt.datetime
) -> int:
    """Adds entries that are not there yet, and gives how many were; what stands is left alone."""
    actor.require(Permission.DIRECTORY_EDIT)
    added = sum(_add_office(session, entry, gazetteer) for entry in directory.offices)
    added += sum(_add_pair(session, entry, gazetteer) for entry in directory.pairs)
    added += sum(_add_wage(session, entry) for entry in directory.minimum_wages)
    if added:
        record_event(
            session, actor, "directory.loaded", "directory", at=now, details={"added": added}
        )
    return added


def _add_office(session: Session, entry: OfficeEntry, gazetteer: Gazetteer) -> bool:
    if session.scalar(select(Office.id).where(Office.code == entry.code)) is not None:
        return False
    office = Office(
        code=entry.code,
        kind=entry.kind.value,
        name=entry.name,
        division_code=entry.division,
        path=gazetteer.place(entry.division).path,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        is_sample=entry.is_sample,
    )
    session.add(office)
    session.flush()
    dates = {"valid_from": entry.valid_from, "valid_to": entry.valid_to}
    session.add_all(
        OfficeCoverage(
            office_id=office.id, division_code=code, path=gazetteer.place(code).path, **dates
        )
        for code in entry.places
    )
    session.add_all(
        Officer(
            office_id=office.id,
            name=officer.name,
            phone=officer.phone,
            is_lead=officer.is_lead,
            **dates,
        )
        for officer in entry.officers
    )
    return True


def _add_pair(session: Session, entry: PairEntry, gazetteer: Gazetteer) -> bool:
    same = select(PartnerPair.id).where(
        PartnerPair.kind == entry.kind.value,
        PartnerPair.origin_code == entry.origin,
        PartnerPair.destination_code == entry.destination,
        PartnerPair.valid_from == entry.valid_from,
    )
    if session.scalar(same) is not None:
        return False
    pair = PartnerPair(
        kind=entry.kind.value,
        origin_code=entry.origin,
        origin_path=gazetteer.place(entry.origin).path,
        destination_code=entry.destination,
        destination_path=gazetteer.place(entry.destination).path,
        agreement=entry.agreement,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        is_sample=entry.is_sample,
    )
    session.add(pair)
    session.flush()
    session.add_all(
        PairQuota(pair_id=pair.id, year=year, people=people) for year, people in entry.quotas
    )
    return True


def _add_wage(session: Session, entry: WageEntry) -> bool:
    same = select(MinimumWage.id).where(
        MinimumWage.division_code == entry.division, MinimumWage.valid_from == entry.valid_from
    )
    if session.scalar(same) is not None:
        return False
    session.add(
        MinimumWage(
            division_code=entry.division,
            fen_per_month=entry.fen_per_month,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            document=entry.document,
        )
    )
    return True


def _in_force(
    valid_from: InstrumentedAttribute[dt.date],
    valid_to: InstrumentedAttribute[dt.date | None],
    on: dt.date,
) -> ColumnElement[bool]:
    return (valid_from <= on) & (valid_to.is_(None) | (valid_to >= on))


def offices_in_force(session: Session, on: dt.date) -> tuple[OfficeInForce, ...]:
    """Gives every office in force on a day, in the order of their codes."""
    offices = session.scalars(
        select(Office)
        .where(_in_force(Office.valid_from, Office.valid_to, on))
        .order_by(Office.code)
    ).all()
    coverages = session.execute(
        select(OfficeCoverage.office_id, OfficeCoverage.path)
        .where(_in_force(OfficeCoverage.valid_from, OfficeCoverage.valid_to, on))
        .order_by(OfficeCoverage.path)
    ).all()
    officers = session.execute(
        select(Officer.office_id, Officer.id, Officer.name)
        .where(_in_force(Officer.valid_from, Officer.valid_to, on))
        .order_by(Officer.is_lead.desc(), Officer.id)
    ).all()
    return tuple(
        OfficeInForce(
            id=office.id,
            code=office.code,
            kind=office.kind,
            name=office.name,
            path=office.path,
            covered_paths=tuple(path for owner, path in coverages if owner == office.id),
            officers=tuple((key, name) for owner, key, name in officers if owner == office.id),
        )
        for office in offices
    )


def responsible_office(
    offices: Sequence[OfficeInForce], path: str, kinds: Sequence[str]
) -> OfficeInForce | None:
    """Finds the office of these kinds that looks after a place: the longest covered path wins."""
    best: tuple[int, OfficeInForce] | None = None
    for office in offices:
        if office.kind not in kinds:
            continue
        reach = max((len(p) for p in office.covered_paths if path.startswith(p)), default=0)
        if reach and (best is None or reach > best[0]):
            best = (reach, office)
    return None if best is None else best[1]


def pairs_in_force(session: Session, on: dt.date) -> tuple[PairInForce, ...]:
    """Gives every pair in force on a day, with the quota of that year."""
    rows = session.execute(
        select(PartnerPair, PairQuota.people)
        .outerjoin(PairQuota, (PairQuota.pair_id == PartnerPair.id) & (PairQuota.year == on.year))
        .where(_in_force(PartnerPair.valid_from, PartnerPair.valid_to, on))
        .order_by(PartnerPair.origin_path, PartnerPair.destination_path, PartnerPair.id)
    ).all()
    return tuple(
        PairInForce(
            id=pair.id,
            kind=pair.kind,
            origin_path=pair.origin_path,
            destination_code=pair.destination_code,
            destination_path=pair.destination_path,
            agreement=pair.agreement,
            people=people,
        )
        for pair, people in rows
    )


def minimum_wages_in_force(session: Session, on: dt.date) -> dict[str, int]:
    """Gives the monthly minimum wage in fen by division code, where the office has filled it in."""
    rows = session.execute(
        select(MinimumWage.division_code, MinimumWage.fen_per_month)
        .where(_in_force(MinimumWage.valid_from, MinimumWage.valid_to, on))
        .order_by(MinimumWage.valid_from)
    )
    return {code: fen for code, fen in rows}  # noqa: C416 (a Result is not a mapping's argument)
