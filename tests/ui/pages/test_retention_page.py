"""The retention board: every view, with few people and many, and what the figures rest on."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.enums import OfficeKind
from models.tables.audit import AuditEvent
from offices.retention.board_curves import Grouping
from offices.rounds.acts import open_round
from tests.factories import (
    ACTOR,
    COUNTY,
    NOW,
    POLICY_DATE,
    add_employer,
    add_office,
    add_person,
    add_record,
)
from tests.offices.retention.stored_work import add_placement
from tests.ui.pages.conftest import Opened, said
from ui.components.retention_alarms import RATE_KEY
from ui.components.retention_check import RUN_KEY
from ui.components.retention_choice import REFIT_KEY
from ui.components.retention_staying import BY_KEY, OUTCOME_KEY
from ui.components.retention_visits import PER_WEEK_KEY
from ui.pages.retention import ALARMS, CAUSES, REPLAY, STAYING, VIEW_KEY, VISITS
from ui.settings import Settings
from ui.transactions import reading, transaction

VIEWS = (STAYING, CAUSES, ALARMS, VISITS, REPLAY)


@pytest.fixture
def two_people(installation: Settings) -> Settings:
    """One employer of two people, one of whom left."""
    with transaction(installation) as session:
        employer = add_employer(session)
        add_record(session, add_person(session), employer_id=employer)
        add_record(
            session,
            add_person(session),
            employer_id=employer,
            started_month=dt.date(2025, 1, 1),
            ended_month=dt.date(2025, 5, 1),
            leave_reason="02",
        )
    return installation


@pytest.fixture
def closure(installation: Settings) -> Settings:
    """A round, thirty people at work, earlier leavers, and twelve who left in February."""
    with transaction(installation) as session:
        add_office(session, OfficeKind.EXPORT, (COUNTY,))
        steady, closed = add_employer(session), add_employer(session)
        for number in range(30):
            start = dt.date(2025, 1 + number % 12, 1)
            add_record(session, add_person(session), employer_id=steady, started_month=start)
        for number in range(6):
            add_record(
                session,
                add_person(session),
                employer_id=steady,
                started_month=dt.date(2024, 1, 1),
                ended_month=dt.date(2024, 3 + number, 1),
                leave_reason="08",
            )
        for _ in range(12):
            add_record(
                session,
                add_person(session),
                employer_id=closed,
                started_month=dt.date(2025, 3, 1),
                ended_month=dt.date(2026, 2, 1),
                leave_reason="16",
            )
        open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW)
    return installation


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.usefixtures("two_people")
def test_two_people_are_enough(open_page: Opened, view: str, language: str) -> None:
    """Each view draws, in both languages, and says its cut-off and its model."""
    app = open_page("retention")
    app.sidebar.button_group[0].set_value(language).run()
    app.button_group(key=VIEW_KEY).set_value(view).run()
    assert not app.exception
    assert not app.error
    assert "hazard-1-" in said(app)
    assert "[[" not in said(app)


def test_people_without_records_are_told_what_to_do(
    open_page: Opened, installation: Settings
) -> None:
    """A register alone gives no board: the page names the next step."""
    with transaction(installation) as session:
        add_person(session)
    app = open_page("retention")
    assert not app.error
    assert "就业记录" in app.info[0].value


@pytest.mark.usefixtures("closure")
def test_the_board_opens_on_the_rounds_day(open_page: Opened) -> None:
    """And says how many are at work, by whom they are told, and how curves are defined."""
    app = open_page("retention")
    assert app.date_input[0].value == POLICY_DATE
    shown = said(app)
    assert "在岗 30 人" in shown
    assert "定义" in shown
    table = app.dataframe[0].value
    assert table["段数"].tolist() == [47]
    app.button_group(key=BY_KEY).set_value(Grouping.EMPLOYER).run()
    assert not app.exception
    assert app.dataframe[0].value["段数"].tolist() == [35, 12]
    app.button_group(key=OUTCOME_KEY).set_value("work").run()
    assert not app.exception
    app.button_group(key=BY_KEY).set_value(Grouping.ROUND).run()
    assert app.info


@pytest.mark.usefixtures("closure")
def test_causes_have_their_denominator(open_page: Opened) -> None:
    """Seventeen left while somebody looked; the columns add up to it, the unknown are stated."""
    app = open_page("retention")
    app.button_group(key=VIEW_KEY).set_value(CAUSES).run()
    shown = said(app)
    assert "原因不明的占 0.0%" in shown
    assert "17 段" in shown
    assert app.dataframe[0].value["全部"].tolist()[-1] == "17"


@pytest.mark.usefixtures("closure")
def test_an_alarm_names_the_employer_and_the_rate(open_page: Opened) -> None:
    """Planted: twelve who left one employer; people by number, nobody's name."""
    app = open_page("retention")
    app.button_group(key=VIEW_KEY).set_value(ALARMS).run()
    table = app.dataframe[0].value
    employers = table[table["类别"] == "企业"]
    assert employers["离岗"].tolist() == [12]
    assert "0.05" in said(app)
    app.number_input(key=RATE_KEY).set_value(10).run()
    assert "0.01" in said(app)
    assert "样本1" not in table.drop(columns="名称").to_csv()


@pytest.mark.usefixtures("closure")
def test_visits_keep_the_capacity(open_page: Opened) -> None:
    """The number that is typed is the number of visits; what is assumed is said."""
    app = open_page("retention")
    app.button_group(key=VIEW_KEY).set_value(VISITS).run()
    app.number_input(key=PER_WEEK_KEY).set_value(4).run()
    assert not app.exception
    offices, people = app.dataframe[0].value, app.dataframe[1].value
    assert offices["回访"].tolist() == [4]
    assert len(people) == 4
    assert all(name.startswith("样本") for name in people["姓名"])
    assert "假定" in said(app)


def test_who_left_early_stands_first(open_page: Opened, closure: Settings) -> None:
    """Somebody whose placement ended two days before is to be seen, by name, before all visits."""
    with transaction(closure) as session:
        gone = add_person(session, name="样本归来")
        ended = POLICY_DATE - dt.timedelta(days=2)
        add_placement(session, gone, state="exited", ended_on=ended, leave_reason="02")
    app = open_page("retention")
    app.button_group(key=VIEW_KEY).set_value(VISITS).run()
    assert not app.exception
    assert app.dataframe[0].value["姓名"].tolist() == ["样本归来"]
    assert app.dataframe[0].value["已逾期"].tolist() == ["否"]


@pytest.mark.usefixtures("closure")
def test_the_check_runs_on_request_only(open_page: Opened) -> None:
    """Nothing is computed before the button; then a past day can be chosen."""
    app = open_page("retention")
    app.button_group(key=VIEW_KEY).set_value(REPLAY).run()
    assert not [box for box in app.selectbox if box.label == "回到哪一天"]
    app.button(key=RUN_KEY).click().run()
    assert not app.exception
    (days,) = [box for box in app.selectbox if box.label == "回到哪一天"]
    assert len(days.options) == 4


def test_models_are_fitted_once(open_page: Opened, closure: Settings) -> None:
    """Looking again fits nothing; the button does, and a new record changes what is shown."""

    def fits() -> int:
        with reading(closure) as session:
            actions = session.scalars(select(AuditEvent.action)).all()
        return actions.count("retention.fitted")

    app = open_page("retention")
    first = fits()
    app.run()
    assert fits() == first > 0
    with transaction(closure) as session:
        add_record(session, add_person(session), started_month=dt.date(2025, 5, 1))
    app.button(key=REFIT_KEY).click().run()
    assert fits() > first
    assert "在岗 31 人" in said(app)
