"""A round is audited for equal treatment from what the register says; nobody is named."""

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matching.auditing.errors import AuditError
from matching.auditing.subjects import Attribute
from models.enums import ClaimKind, Health
from models.tables.audit import AuditEvent
from models.tables.people import Person
from models.tables.vacancies import Vacancy
from models.values import NotAllowedError, Permission
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.acts_audit import AuditedRound, audited_round
from offices.rounds.acts_rules import set_rules
from offices.rounds.audit_asked import asked_audit
from offices.rounds.audit_labels import ATTRIBUTES, TRAITS, labels_for, labels_of
from offices.rounds.errors import NotSolvedError
from regions.gazetteer import load_gazetteer
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    add_claim,
    fill_random,
    solved_round,
)

Sessions = sessionmaker[Session]

FLOOR = """
[[floor]]
key = "women"
who = "women"
least = 2
"""


def made_round(session: Session, rules: str = "") -> str:
    """Makes a solved round of people with ethnicities and disabilities."""
    fill_random(session, 4, people=160, vacancies=12)
    for number, person in enumerate(session.scalars(select(Person).order_by(Person.id))):
        person.ethnicity = (None, "土家族", "汉族", "苗族")[number % 4]
        person.health = (Health.HEALTHY, Health.DISABLED)[number % 9 == 0].value
    for vacancy in session.scalars(select(Vacancy.id).limit(3)):
        add_claim(session, vacancy, ClaimKind.SEX, "male", legal_basis="样本依据")
    code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {"register_rules": []}, now=NOW).code
    take_snapshot(session, ACTOR, code, now=NOW)
    if rules:
        set_rules(session, ACTOR, code, rules, now=NOW)
    solved_round(session, code)
    return code


@pytest.fixture
def found(sqlite_session_factory: Sessions) -> AuditedRound:
    """Gives a round with what an audit needs, its file with a floor of women."""
    with sqlite_session_factory.begin() as session:
        return audited_round(session, ACTOR, made_round(session, FLOOR), now=NOW)


def test_an_audit_tells_all_four_things(found: AuditedRound) -> None:
    """Exchanges with and without floors, inputs, rates that add up, proxies; no leak."""
    told = asked_audit(found, tuple(Attribute), None, 1)
    for exchanges in (told["influence"], told["with_floors"]):
        assert [one["attribute"] for one in exchanges] == ["sex", "ethnicity", "origin"]
        assert all(one["is_clean"] for one in exchanges)
    plain, floored = told["influence"][0], told["with_floors"][0]
    assert plain["readers"][0]["name"] == "rule.lawful_claims"
    assert {one["name"] for one in floored["readers"]} == {
        "rule.lawful_claims",
        "constraint.floor",
    }
    assert told["influence"][1]["before"] == told["influence"][1]["after"]
    assert not [one for one in told["inputs"] if one["leaks"]]
    placed = [one for one in told["parity"] if one["measure"] == "placed"]
    assert [one["by"] for one in placed] == list(ATTRIBUTES)
    for one in placed:
        assert sum(row["cases"] for row in one["groups"]) == told["people"]
        counted = sum(row["cases"] * row["rate"]["value"] for row in one["groups"])
        assert counted == pytest.approx(told["placed"])
    assert {one["attribute"] for one in told["proxies"]} == {
        "sex",
        "ethnicity",
        "disability",
        "origin",
    }
    assert not [
        one for one in told["proxies"] if (one["attribute"], one["feature"]) == ("sex", "sex")
    ]


def test_one_attribute_of_some_people(found: AuditedRound) -> None:
    """Only what is asked is exchanged; the same seed tells the same."""
    without_floors = replace(found, floors=())
    told = asked_audit(without_floors, (Attribute.SEX,), 7, 3)
    assert [one["exchanged"] for one in told["influence"]] == [7]
    assert told["with_floors"] == []
    assert {one["attribute"] for one in told["proxies"]} == {"sex"}
    assert told == asked_audit(without_floors, (Attribute.SEX,), 7, 3)
    with pytest.raises(AuditError):
        asked_audit(without_floors, (Attribute.SEX,), len(found.data.people) + 1, 3)


def test_nobody_is_named_and_the_audit_is_recorded(
    sqlite_session_factory: Sessions, found: AuditedRound
) -> None:
    """No name in what is told; one event says that traits were opened."""
    told = json.dumps(asked_audit(found, (Attribute.SEX,), None, 1), ensure_ascii=False)
    with sqlite_session_factory.begin() as session:
        names = set(session.scalars(select(Person.name)))
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == "round.audited"))
        subjects = [event.subject for event in events]
    assert not [name for name in names if name in told]
    assert subjects == [found.code]


@pytest.mark.database
def test_who_may_not_read_is_refused(session_factory: Sessions) -> None:
    """Another county; an actor without either permission; a round that is not solved."""
    with session_factory.begin() as session:
        code = made_round(session)
        assert audited_round(session, ACTOR, code, now=NOW).traits.height == 160
        other = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, other, now=NOW)
    for actor in (
        OTHER_COUNTY,
        actor_for(COUNTY_PATH, without=Permission.ROUNDS_READ),
        actor_for(COUNTY_PATH, without=Permission.REGISTER_READ),
    ):
        with session_factory.begin() as session, pytest.raises(NotAllowedError):
            audited_round(session, actor, code, now=NOW)
    with session_factory.begin() as session, pytest.raises(NotSolvedError):
        audited_round(session, ACTOR, other, now=NOW)


def test_groups_follow_from_the_register() -> None:
    """Ages to the day, what is not stated, several kinds of health, townships or counties."""
    rows = {
        "id": [1, 2, 3, 4],
        "sex": ["male", "female", "female", "male"],
        "birth_date": [
            dt.date(1996, 3, 2),
            dt.date(1996, 3, 3),
            dt.date(1976, 3, 2),
            dt.date(1986, 12, 31),
        ],
        "ethnicity": ["苗族", None, "", "汉族"],
        "health": ["chronic,disabled", None, "healthy", "chronic"],
        "division_code": ["433124100000", "433124101000", "433124100000", "433124100000"],
    }
    traits, place = pl.DataFrame(rows, schema=dict(TRAITS)), load_gazetteer().place
    labels = labels_of(traits, dt.date(2026, 3, 2), place)
    assert labels["age"].to_list() == ["30_39", "0_29", "50_up", "30_39"]
    assert labels["ethnicity"].to_list() == ["苗族", "unknown", "unknown", "汉族"]
    assert labels["disability"].to_list() == [
        "disabled",
        "unknown",
        "not_disabled",
        "not_disabled",
    ]
    assert labels["origin"].to_list() == rows["division_code"]
    assert labels_for(labels, np.array([3, 1]))["sex"].tolist() == ["female", "male"]
    further = traits.with_columns(
        division_code=pl.Series(["433124100000", "433130", "433124101000", "433130"])
    )
    origin = labels_of(further, dt.date(2026, 3, 2), place)["origin"].to_list()
    assert origin == ["433124", "433130", "433124", "433130"]
