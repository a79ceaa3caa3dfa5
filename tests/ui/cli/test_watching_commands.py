"""``laowu retention visits`` and ``alarms``: in words and as figures, people by number only."""

import datetime as dt
import json

import pytest
from sqlalchemy import select

from models.enums import OfficeKind
from models.tables.people import Person
from tests.factories import COUNTY, add_employer, add_office, add_person, add_record
from tests.ui.conftest import Laowu
from ui.settings import Settings
from ui.transactions import reading, transaction

ON = ("--on", "2026-03-02")


@pytest.fixture
def county(installation: Settings) -> Settings:
    """Stores forty people at work, and fifteen who all left one employer in February.

    Somebody left before: ledgers that tell of no end say nothing about months without one.
    """
    with transaction(installation) as session:
        add_office(session, OfficeKind.EXPORT, (COUNTY,))
        steady, closed = add_employer(session), add_employer(session)
        for number in range(40):
            start = dt.date(2025, 1 + number % 12, 1)
            add_record(session, add_person(session), employer_id=steady, started_month=start)
        add_record(
            session,
            add_person(session),
            employer_id=steady,
            started_month=dt.date(2024, 1, 1),
            ended_month=dt.date(2024, 9, 1),
            leave_reason="08",
        )
        for _ in range(15):
            add_record(
                session,
                add_person(session),
                employer_id=closed,
                started_month=dt.date(2025, 3, 1),
                ended_month=dt.date(2026, 2, 1),
                leave_reason="16",
            )
    return installation


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("command", ["visits", "alarms"])
@pytest.mark.usefixtures("county")
def test_each_is_said_in_words(
    laowu: Laowu, monkeypatch: pytest.MonkeyPatch, language: str, command: str
) -> None:
    """In both languages, with no word missing and nobody's name."""
    from ui.cli.console import words

    monkeypatch.setenv("LAOWU_LANGUAGE", language)
    words.cache_clear()
    run = laowu("retention", command, COUNTY, *ON)
    words.cache_clear()
    assert run.status == 0
    assert "[[" not in run.out
    with reading() as session:
        names = list(session.scalars(select(Person.name)))
    assert not [name for name in names if name in run.out.replace(COUNTY, "")]


@pytest.mark.usefixtures("county")
def test_a_week_keeps_the_capacity(laowu: Laowu) -> None:
    """One object; the office goes three times, and nobody is visited twice."""
    told = json.loads(laowu("retention", "visits", COUNTY, *ON, "--per-week", "3", "--json").out)
    assert (told["at_work"], told["per_week"], len(told["visits"])) == (40, 3, 3)
    assert len({visit["person"] for visit in told["visits"]}) == 3
    assert [office["visited"] for office in told["offices"]] == [3]
    assert (told["first_day"], told["last_day"]) == ("2026-03-02", "2026-03-08")
    none = json.loads(laowu("retention", "visits", COUNTY, *ON, "--per-week", "0", "--json").out)
    assert none["visits"] == []


@pytest.mark.usefixtures("county")
def test_the_closure_is_found_under_the_rate(laowu: Laowu) -> None:
    """Planted: fifteen who left one employer; the rate asked for is kept."""
    told = json.loads(laowu("retention", "alarms", COUNTY, *ON, "--rate", "20", "--json").out)
    assert told["alpha"] == 0.02
    assert told["cut_off"] == "2025-11-01"
    (alarm,) = [line for line in told["lines"] if line["kind"] == "employer"]
    assert (alarm["people"], alarm["observed"], len(alarm["persons"])) == (15, 15, 15)
    assert alarm["adjusted"] <= 0.02


def test_a_county_without_anybody_has_an_empty_board(laowu: Laowu, installation: Settings) -> None:
    """Nobody registered is no fault: both commands say that there is nothing."""
    assert installation.language == "zh_CN"
    assert laowu("retention", "visits", COUNTY, *ON).status == 0
    assert "没有预警" in laowu("retention", "alarms", COUNTY, *ON).out


@pytest.mark.parametrize("asked", [("visits", "--per-week", "-1"), ("alarms", "--rate", "0")])
def test_what_cannot_be_is_refused(
    laowu: Laowu, installation: Settings, asked: tuple[str, ...]
) -> None:
    """A capacity below nothing and a rate of nothing."""
    assert installation.language == "zh_CN"
    command, *options = asked
    assert laowu("retention", command, COUNTY, *options).status == 2
