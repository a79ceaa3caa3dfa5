"""Files to take in through the register's front door, and exact dumps of what stands."""

import csv
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import ImportKind
from models.tables.all_tables import metadata
from models.values import Actor
from offices.register.acts import ImportReport, import_file
from offices.register.layouts import layouts
from offices.sample.sizes import ROUND
from offices.sample.workbooks import SampleFiles, write_sample
from offices.workbooks.limits import WorkbookLimits
from tests.factories import ACTOR, NOW
from tests.offices.register.register_books import TODAY, Row, sheet_of

LIMITS = WorkbookLimits()
Dump = dict[str, list[dict[str, Any]]]


def csv_of(layout: str, rows: Sequence[Row]) -> bytes:
    """Writes rows of a layout as a CSV file."""
    file = io.StringIO()
    csv.writer(file).writerows(sheet_of(layout, rows).rows)
    return file.getvalue().encode()


def take_in(
    session: Session,
    layout: str,
    *rows: Row,
    actor: Actor = ACTOR,
    dry_run: bool = False,
) -> ImportReport:
    """Imports rows of a layout as one file."""
    return import_file(
        session,
        actor,
        layouts()[layout].kind,
        csv_of(layout, rows),
        f"{layout}.csv",
        today=TODAY,
        now=NOW,
        limits=LIMITS,
        dry_run=dry_run,
    )


def batch_of(report: ImportReport) -> int:
    """Gives the number of a batch that was written."""
    assert report.batch_id is not None
    return report.batch_id


def codes_of(report: ImportReport) -> set[str]:
    """Gives the codes of a report's findings."""
    return {finding.code for finding in report.findings}


@cache
def sample_files(folder: Path) -> SampleFiles:
    """Writes the smallest sample once for a folder."""
    return write_sample(folder, ROUND, ROUND.seed)


def round_sample(factory: pytest.TempPathFactory) -> SampleFiles:
    """Gives the smallest sample, written once for a run of the tests."""
    return sample_files(factory.getbasetemp() / "round-sample")


def sample_books(files: SampleFiles) -> list[tuple[ImportKind, Path]]:
    """Lists the sample's files in the order an office hands them in."""
    return [
        (ImportKind.REGISTER, files.register),
        (ImportKind.SURVEY, files.survey),
        *((ImportKind.VACANCIES, path) for path in files.vacancies),
        *((ImportKind.EMPLOYMENT, path) for path in files.employment),
    ]


def take_in_file(
    session: Session, kind: ImportKind, path: Path, *, dry_run: bool = False
) -> ImportReport:
    """Imports a file of the sample."""
    return import_file(
        session,
        ACTOR,
        kind,
        path.read_bytes(),
        path.name,
        today=TODAY,
        now=NOW,
        limits=LIMITS,
        dry_run=dry_run,
    )


def dump(session: Session) -> Dump:
    """Reads every row of every table, sealed values opened, in the order of the keys."""
    session.expire_all()
    return {
        table.name: [
            dict(row)
            for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in metadata.sorted_tables
    }


def register_dump(session: Session) -> Dump:
    """Reads what an undone batch must restore: everything but its own traces."""
    traces = {"audit_events", "import_batches", "import_findings", "import_changes"}
    return {name: rows for name, rows in dump(session).items() if name not in traces}
