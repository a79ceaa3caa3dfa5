"""``laowu retention audit``: equal treatment in words and as figures."""

import json

import pytest
from sqlalchemy import select

from models.tables.people import Person
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.acts_rules import set_rules
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.ui.conftest import Laowu
from ui.settings import Settings
from ui.transactions import reading, transaction

FLOOR = '[[floor]]\nkey = "women"\nwho = "women"\nleast = 1\n'


@pytest.fixture
def solved(installation: Settings) -> str:
    """Gives the code of a solved round whose file has a floor of women."""
    with transaction(installation) as session:
        fill_random(session, 4, people=120, vacancies=12)
        for number, person in enumerate(session.scalars(select(Person).order_by(Person.id))):
            person.ethnicity = ("土家族", "汉族")[number % 2]
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {"register_rules": []}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        set_rules(session, ACTOR, code, FLOOR, now=NOW)
        solved_round(session, code)
    return code


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_audit_is_said_in_words(
    laowu: Laowu, solved: str, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """In both languages, with no word missing and nobody's name."""
    from ui.cli.console import words

    monkeypatch.setenv("LAOWU_LANGUAGE", language)
    words.cache_clear()
    run = laowu("retention", "audit", solved)
    words.cache_clear()
    assert run.status == 0
    assert "[[" not in run.out
    assert "土家族" in run.out
    with reading() as session:
        names = list(session.scalars(select(Person.name)))
    assert not [name for name in names if name in run.out]


def test_json_holds_the_figures_of_what_is_asked(laowu: Laowu, solved: str) -> None:
    """One object; one attribute, so many people, a seed."""
    asked = ("--attribute", "sex", "--people", "5", "--seed", "4", "--json")
    told = json.loads(laowu("retention", "audit", solved, *asked).out)
    assert (told["round"], told["seed"]) == (solved, 4)
    (influence,) = told["influence"]
    assert (influence["attribute"], influence["exchanged"]) == ("sex", 5)
    assert (influence["unexplained"], influence["is_clean"]) == (0, True)


def test_more_people_than_there_are_is_refused(laowu: Laowu, solved: str) -> None:
    """With words, and nothing on standard output."""
    refused = laowu("retention", "audit", solved, "--people", "100000")
    assert (refused.status, refused.out) == (2, "")
    assert "people" in refused.err
