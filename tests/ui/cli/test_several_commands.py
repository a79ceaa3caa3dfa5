"""``laowu round plans``, ``frontier`` and ``offers`` in words and in JSON."""

import json
from fractions import Fraction

import pytest
from sqlalchemy import select

from models.tables.people import Person
from offices.rounds.acts import open_round, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.ui.conftest import Laowu
from ui.cli.rounds import rounds
from ui.cli.several import BadPercentError, add_several, share_of
from ui.settings import Settings
from ui.transactions import reading, transaction

COMMANDS = (
    ("plans", "{round}", "--lose", "5"),
    ("plans", "{round}", "--by", "place", "--plans", "2"),
    ("frontier", "{round}", "wage", "--points", "3"),
    ("frontier", "{round}", "distance", "--points", "500"),
    ("offers", "{round}", "--declined", "10"),
    ("offers", "{round}", "--declined", "10", "--most-declined", "25"),
)


@pytest.fixture(autouse=True)
def _commands() -> None:
    """Adds the commands where nobody has yet."""
    if "plans" not in {command.name for command in rounds.registered_commands}:
        add_several(rounds)


@pytest.fixture
def solved(installation: Settings) -> str:
    """Gives the code of a solved round."""
    with transaction(installation) as session:
        fill_random(session, 4, people=80, vacancies=8)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
    return code


def asked(command: tuple[str, ...], code: str) -> list[str]:
    """Puts the round's code into a command."""
    return [word.format(round=code) for word in command]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_command_says_it_in_words(
    laowu: Laowu, solved: str, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """In both languages, with no word missing and nobody's name."""
    from ui.cli.console import words

    monkeypatch.setenv("LAOWU_LANGUAGE", language)
    words.cache_clear()
    said = [laowu("round", *asked(command, solved)) for command in COMMANDS]
    words.cache_clear()
    assert [run.status for run in said] == [0] * len(COMMANDS)
    assert all(run.out.strip() for run in said)
    assert "[[" not in "".join(run.out for run in said)
    with reading() as session:
        names = list(session.scalars(select(Person.name)))
    assert not [name for name in names for run in said if name in run.out]


def test_json_holds_the_figures(laowu: Laowu, solved: str) -> None:
    """One object each, with the round and the figures behind the sentences."""
    plans, _, frontier, _, offers, shared = (
        json.loads(laowu("round", *asked(command, solved), "--json").out) for command in COMMANDS
    )
    assert {one["round"] for one in (plans, frontier, offers, shared)} == {solved}
    assert len(plans["plans"]) == 2
    assert frontier["part"] == "wage"
    assert offers["ranks"][0]["rank"] == shared["ranks"][0]["rank"] == 2
    assert offers["ranks"][0]["value"] <= shared["second_value"] <= shared["second_bound"]


@pytest.mark.parametrize(
    "command",
    [
        ("plans", "{round}", "--lose", "101"),
        ("plans", "{round}", "--lose", "much"),
        ("plans", "{round}", "--by", "weather"),
        ("frontier", "{round}", "weather"),
        ("offers", "{round}", "--declined", "-1"),
        ("offers", "{round}", "--declined", "1/0"),
        ("offers", "{round}", "--declined", "10", "--most-declined", "5"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    laowu: Laowu, solved: str, command: tuple[str, ...]
) -> None:
    """With a reason on standard error and nothing on standard output."""
    refused = laowu("round", *asked(command, solved))
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.strip()


def test_percentages_are_exact() -> None:
    """Half a percent is one part in two hundred; what is no percentage is refused."""
    assert share_of("0.5") == Fraction(1, 200)
    assert share_of("100") == 1
    with pytest.raises(BadPercentError):
        share_of("nan")
