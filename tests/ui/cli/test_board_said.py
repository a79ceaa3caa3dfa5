"""Every sentence about shortage, prices, money, envy and questions, in both languages."""

import pytest

from ui.cli import board_said
from ui.cli.console import words

PLACE, JOB = "433124100000", "6-05-04-01"

RULE = {"rule": "rule.season", "pairs": 9, "people": 3, "vacancies": 2, "employers": 1, "seats": 4}

GROUP = {
    "people": 1_312,
    "vacancies": 5,
    "seats": 140,
    "employers": 3,
    "deficit": 1_172,
    "homes": {PLACE: 1_312},
    "works": {PLACE: 140},
    "occupations": {JOB: 140},
    "rules": [{**RULE, "rule": "shortage.claim.age", "freed": 97}],
}

SHORTAGE = {
    "people": 2_000,
    "placed": 700,
    "barred": 8,
    "barred_rules": [{**RULE, "rule": "shortage.claim.sex", "freed": 1}],
    "deficits": [1_172, 100, 20],
    "groups": [GROUP],
    "crowds": [
        {"per_seat": 5, "people": 60, "vacancies": 1, "seats": 11, "homes": {PLACE: 60}},
    ],
}

COURSE = {
    "certificates": ["health", "cook"],
    "occupation": JOB,
    "level": 2,
    "people": 30,
    "homes": {PLACE: 30},
    "gain": 12,
    "most": 15,
    "placed": -1,
}

BOARD = {
    "is_anew": True,
    "wanted_lines": 4,
    "lines": [{"vacancy": 7, "seats": 20, "price": 98_765}],
    "employers": [{"employer": 1, "vacancy": 7, "price": 98_765}],
    "places": [{"place": PLACE, "vacancy": 7, "price": 98_765}],
    "forecast": {"percent": 5, "seats": 9, "lines": 4, "gain": 3_210},
    "courses": [COURSE, {**COURSE, "occupation": None, "people": 0, "homes": {}}],
}

PACKAGE = {"code": "beds", "cost_fen": 450_050, "seats": 45, "people": 0, "gain_alone": 11}

PORTFOLIO = {
    "is_anew": False,
    "budget_fen": 500_000,
    "cost_fen": 450_050,
    "gain": 11,
    "most": 12,
    "packages": [{**PACKAGE, "is_chosen": True}, {**PACKAGE, "is_chosen": False}],
}

PRICE = {"demand": "stable", "loss": 30, "least_loss": 10, "is_exact": False, "placed": 5}

ENVY = {
    "is_anew": True,
    "blocking_pairs": 1,
    "blocking_people": 2,
    "blocking_vacancies": 3,
    "pairs_at_free_seats": 4,
    "envious_pairs": 5,
    "envious_people": 6,
    "envied_people": 7,
    "objective": 300,
    "prices": [
        PRICE,
        {**PRICE, "is_exact": True},
        {**PRICE, "demand": "envy_free"},
        {**PRICE, "demand": "envy_free", "is_exact": True},
    ],
}

QUESTION = {"missing": 9, "people": 4, "most": 88, "total": 200, "homes": {PLACE: 4}}

FIRST = {"vacancy": 7, "people": 2, "worth": 77, "homes": {PLACE: 2}}

QUESTIONS = {
    "is_anew": False,
    "questions": [
        {**QUESTION, "question": "skills", "effect": "opens"},
        {**QUESTION, "question": "wage_floor", "effect": "breaks"},
        {**QUESTION, "question": "season", "effect": "breaks", "people": 0},
    ],
    "opens": [{**FIRST, "question": "certificates"}],
    "breaks": [{**FIRST, "question": "education"}, {**FIRST, "question": "work_ability"}],
    "is_proven": True,
}

TITLES = {7: "Plant sewing"}


@pytest.fixture(params=["zh_CN", "en"])
def said(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """Gives all that is said in a language; a word or figure that is missing is an error."""
    monkeypatch.setenv("LAOWU_LANGUAGE", request.param)
    words.cache_clear()
    board_said.say_shortage(SHORTAGE)
    board_said.say_shortage({**SHORTAGE, "deficits": [], "groups": [], "crowds": []})
    board_said.say_board(BOARD, TITLES)
    board_said.say_board({**BOARD, "lines": []}, TITLES)
    for is_best in (True, False):
        board_said.say_portfolio({**PORTFOLIO, "is_best": is_best})
    board_said.say_envy(ENVY)
    board_said.say_envy({**ENVY, "objective": 0})
    board_said.say_questions(QUESTIONS, TITLES)
    board_said.say_questions({**QUESTIONS, "is_proven": False}, TITLES)
    words.cache_clear()
    return capsys.readouterr().out


def test_every_sentence_has_its_figures(said: str) -> None:
    """Counts, shares, money, places, occupations and posts stand in the sentences."""
    for figure in ("1,312", "1,172", "98,765", "3,210", "4,500.50", "10.00%", "Plant sewing"):
        assert figure in said
    assert "花垣镇" in said
    assert "120" in said, "the people of groups not told of are added up"
    assert "{" not in said
