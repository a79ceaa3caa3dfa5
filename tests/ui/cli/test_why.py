"""``round why`` and ``round override`` answer in words and in JSON, and change nothing."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matching.solvers.repair.changes import Withdraw
from matching.solvers.solution import NOBODY, Status
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.acts_board import FrozenPlan, frozen_plan
from offices.rounds.why_asked import asked_override, asked_why
from offices.rounds.why_told import within_scope
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from ui.cli.rooms import Room
from ui.cli.why import BadPairError, NothingAskedError, add_why
from ui.cli.why_said import say_cost, say_why
from ui.i18n.words import load_words
from ui.settings import Settings
from ui.transactions import reading, transaction

Ask = Callable[..., tuple[int, str]]


@pytest.fixture
def plan(installation: Settings) -> FrozenPlan:
    """Gives the plan of a solved round with more people than seats."""
    with transaction(installation) as session:
        fill_random(session, 4, people=120, vacancies=6)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
    with reading(installation) as session:
        return frozen_plan(session, ACTOR, code)


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs one of the two commands; gives the exit status and what it printed."""
    room = Room("round")
    add_why(room)

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        status = room([str(one) for one in arguments], standalone_mode=False)
        return int(status or 0), capsys.readouterr().out

    return run


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Says everything in one of the languages."""
    for module in ("ui.cli.console", "ui.cli.why_said"):
        monkeypatch.setattr(f"{module}.words", lambda: load_words(request.param, is_strict=True))
    return str(request.param)


def _ids(plan: FrozenPlan, *, is_placed: bool) -> list[int]:
    found = (plan.solution.vacancy_of_laborer != NOBODY) == is_placed
    return [int(key) for key in plan.frozen.data.people.key[found]]


@pytest.mark.usefixtures("language")
def test_everybody_is_told_in_words(plan: FrozenPlan, ask: Ask) -> None:
    """Why this post or none, for a few people of each kind; every text finds its figures."""
    code = plan.frozen.round_code
    people = _ids(plan, is_placed=True)[:3] + _ids(plan, is_placed=False)[:5]
    for person in people:
        status, out = ask("why", code, person)
        assert status == 0
        assert len(out.splitlines()) >= 1
        assert "[[" not in out
    vacancies = plan.frozen.data.vacancies.key.tolist()
    for person in people[:5]:
        for vacancy in vacancies:
            assert "[[" not in ask("why", code, person, vacancy)[1]


@pytest.mark.usefixtures("language")
def test_an_answer_beside_the_rules_says_so(
    plan: FrozenPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line more, above why and above the cost, where the round's plan is not the best."""
    data = plan.frozen.data
    nobody = np.full(len(data.people), NOBODY, np.int64)
    bound = replace(plan.solution, vacancy_of_laborer=nobody, objective=0, status=Status.FEASIBLE)
    titles, names = ({int(key): f"{key}" for key in keys} for keys in _keys(plan))
    person, lines = _ids(plan, is_placed=True)[0], []
    for asked in (plan, replace(plan, solution=bound)):
        why = within_scope(asked_why(asked, person), names)
        cost = within_scope(asked_override(asked, [Withdraw(person)]), names)
        capsys.readouterr()
        say_why(why, titles, names)
        say_cost(cost, titles, names)
        lines.append(len(capsys.readouterr().out.splitlines()))
    assert lines[1] == lines[0] + 2


def _keys(plan: FrozenPlan) -> tuple[Sequence[int], Sequence[int]]:
    return plan.frozen.data.vacancies.key.tolist(), plan.frozen.data.people.key.tolist()


def test_json_holds_ids_and_no_names(plan: FrozenPlan, ask: Ask) -> None:
    """The answer as plain values; a name stands nowhere in it."""
    code, person = plan.frozen.round_code, _ids(plan, is_placed=True)[0]
    told = json.loads(ask("why", code, person, "--json")[1])
    assert (told["round"], told["person"], told["reason"]) == (code, person, "held")
    status, out = ask("override", code, "--withdraw", person, "--json")
    cost = json.loads(out)
    assert status == 0
    assert cost["moves"][0]["person"] == person
    assert cost["moves_elsewhere"] == 0
    assert set(cost["moves"][0]) == {"person", "before", "after", "score_before", "score_after"}


@pytest.mark.usefixtures("language")
def test_an_override_is_told_before_it_is_made(
    plan: FrozenPlan, ask: Ask, installation: Settings
) -> None:
    """Its sentence and a line for everybody who moves; the plan stays as it was."""
    code, person = plan.frozen.round_code, _ids(plan, is_placed=True)[0]
    status, out = ask("override", code, "--withdraw", person)
    cost = json.loads(ask("override", code, "--withdraw", person, "--json")[1])
    assert status == 0
    assert len(out.splitlines()) == 1 + len(cost["moves"])
    with reading(installation) as session:
        after = frozen_plan(session, ACTOR, code).solution
    assert after.vacancy_of_laborer.tolist() == plan.solution.vacancy_of_laborer.tolist()


@pytest.mark.usefixtures("language")
def test_a_pin_against_a_rule_has_status_2(plan: FrozenPlan, ask: Ask) -> None:
    """The rules are named; several decisions are asked about together."""
    code, person, vacancy = _forbidden(plan, ask)
    status, out = ask("override", code, "--pin", f"{person}:{vacancy}", "--withdraw", person)
    assert status == 2
    assert len(out.splitlines()) == 1


def _forbidden(plan: FrozenPlan, ask: Ask) -> tuple[str, int, int]:
    code, data = plan.frozen.round_code, plan.frozen.data
    for person in data.people.key.tolist():
        for vacancy in data.vacancies.key.tolist():
            told: dict[str, Any] = json.loads(ask("why", code, person, vacancy, "--json")[1])
            if told["reason"] == "forbidden":
                return code, person, vacancy
    raise AssertionError


def test_bad_questions_are_refused_without_repeating_them(plan: FrozenPlan, ask: Ask) -> None:
    """What was typed may be a name or a number: it stands in no message."""
    code = plan.frozen.round_code
    for option, text in (("--pin", "张三:1"), ("--ban", "12"), ("--pin", "1:2:3")):
        with pytest.raises(BadPairError) as refused:
            ask("override", code, option, text)
        assert refused.value.params == {}
    with pytest.raises(NothingAskedError):
        ask("override", code)
