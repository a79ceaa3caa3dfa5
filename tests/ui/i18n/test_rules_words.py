"""Whatever is found wrong with rules, and every family of them, can be said in both languages."""

import re

import pytest

from offices.rounds.rules_families import RegisterFamily
from offices.rounds.rules_reasons import GROUP, LEFT_OVER, RULED
from offices.rounds.rules_stored import KINDS
from ui.components.reasons import non_offer_sentence
from ui.i18n.rules_said import collision_texts, outcome_texts, price_texts
from ui.i18n.words import load_words
from ui.settings import ROOT

LANGUAGES = ("zh_CN", "en")
CODES = re.compile(r'"((?:rules|constraint)\.[a-z_]+)"')


def _codes() -> set[str]:
    """Codes of findings and families, by reading the source of the constraints."""
    files = sorted((ROOT / "matching" / "constraints").glob("*.py"))
    return {code for file in files for code in CODES.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_family_has_its_words(language: str) -> None:
    """No code of the constraints is left to be shown as a code."""
    words = load_words(language)
    asked = _codes() | {f"rule_family.{name}" for name in KINDS}
    asked |= {f"register_rules.{family.value}" for family in RegisterFamily}
    assert len(asked) > 30
    assert sorted(code for code in asked if not words.knows(code)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_under_rules_are_sentences(language: str) -> None:
    """A group is named by key and size, rules by their kinds; nobody's name is needed."""
    words = load_words(language, is_strict=True)
    group = {"group": "couple-7", "people": 2, "feasible": 5, "sites": 1}
    assert "couple-7" in non_offer_sentence(GROUP, group, words)
    ruled = {"feasible": 5, "free": 3, "blocked_by": {"constraint.household": 3}}
    assert words.text("constraint.household") in non_offer_sentence(RULED, ruled, words)
    assert "2" in non_offer_sentence(LEFT_OVER, {"feasible": 5, "open": 2}, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_outcomes_and_collisions_are_sentences(language: str) -> None:
    """Costs, proofs, groups, batches, trips, rules left out and colliding ones all have words."""
    words = load_words(language, is_strict=True)
    told = {
        "plain": {"objective": 9, "placed": 3, "is_proven": False},
        "cost": 2,
        "price_bound": 8,
        "is_optimal": False,
        "families": [{"code": "constraint.quota", "rows": 2, "full": 1, "price": 0.25}],
        "rows": [
            {
                "key": "quota-1",
                "code": "constraint.quota",
                "least": None,
                "most": 4,
                "used": 4,
                "price": 1234.5,
            }
        ],
        "groups": {"groups": 2, "people": 5, "placed": 1, "people_placed": 2},
        "lots": [
            {"key": "bus", "code": "batch", "least": 3, "opened": 1, "people": 4},
            {"key": "late", "code": "batch", "least": 3, "opened": 0, "people": 0},
            {"key": "coach", "code": "trip", "least": 30, "opened": 2, "people": 70},
        ],
        "dropped": [
            {"code": "rules.group_too_large", "keys": ["g"], "facts": {"people": 9, "seats": 4}}
        ],
        "dropped_count": 1,
    }
    texts = list(outcome_texts(told, words))
    assert len(texts) == 8
    assert price_texts(told, words)[0][words.text("rules_price.price")] == "1,234"
    collision = {
        "findings": [],
        "members": [
            {"key": "a", "field": "quotas", "best_without": 7},
            {"key": "b", "field": "batches", "best_without": None},
        ],
    }
    assert len(list(collision_texts(collision, words))) == 3
