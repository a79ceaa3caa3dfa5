"""Whatever matching explains can be said in both languages, with every figure filled in."""

import json
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.judged import reasons_of
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS
from offices.rounds.solving import solve_round
from tests.matching.market_strategies import markets
from ui.components.reasons import (
    change_sentence,
    non_offer_sentence,
    offer_sentence,
    vacancies_in,
)
from ui.i18n.words import load_words

KNOWN = {"4-03": "4-03-00-00", "6": "6-00-00-00", "6-05-04": "6-05-04-00"}
"""Wider classes as the classification writes them; the register stores no others."""

LANGUAGES = [load_words(language, is_strict=True) for language in ("zh_CN", "en")]


def _known(data: MarketData) -> MarketData:
    codes = tuple(KNOWN.get(code, code) for code in data.context.occupations)
    return replace(data, context=replace(data.context, occupations=codes))


@settings(max_examples=60, deadline=None)
@given(markets(min_people=1).map(_known))
def test_every_offer_and_every_missing_one_is_said(data: MarketData) -> None:
    """Facts as the database keeps them, through JSON, give one sentence each."""
    result = solve_round(data, {})
    titles = defaultdict(lambda: "A")
    for words in LANGUAGES:
        for offer in result.offers:
            assert offer_sentence(json.loads(json.dumps(offer.facts)), words)
        for person in result.non_offers:
            facts, change = json.loads(json.dumps([person.facts, person.change]))
            assert non_offer_sentence(person.reason, facts, words)
            assert change_sentence(change, titles, words)
            assert all(isinstance(key, int) for key in vacancies_in(change))


@settings(max_examples=60, deadline=None)
@given(markets(min_people=1, max_people=2, min_vacancies=1).map(_known))
def test_every_rules_change_is_said(data: MarketData) -> None:
    """The figure of each rule is written for people, none is left as a code."""
    market, people = market_of(data, DEFAULT_WEIGHTS), np.arange(len(data.people))
    for person, reasons in enumerate(reasons_of(market, people, np.arange(len(data.vacancies)))):
        for bit, rule in enumerate(RULES):
            alone = (reasons == 1 << bit).nonzero()[0]
            if not len(alone):
                continue
            change = {
                "code": "relax",
                "rules": [rule.code],
                "facts": dict(rule.change(data, person, alone).facts),
                "opens": 1,
                "places": False,
            }
            for words in LANGUAGES:
                said = change_sentence(change, defaultdict(lambda: "A"), words)
                assert "_" not in said


@pytest.mark.parametrize(("seats", "said"), [(1, "1 个名额"), (3, "3 个名额")])
def test_further_seats_name_their_vacancy(seats: int, said: str) -> None:
    """The sentence names the post whose seats are wanting."""
    change = {"code": "more_seats", "vacancy": 7, "seats": seats, "score": 1, "price": 1}
    sentence = change_sentence(change, {7: "样本企业 缝纫工"}, LANGUAGES[0])
    assert "样本企业 缝纫工" in sentence
    assert said in sentence
