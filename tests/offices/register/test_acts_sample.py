"""The sample's workbooks go in whole, once, and come out again without a trace."""

import dataclasses

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.enums import Severity
from offices.register.acts import ImportReport, list_batches
from offices.register.acts_undo import undo_batch
from offices.sample.sizes import ROUND
from offices.sample.workbooks import SampleFiles
from offices.workbooks.reader import read_workbook
from tests.factories import ACTOR, NOW
from tests.offices.register.import_files import (
    Dump,
    batch_of,
    dump,
    register_dump,
    round_sample,
    sample_books,
    take_in_file,
)

BOOKS = 6


@pytest.fixture
def files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The smallest sample's files."""
    return round_sample(tmp_path_factory)


def imported(session: Session, files: SampleFiles) -> list[ImportReport]:
    """Takes in every book of the sample."""
    return [take_in_file(session, kind, path) for kind, path in sample_books(files)]


def planted_errors(files: SampleFiles) -> list[int]:
    """Counts the rows with a planted error, file by file, in the order of import."""
    rows: dict[str, set[int]] = {}
    for fault in files.planted:
        if fault.severity is Severity.ERROR:
            rows.setdefault(fault.book.value, set()).add(fault.row)
    order = (
        "register",
        "survey",
        "vacancies_system",
        "vacancies_round",
        "employment_open",
        "employment_ended",
    )
    return [len(rows.get(book, ())) for book in order]


def test_every_planted_error_is_refused_and_no_good_row(
    session_factory: sessionmaker[Session], files: SampleFiles
) -> None:
    """Refused rows are those with a planted error; the rest is written; the three add up."""
    with session_factory() as session:
        reports = imported(session, files)
        stored = dump(session)
    assert [report.refused for report in reports] == planted_errors(files)
    for report in reports:
        errors = {(f.sheet, f.row) for f in report.findings if f.severity is Severity.ERROR}
        assert len(errors) == report.refused
    assert len(stored["people"]) == reports[0].accepted
    assert len(stored["vacancies"]) == sum(report.accepted for report in reports[2:4])
    assert len(stored["vacancies"]) == ROUND.vacancy_lines
    assert len(stored["surveys"]) == reports[1].accepted + reports[1].unchanged
    first = read_workbook(files.register.read_bytes(), files.register.name).sheets[0]
    filled = sum(any(cell not in ("", None) for cell in row) for row in first.rows[1:])
    assert reports[0].accepted + reports[0].unchanged + reports[0].refused == filled


def test_the_same_files_again_change_nothing(
    session_factory: sessionmaker[Session], files: SampleFiles
) -> None:
    """Every good row is unchanged: no batch, no row, no audit event, the findings as before."""
    with session_factory.begin() as session:
        first = imported(session, files)
    with session_factory() as session:
        before = dump(session)
        again = imported(session, files)
        assert dump(session) == before
        assert len(list_batches(session, ACTOR)) == BOOKS
    assert again == [
        dataclasses.replace(
            report, batch_id=None, accepted=0, unchanged=report.accepted + report.unchanged
        )
        for report in first
    ]


def test_a_dry_run_tells_the_same_and_writes_nothing(
    session_factory: sessionmaker[Session], files: SampleFiles
) -> None:
    """A trial gives the figures and findings of the real run and leaves every table as it was."""
    with session_factory() as session:
        empty = dump(session)
        kind, path = sample_books(files)[0]
        trial = take_in_file(session, kind, path, dry_run=True)
        assert dump(session) == empty
        real = take_in_file(session, kind, path)
    assert trial.batch_id is None
    assert dataclasses.replace(real, batch_id=None) == trial


def test_undo_in_reverse_order_restores_every_table(
    session_factory: sessionmaker[Session], files: SampleFiles
) -> None:
    """After each undo the tables are what they were before that file, to the opened value."""
    stood: list[Dump] = []
    batches: list[int] = []
    with session_factory() as session:
        for kind, path in sample_books(files):
            stood.append(register_dump(session))
            batches.append(batch_of(take_in_file(session, kind, path)))
        traces = dump(session)
        for batch, before in zip(reversed(batches), reversed(stood), strict=True):
            undo_batch(session, ACTOR, batch, now=NOW)
            assert register_dump(session) == before
        after = dump(session)
    assert after["import_findings"] == traces["import_findings"]
    assert [row | {"undone_at": None} for row in after["import_batches"]] == traces[
        "import_batches"
    ]
    assert all(row["undone_at"] == NOW for row in after["import_batches"])
    new = after["audit_events"][len(traces["audit_events"]) :]
    assert [event["action"] for event in new] == ["batch.undone"] * BOOKS
