"""The register's front door to the database: takes in a file, lists the batches."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.audit import record_event
from models.encryption import keyed_hash
from models.enums import ImportKind
from models.scopes import in_scope
from models.tables.imports import ImportBatch, ImportFinding
from models.turns import Turn, take_turn
from models.values import Actor, Permission
from offices.register.acts_employment import write_employment
from offices.register.acts_people import (
    People,
    households_by_number,
    people_by_key,
    write_register,
)
from offices.register.acts_rows import BatchRows
from offices.register.acts_surveys import write_surveys
from offices.register.acts_titles import remembered_titles
from offices.register.acts_vacancies import write_vacancies
from offices.register.check import CheckedBook, check_workbook
from offices.register.context import CheckContext
from offices.register.findings import Finding
from offices.register.membership import PERSON_KINDS, refuse_outside, require_registered
from offices.register.records import EmploymentRow, RegisterRow, SurveyRow, VacancyRow
from offices.workbooks.limits import WorkbookLimits
from offices.workbooks.reader import read_workbook
from regions.gazetteer import load_gazetteer

MOST_BATCHES = 100


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file. ``batch_id`` is None where nothing was written.

    ``accepted`` rows added or changed something, ``unchanged`` rows said what stood already,
    ``refused`` rows were not taken; they add up to the file's data rows.
    """

    batch_id: int | None
    kind: ImportKind
    accepted: int
    unchanged: int
    refused: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch of the past."""

    id: int
    kind: ImportKind
    file_name: str
    imported_at: dt.datetime
    accepted: int
    unchanged: int
    refused: int
    is_undone: bool


def import_file(
    session: Session,
    actor: Actor,
    kind: ImportKind,
    data: bytes,
    file_name: str,
    *,
    today: dt.date,
    now: dt.datetime,
    limits: WorkbookLimits,
    dry_run: bool = False,
) -> ImportReport:
    """Takes in one workbook: good rows are written, bad ones named.

    ``kind`` is what the office says the file is; dates after ``today`` lie in the future;
    ``limits`` say what a workbook may weigh. With ``dry_run`` nothing stays written.

    Raises
    ------
    WorkbookError, UnknownLayoutError, NoRowsError
        If the file as a whole cannot be taken.
    """
    actor.require(Permission.REGISTER_IMPORT)
    book = read_workbook(data, file_name, limits)
    take_turn(session, Turn.REGISTER)
    remembered = remembered_titles(session)
    checked = check_workbook(book, CheckContext(today, load_gazetteer(), remembered), kind)
    checked, people = _joined(session, actor, checked)
    savepoint = session.begin_nested()
    batch = _new_batch(session, actor, checked, file_name, data, now)
    rows = BatchRows(session, batch.id, checked.kind, checked.rows)
    _write(rows, checked, people, remembered, actor, today)
    accepted = len(rows.changed_sources)
    report = ImportReport(
        batch_id=batch.id,
        kind=checked.kind,
        accepted=accepted,
        unchanged=checked.data_rows - checked.refused - accepted,
        refused=checked.refused,
        findings=checked.findings,
    )
    if dry_run or not accepted:
        savepoint.rollback()
        return replace(report, batch_id=None)
    batch.accepted, batch.unchanged = report.accepted, report.unchanged
    _keep_findings(session, batch.id, checked.findings)
    counts = {"accepted": accepted, "unchanged": report.unchanged, "refused": report.refused}
    record_event(
        session,
        actor,
        "batch.imported",
        f"B-{batch.id}",
        at=now,
        details={"kind": kind.value, **counts},
    )
    savepoint.commit()
    return report


def list_batches(session: Session, actor: Actor) -> tuple[BatchLine, ...]:
    """Gives the region's latest batches, newest first, at most a hundred."""
    actor.require(Permission.REGISTER_READ)
    batches = session.scalars(
        select(ImportBatch)
        .where(in_scope(actor, ImportBatch.path))
        .order_by(ImportBatch.id.desc())
        .limit(MOST_BATCHES)
    )
    return tuple(
        BatchLine(
            id=batch.id,
            kind=ImportKind(batch.kind),
            file_name=batch.file_name,
            imported_at=batch.imported_at,
            accepted=batch.accepted,
            unchanged=batch.unchanged,
            refused=batch.refused,
            is_undone=batch.undone_at is not None,
        )
        for batch in batches
    )


def _joined(session: Session, actor: Actor, checked: CheckedBook) -> tuple[CheckedBook, People]:
    """Refuses people of other regions, and of surveys and ledgers people who are not registered."""
    if checked.kind is ImportKind.REGISTER:
        return refuse_outside(checked, _outside(session, actor, checked)), {}
    if checked.kind not in PERSON_KINDS:
        return checked, {}
    numbers = {row.id_number for row in checked.rows if isinstance(row, SurveyRow | EmploymentRow)}
    keys = {number: keyed_hash(number) for number in numbers}
    people = {
        key: person
        for key, person in people_by_key(session, list(keys.values())).items()
        if _may_see(actor, person["path"])
    }
    names = {number: people[key]["name"] for number, key in keys.items() if key in people}
    return require_registered(checked, names), people


def _outside(session: Session, actor: Actor, checked: CheckedBook) -> set[str]:
    """Finds who lives, is registered or has the household outside the actor's regions."""
    rows = [row for row in checked.rows if isinstance(row, RegisterRow)]
    keys = {row.id_number: keyed_hash(row.id_number) for row in rows}
    people = people_by_key(session, list(keys.values()))
    households = households_by_number(session, [row.household_number for row in rows])
    return {
        row.id_number
        for row in rows
        for stored in (people.get(keys[row.id_number]), households.get(row.household_number))
        if not _may_see(actor, row.place.path)
        or (stored is not None and not _may_see(actor, stored["path"]))
    }


def _may_see(actor: Actor, path: str) -> bool:
    return any(path.startswith(scope) for scope in actor.scopes)


def _new_batch(
    session: Session,
    actor: Actor,
    checked: CheckedBook,
    file_name: str,
    data: bytes,
    now: dt.datetime,
) -> ImportBatch:
    batch = ImportBatch(
        kind=checked.kind.value,
        file_name=file_name[-200:],
        file_hash=hashlib.sha256(data).hexdigest(),
        path=actor.scopes[0],
        actor_code=actor.code,
        imported_at=now,
        accepted=0,
        unchanged=0,
        refused=checked.refused,
        undone_at=None,
    )
    session.add(batch)
    session.flush()
    return batch


def _write(
    batch: BatchRows,
    checked: CheckedBook,
    people: People,
    remembered: Mapping[str, str],
    actor: Actor,
    today: dt.date,
) -> None:
    rows = checked.rows
    if checked.kind is ImportKind.REGISTER:
        registered = [row for row in rows if isinstance(row, RegisterRow)]
        write_register(batch, registered, checked.kept_headings, today)
    elif checked.kind is ImportKind.SURVEY:
        surveyed = [row for row in rows if isinstance(row, SurveyRow)]
        write_surveys(batch, surveyed, people, today)
    elif checked.kind is ImportKind.VACANCIES:
        offered = [row for row in rows if isinstance(row, VacancyRow)]
        write_vacancies(batch, offered, actor.scopes[0])
    else:
        worked = [row for row in rows if isinstance(row, EmploymentRow)]
        write_employment(batch, worked, people, remembered)


def _keep_findings(session: Session, batch_id: int, findings: tuple[Finding, ...]) -> None:
    if not findings:
        return
    session.execute(
        insert(ImportFinding),
        [
            {
                "batch_id": batch_id,
                "code": finding.code,
                "severity": finding.severity.value,
                "sheet": finding.sheet[:60],
                "row": finding.row,
                "column": finding.column,
                "params": dict(finding.params),
            }
            for finding in findings
        ],
    )
