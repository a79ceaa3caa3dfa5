"""Stays read from tables, and models of them stored once, on both databases."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models.audit import first_broken_event
from models.tables.audit import AuditEvent
from models.tables.retention import RetentionModelRow
from models.values import NotAllowedError, Permission
from offices.retention.acts import current_model, fit_models
from offices.retention.acts_stays import read_stays
from offices.retention.findings import counted
from offices.retention.frames import AsOf
from offices.retention.stays import EMPLOYER, WORK
from tests.factories import (
    ACTOR,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    add_person,
    add_record,
)
from tests.offices.retention.stored_work import fill_work

AS_OF = AsOf(POLICY_DATE, POLICY_DATE)
Factory = sessionmaker[Session]


def test_stays_are_read_from_tables(session_factory: Factory) -> None:
    """Records with their batches, placements with their follow-ups, what is known of people."""
    with session_factory.begin() as session:
        fill_work(session)
        known = read_stays(session, ACTOR, COUNTY_PATH, AS_OF)
    stays = known.by_outcome[EMPLOYER]
    told = sorted(
        zip(stays.entered.tolist(), stays.left.tolist(), stays.cause.tolist(), strict=True)
    )
    assert told == [(0, 3, 0), (0, 6, 0), (1, 4, 1)]
    of_records = stays.post < 0
    assert of_records.sum() == 2
    assert stays.fit_per_mille[of_records].tolist() == [1000, 1000]
    assert stays.wage_floor_fen[of_records].tolist() == [-1, -1]
    assert stays.wage_fen.tolist() == [400_000, 400_000, 450_000]
    assert stays.round[~of_records].min() > 0
    assert counted(known.findings) == {"not_observed": 1}
    (finding,) = known.findings.iter_rows(named=True)
    assert finding["row"] == 1


def test_a_day_begins_in_china(session_factory: Factory) -> None:
    """A ledger taken at one in the morning there is known on that day, not on the day before."""
    with session_factory.begin() as session:
        fill_work(session)
        eve = POLICY_DATE - dt.timedelta(days=1)
        before = read_stays(session, ACTOR, COUNTY_PATH, AsOf(eve, eve))
    assert len(before.by_outcome[EMPLOYER]) == 1


def test_a_model_is_stored_once_per_version(session_factory: Factory) -> None:
    """The same stays give the same version, a new record another; each act is on the trail."""
    with session_factory.begin() as session:
        fill_work(session)
        first = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)
    later = NOW + dt.timedelta(hours=3)
    with session_factory.begin() as session:
        again = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=later)
        assert session.scalar(select(func.count()).select_from(RetentionModelRow)) == 2
        add_record(session, add_person(session))
        third = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=later)
        assert session.scalar(select(func.count()).select_from(RetentionModelRow)) == 4
        actions = session.scalars(select(AuditEvent.action)).all()
        assert actions == ["retention.fitted"] * 3
        assert first_broken_event(session) is None
    for kind in (EMPLOYER, WORK):
        assert first.by_kind[kind].is_new
        assert not again.by_kind[kind].is_new
        assert again.by_kind[kind].content == first.by_kind[kind].content
        assert third.by_kind[kind].version != first.by_kind[kind].version


def test_the_model_of_a_day(session_factory: Factory) -> None:
    """The newest cut-off up to the day is read back as it was fitted; without one it is fitted."""
    older, newer = dt.date(2025, 12, 1), POLICY_DATE
    with session_factory.begin() as session:
        fill_work(session)
        made = current_model(session, ACTOR, COUNTY_PATH, older, now=NOW)
        fitted = fit_models(session, ACTOR, COUNTY_PATH, newer, now=NOW)
    assert (made.is_new, made.cut_off) == (True, older)
    with session_factory() as session:
        day_before = newer - dt.timedelta(days=1)
        kept = current_model(session, ACTOR, COUNTY_PATH, day_before, now=NOW)
        assert (kept.is_new, kept.cut_off, kept.content) == (False, older, made.content)
        on_day = current_model(session, ACTOR, COUNTY_PATH, newer, now=NOW, kind=WORK)
        assert on_day.version == fitted.by_kind[WORK].version
        assert on_day.model.cases == fitted.by_kind[WORK].model.cases


@pytest.mark.parametrize("act", [fit_models, current_model])
def test_only_who_may(sqlite_session_factory: Factory, act: Any) -> None:
    """Without the permission or outside the region nothing is fitted."""
    with sqlite_session_factory.begin() as session:
        fill_work(session)
        for actor in (OTHER_COUNTY, actor_for(COUNTY_PATH, without=Permission.ROUNDS_RUN)):
            with pytest.raises(NotAllowedError):
                act(session, actor, COUNTY_PATH, POLICY_DATE, now=NOW)
        assert session.scalar(select(func.count()).select_from(RetentionModelRow)) == 0


def test_an_office_without_records_has_the_prior(sqlite_session_factory: Factory) -> None:
    """Nothing known gives a model that says so."""
    with sqlite_session_factory.begin() as session:
        fitted = fit_models(session, ACTOR, COUNTY_PATH, POLICY_DATE, now=NOW)
    assert all(one.model.is_prior for one in fitted.by_kind.values())
