"""Importing from the shell: counts add up, findings have cells, refusals change nothing."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.tables.imports import ImportBatch
from models.tables.people import Person
from offices.sample.sizes import ROUND, SAMPLE_TODAY
from offices.sample.workbooks import SampleFiles, write_sample
from offices.workbooks.reader import read_workbook
from tests.ui.conftest import Laowu
from ui.settings import Settings
from ui.transactions import reading

TODAY = ("--today", SAMPLE_TODAY.isoformat())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The sample's smallest workbooks, with their planted faults."""
    return write_sample(tmp_path_factory.mktemp("sample"), ROUND, ROUND.seed)


def stored(settings: Settings) -> tuple[int, int]:
    """Counts people and batches."""
    with reading(settings) as session:
        people = session.scalar(select(func.count()).select_from(Person)) or 0
        batches = session.scalar(select(func.count()).select_from(ImportBatch)) or 0
    return people, batches


def test_rows_add_up_and_findings_have_their_cells(
    laowu: Laowu, installation: Settings, sample: SampleFiles, tmp_path: Path
) -> None:
    """Status 1 with findings; the second time everything is unchanged; undo leaves nothing."""
    back = tmp_path / "back.xlsx"
    first = laowu(
        "import", "register", str(sample.register), *TODAY, "--json", "--findings", str(back)
    )
    assert first.status == 1, first.err
    result = json.loads(first.out)
    rows = result["accepted"] + result["unchanged"] + result["refused"]
    assert rows > ROUND.register_people * 0.9
    assert result["refused"] > 0
    keys = {"code", "severity", "sheet", "row", "column", "message"}
    assert all(set(finding) == keys for finding in result["findings"])
    errors = {f["row"] for f in result["findings"] if f["severity"] == "error"}
    assert len(errors) == result["refused"]
    assert all("{" not in f["message"] and "[[" not in f["message"] for f in result["findings"])
    book = read_workbook(back.read_bytes(), back.name)
    texts = {str(row[-1]) for row in book.sheets[0].rows}
    assert "问题" in texts
    assert len(texts) > 2

    again = json.loads(laowu("import", "register", str(sample.register), *TODAY, "--json").out)
    assert (again["accepted"], again["refused"]) == (0, result["refused"])
    assert again["unchanged"] == result["accepted"] + result["unchanged"]

    assert stored(installation)[0] == result["accepted"]
    assert again["batch"] is None
    assert laowu("import", "undo", str(result["batch"])).status == 0
    assert stored(installation)[0] == 0
    assert laowu("import", "undo", str(result["batch"])).status == 2


def test_a_dry_run_keeps_nothing(laowu: Laowu, installation: Settings, sample: SampleFiles) -> None:
    """The same counts and findings as the real run, and nothing in the tables."""
    dry = json.loads(
        laowu("import", "register", str(sample.register), *TODAY, "--json", "--dry-run").out
    )
    assert stored(installation) == (0, 0)
    real = json.loads(laowu("import", "register", str(sample.register), *TODAY, "--json").out)
    assert dry["batch"] is None
    assert dry | {"batch": 0} == real | {"batch": 0}


@pytest.mark.usefixtures("installation")
def test_people_read_it_too(laowu: Laowu, sample: SampleFiles) -> None:
    """Without --json the counts and first findings stand in words."""
    shown = laowu("import", "vacancies", str(sample.vacancies[0]), *TODAY)
    assert shown.status in {0, 1}
    assert "已接收" in shown.out
    assert "{" not in shown.out


ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
HOSTILE = {
    "picture.xlsx": b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    "locked.xlsx": ENCRYPTED,
    "nothing.csv": b"",
    "blank.csv": b"\n\n,,\n",
    "letter.csv": "收件人,日期\n张三,2026-03-02\n".encode(),
    "cut.xlsx": b"PK\x03\x04" + b"\0" * 100,
}


@pytest.mark.parametrize("kind", ["register", "survey", "vacancies", "employment"])
@pytest.mark.parametrize("name", [*HOSTILE, "missing.xlsx", "."])
def test_what_cannot_be_read_is_refused(
    laowu: Laowu, installation: Settings, tmp_path: Path, kind: str, name: str
) -> None:
    """A clear message on standard error, status 2, no output, nothing stored."""
    path = tmp_path / name
    if name in HOSTILE:
        path.write_bytes(HOSTILE[name])
    refused = laowu("import", kind, str(path), "--json")
    assert refused.status == 2, refused.out
    assert refused.out == ""
    assert len(refused.err) > 10
    assert "代码" not in refused.err
    assert "Traceback" not in refused.err
    assert stored(installation) == (0, 0)


@pytest.mark.parametrize("name", ["LAOWU_WORKBOOK_BYTES", "LAOWU_UNPACKED_BYTES"])
@pytest.mark.usefixtures("installation")
def test_the_limits_are_settings(
    laowu: Laowu, sample: SampleFiles, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A file over either limit is refused before it is parsed."""
    monkeypatch.setenv(name, "10000")
    refused = laowu("import", "register", str(sample.register))
    assert refused.status == 2
    assert refused.out == ""


def test_an_old_database_is_told_before_the_file_is_read(laowu: Laowu, tmp_path: Path) -> None:
    """Without tables nothing is imported."""
    path = tmp_path / "letter.csv"
    path.write_bytes(HOSTILE["letter.csv"])
    refused = laowu("import", "register", str(path))
    assert refused.status == 2
    assert "./laowu init" in refused.err
