"""Every code that matching gives out has its words in both languages."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.explain.non_offers import NO_VACANCIES, NO_VACANCY_PASSES, OUTCOMPETED
from matching.explain.skills import RELATIONS
from matching.market.declared import market_of
from matching.market.judged import reasons_of
from matching.market.parts.registry import PARTS
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS
from models.enums import Standing
from tests.matching.market_strategies import markets
from ui.i18n.words import load_words, placeholders

LANGUAGES = ("zh_CN", "en")


def _texts(language: str) -> dict[str, str]:
    return dict(load_words(language, is_strict=True).texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_have_words(language: str) -> None:
    """Rules, their changes, parts, relations, reasons and standings."""
    wanted = [
        *(rule.code for rule in RULES),
        *(f"change.{rule.code}" for rule in RULES),
        *(f"part.{part.name}" for part in PARTS),
        *(f"part_about.{part.name}" for part in PARTS),
        *(f"relation.{code}" for code in RELATIONS.values()),
        *(f"standing.{standing.value}" for standing in Standing),
        *(
            f"{table}.{reason}"
            for table in ("non_offer", "non_offer_sentence")
            for reason in (NO_VACANCIES, NO_VACANCY_PASSES, OUTCOMPETED)
        ),
    ]
    assert not [code for code in wanted if code not in _texts(language)]


def test_both_languages_ask_for_the_same_parameters() -> None:
    """A sentence about matching has the same placeholders in both languages."""
    chinese, english = (_texts(language) for language in LANGUAGES)
    prefixes = ("rule", "change", "offer", "relation", "non_offer", "matching", "solver", "part")
    shared = [code for code in chinese if code.startswith(prefixes)]
    assert shared
    for code in shared:
        assert placeholders(chinese[code]) == placeholders(english[code]), code


@settings(max_examples=60, deadline=None)
@given(markets(min_people=1, max_people=2, min_vacancies=1))
def test_changes_fill_their_sentences(data: MarketData) -> None:
    """Every change carries the figures that its sentence asks for."""
    texts = _texts("en")
    for person, reasons in enumerate(
        reasons_of(market_of(data, DEFAULT_WEIGHTS), _all(data), np.arange(len(data.vacancies)))
    ):
        for bit, rule in enumerate(RULES):
            alone = (reasons == 1 << bit).nonzero()[0]
            if len(alone):
                facts = rule.change(data, person, alone).facts
                asked = placeholders(texts[f"change.{rule.code}"])
                assert asked - {"opens"} <= set(facts), rule.code


def _all(data: MarketData) -> np.ndarray:
    return np.arange(len(data.people))
