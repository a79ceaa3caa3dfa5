"""``laowu retention``: fit, evaluate and risk, in words and as JSON, with people by number only."""

import datetime as dt
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from models.tables.people import Person
from offices.workbooks.limits import WorkbookLimits
from offices.workbooks.reader import read_workbook
from tests.factories import COUNTY, add_employer, add_offices, add_person, add_record
from tests.ui.conftest import Laowu
from ui.settings import Settings
from ui.transactions import reading, transaction

ON = ("--on", "2026-03-20")


@pytest.fixture
def worked(installation: Settings) -> Settings:
    """Two employers, one of which nobody stays with, and a contradiction."""
    with transaction(installation) as session:
        add_offices(session)
        hard, good = add_employer(session), add_employer(session)
        for number in range(120):
            start = 2023 * 12 + number % 30
            end = start + 2 + number % 3
            add_record(
                session,
                add_person(session),
                employer_id=hard,
                started_month=dt.date(start // 12, start % 12 + 1, 1),
                ended_month=dt.date(end // 12, end % 12 + 1, 1),
                leave_reason="拖欠工资",
            )
            add_record(
                session,
                add_person(session),
                employer_id=good,
                started_month=dt.date(start // 12, start % 12 + 1, 1),
                leave_reason="02" if number == 0 else None,
            )
    return installation


def names_of(settings: Settings) -> list[str]:
    """Lists the names of everybody registered."""
    with reading(settings) as session:
        return list(session.scalars(select(Person.name)))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("command", ["fit", "evaluate", "risk"])
def test_commands_speak_both_languages(
    worked: Settings, laowu: Laowu, monkeypatch: pytest.MonkeyPatch, language: str, command: str
) -> None:
    """Every figure comes with day and version; nobody is named."""
    monkeypatch.setenv("LAOWU_LANGUAGE", language)
    ran = laowu("retention", command, COUNTY, *ON)
    assert (ran.status, ran.err) == (0, "")
    assert "hazard-1-" in ran.out
    assert "2026-03-20" in ran.out
    assert not [name for name in names_of(worked) if name in ran.out]


@pytest.mark.usefixtures("worked")
def test_fit_tells_what_it_rests_on(laowu: Laowu) -> None:
    """Cases, months at risk, who stays, employers, findings; once more nothing new is stored."""
    told = json.loads(laowu("retention", "fit", COUNTY, *ON, "--json").out)
    model = told["models"]["employer"]
    unseen = told["findings"]["not_observed"]
    assert told["findings"] == {"not_observed": unseen, "reason_without_end": 1}
    assert (model["cases"], model["leavings"]) == (240 - unseen, 120 - unseen)
    assert unseen < 10
    assert [at["month"] for at in model["stayed"]] == [1, 3, 6, 12]
    assert all(at["low"] <= at["share"] <= at["high"] for at in model["stayed"])
    assert {one["factor"] > 1 for one in model["employers"]} == {True, False}
    again = json.loads(laowu("retention", "fit", COUNTY, *ON, "--json").out)
    assert not again["models"]["employer"]["is_new"]
    assert again["models"]["employer"]["version"] == model["version"]


@pytest.mark.usefixtures("worked")
def test_evaluate_goes_back(laowu: Laowu) -> None:
    """As many past days as asked for, each with its own version."""
    told = json.loads(laowu("retention", "evaluate", COUNTY, *ON, "--cut-offs", "2", "--json").out)
    assert [one["cut_off"] for one in told["cut_offs"]] == ["2025-09-01", "2025-12-01"]
    assert len({one["version"] for one in told["cut_offs"]}) == 2
    assert not told["is_as_imported"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_board_as_a_file(worked: Settings, laowu: Laowu, tmp_path: Path, ending: str) -> None:
    """Everybody at work has a row with a number and no name."""
    file = tmp_path / f"risk{ending}"
    told = json.loads(
        laowu("retention", "risk", COUNTY, *ON, "--first", "3", "--file", str(file), "--json").out
    )
    assert (told["at_work"], len(told["people"])) == (120, 3)
    assert sum(office["people"] for office in told["offices"]) == 120
    book = read_workbook(file.read_bytes(), file.name, WorkbookLimits())
    rows = book.sheets[0].rows
    firsts = {str(row[0]).removesuffix(".0") for row in rows}
    with reading(worked) as session:
        numbers = {str(number) for number in session.scalars(select(Person.id))}
    assert len(numbers & firsts) == 120
    assert not set(names_of(worked)) & {str(cell) for row in rows for cell in row}


@pytest.mark.usefixtures("worked")
def test_another_kind_of_file_is_refused(laowu: Laowu, tmp_path: Path) -> None:
    """Nothing is written."""
    file = tmp_path / "risk.pdf"
    ran = laowu("retention", "risk", COUNTY, *ON, "--file", str(file))
    assert ran.status == 2
    assert "risk.pdf" in ran.err
    assert not file.exists()


@pytest.mark.usefixtures("installation")
def test_an_office_without_records(laowu: Laowu) -> None:
    """The model says that nothing is known; nobody is at risk; nothing can be checked."""
    told = json.loads(laowu("retention", "fit", COUNTY, *ON, "--json").out)
    assert told["models"]["employer"]["is_prior"]
    for command in ("fit", "evaluate", "risk"):
        assert laowu("retention", command, COUNTY, *ON).status == 0
