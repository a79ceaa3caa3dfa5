"""``laowu round shortage``, ``board``, ``portfolio``, ``envy`` and ``ask-first``."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from models.tables.people import Person
from offices.rounds.acts import open_round, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.ui.conftest import Laowu
from ui.cli.board import add_board
from ui.cli.rounds import rounds
from ui.settings import Settings
from ui.transactions import reading, transaction

COMMANDS = (("shortage",), ("board",), ("envy",), ("envy", "--own-wishes"), ("ask-first",))

PACKAGES = """
[[package]]
code = "health"
cost_yuan = 1000
places = 3
certificates = ["health"]

[[package]]
code = "driving"
cost_yuan = 9000
places = 3
certificates = ["driving_c"]
"""


@pytest.fixture(autouse=True)
def _commands() -> None:
    """Adds the commands where nobody has yet."""
    if "board" not in {command.name for command in rounds.registered_commands}:
        add_board(rounds)


@pytest.fixture
def solved(installation: Settings) -> str:
    """Gives the code of a solved round."""
    with transaction(installation) as session:
        fill_random(session, 4, people=120, vacancies=12)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
    return code


@pytest.fixture
def packages(tmp_path: Path) -> str:
    """Gives the path of a file of packages."""
    file = tmp_path / "packages.toml"
    file.write_text(PACKAGES, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_command_says_it_in_words(
    laowu: Laowu, solved: str, packages: str, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """In both languages, with no word missing and nobody's name."""
    from ui.cli.console import words

    monkeypatch.setenv("LAOWU_LANGUAGE", language)
    words.cache_clear()
    said = [laowu("round", command, solved, *options) for command, *options in COMMANDS]
    said.append(laowu("round", "portfolio", solved, packages, "--budget-yuan", "5000"))
    words.cache_clear()
    assert [run.status for run in said] == [0] * 6
    assert all(run.out.strip() for run in said)
    assert "[[" not in "".join(run.out for run in said)
    with reading() as session:
        names = list(session.scalars(select(Person.name)))
    assert not [name for name in names for run in said if name in run.out]


def test_json_holds_the_figures(laowu: Laowu, solved: str, packages: str) -> None:
    """One object each, with the round and the figures behind the sentences."""
    told = {
        command: json.loads(laowu("round", command, solved, *options, "--json").out)
        for command, *options in (*COMMANDS, ("portfolio", packages, "--budget-yuan", "5000"))
    }
    assert {one["round"] for one in told.values()} == {solved}
    assert told["shortage"]["people"] == told["ask-first"]["people"]
    assert told["board"]["lines"][0]["price"] == max(one["price"] for one in told["board"]["lines"])
    assert {price["demand"] for price in told["envy"]["prices"]} == {"stable", "envy_free"}
    assert told["portfolio"]["cost_fen"] <= 500_000


def test_a_round_without_plan_has_a_shortage_but_no_board(
    laowu: Laowu, installation: Settings
) -> None:
    """Who competes for what is known before the solve; prices are not."""
    with transaction(installation) as session:
        fill_random(session, 5, people=40, vacancies=10)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
    assert laowu("round", "shortage", code).status == 0
    for command in ("board", "envy", "ask-first"):
        refused = laowu("round", command, code)
        assert (refused.status, refused.out) == (2, "")
        assert code in refused.err


def test_a_bad_file_of_packages_is_refused(laowu: Laowu, solved: str, tmp_path: Path) -> None:
    """With the entry that is wrong; nothing is printed on standard output."""
    file = tmp_path / "packages.toml"
    file.write_text('[[package]]\ncode = "x"\n', encoding="utf-8")
    refused = laowu("round", "portfolio", solved, str(file), "--budget-yuan", "1")
    assert (refused.status, refused.out) == (2, "")
    assert "cost_yuan" in refused.err
