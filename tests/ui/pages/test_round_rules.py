"""The page of rounds with rules: what is used, what they did, and which of them collide."""

from pathlib import Path

import pytest

from offices.rounds.acts import open_round, round_summary, set_rules, take_snapshot
from offices.rounds.rules_families import usual_settings
from tests.factories import (
    ACTOR,
    COUNTY,
    NOW,
    POLICY_DATE,
    add_household,
    add_person,
    add_survey,
    add_vacancy,
    add_willing,
    solved_round,
)
from tests.ui.conftest import Laowu
from tests.ui.pages.conftest import Opened, said
from ui.i18n.words import load_words
from ui.settings import Settings
from ui.transactions import reading, transaction
from ui.worker import take_one

WORDS = load_words("zh_CN", is_strict=True)


@pytest.fixture
def couple_round(installation: Settings) -> tuple[str, int]:
    """A frozen round of a couple and two others, with three posts of two employers."""
    with transaction(installation) as db:
        household = add_household(db)
        head = add_person(db, household_id=household, relation="head")
        spouse = add_person(db, household_id=household, relation="spouse")
        add_survey(db, head, companions="夫妻")
        add_survey(db, spouse)
        for _ in range(2):
            add_willing(db)
        add_vacancy(db, headcount=2)
        add_vacancy(db, headcount=1)
        code = open_round(db, ACTOR, COUNTY, POLICY_DATE, usual_settings(), now=NOW).code
        take_snapshot(db, ACTOR, code, now=NOW)
    return code, head


def _text(app: object) -> str:
    texts = [element.value for element in app.text]  # type: ignore[attr-defined]  # AppTest's
    return "\n".join(str(text) for text in texts)


def test_the_page_tells_rules_gap_cost_and_prices(
    open_page: Opened, couple_round: tuple[str, int], installation: Settings
) -> None:
    """Families in use with what was found; after the solve the gap, the cost and the groups."""
    app = open_page("rounds")
    assert WORDS.text("register_rules.groups") in said(app)
    assert "夫妻 1 对" in _text(app)
    with transaction(installation) as db:
        solved_round(db, couple_round[0])
        figures = round_summary(db, ACTOR, couple_round[0]).figures
    app = open_page("rounds")
    assert not app.exception
    shown = said(app) + _text(app)
    assert WORDS.text("page.rounds.rules.proof") in shown
    assert WORDS.text("rules_outcome.proof", bound=figures["rules"]["price_bound"]) in shown
    assert "同行 1 组 2 人" in shown
    assert WORDS.text("page.rounds.proof") not in shown


def test_colliding_rules_end_with_their_names(
    open_page: Opened, couple_round: tuple[str, int], installation: Settings
) -> None:
    """A quota nobody can reach under another: the worker ends it, page says which two and why."""
    code = couple_round[0]
    content = (
        f'[[quota]]\nkey = "甲"\nkind = "origin"\norigin = "{COUNTY}"\nleast = 3\n'
        f'[[quota]]\nkey = "乙"\nkind = "destination"\ndestination = "441900"\nmost = 1\n'
    )
    with transaction(installation) as db:
        set_rules(db, ACTOR, code, content, now=NOW)
    from ui.round_steps import request

    request(installation, code)
    assert take_one(installation, "w")
    app = open_page("rounds")
    assert not app.exception
    assert "甲" in app.error[0].value
    assert "乙" in app.error[0].value
    assert WORDS.text("rules_collide.members", count=2) in _text(app)
    with reading(installation) as db:
        assert round_summary(db, ACTOR, code).figures == {}


def test_the_command_sets_shows_and_refuses(
    laowu: Laowu, couple_round: tuple[str, int], tmp_path: Path
) -> None:
    """A file is taken, shown and removed; a wrong one is refused line by line, with status 2."""
    code, head = couple_round
    file = tmp_path / "rules.toml"
    file.write_text(f"[[ban]]\nperson = {head}\nvacancy = 1\n", encoding="utf-8")
    taken = laowu("round", "rules", code, "--file", str(file))
    assert taken.status == 0, taken.err
    assert "ban-1" in taken.out
    shown = laowu("round", "rules", code, "--json")
    assert '"ban-1"' in shown.out
    file.write_text("[[ban]]\nperson = 99999\n[[bus]]\n", encoding="utf-8")
    refused = laowu("round", "rules", code, "--file", str(file))
    assert refused.status == 2
    assert "bus" in refused.err
    assert "ban 1" in refused.err
    assert "ban-1" in laowu("round", "rules", code).out
    assert laowu("round", "rules", code, "--clear").status == 0
    assert "ban-1" not in laowu("round", "rules", code).out
    file.write_bytes(b"\xff\xfe")
    assert laowu("round", "rules", code, "--file", str(file)).status == 2
    assert laowu("round", "rules", code, "--file", str(file), "--clear").status == 2


def test_no_proof_file_of_a_plan_under_rules(
    laowu: Laowu, couple_round: tuple[str, int], installation: Settings, tmp_path: Path
) -> None:
    """The file proves plans without joint rules: asked for another it is refused with words."""
    with transaction(installation) as db:
        solved_round(db, couple_round[0])
    refused = laowu("round", "proof", couple_round[0], "--to", str(tmp_path / "proof.zip"))
    assert refused.status == 2
    assert couple_round[0] in refused.err
    assert not (tmp_path / "proof.zip").exists()
    shown = laowu("round", "show", couple_round[0])
    assert WORDS.text("round_rules.outcome") in shown.out
