"""The nearest change of a rule's matter opens exactly what it says."""

import json

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.explain.blocking import barred, nearest_relaxation
from matching.market.arcs import candidate_arcs
from matching.market.declared import market_of
from matching.market.judged import Masks, reasons_of
from matching.market.rules.registry import RULES
from matching.market.weights import DEFAULT_WEIGHTS
from tests.matching.explain.applied_changes import PERSONAL, applied
from tests.matching.market.plain_rules import PLAIN_RULES
from tests.matching.market_strategies import markets


def _open_to(data: MarketData, person: int) -> set[int]:
    arcs = candidate_arcs(data)
    return set(arcs.arc_vacancy[arcs.arc_laborer == person].tolist())


def _all_reasons(data: MarketData) -> Masks:
    people, vacancies = np.arange(len(data.people)), np.arange(len(data.vacancies))
    return reasons_of(market_of(data, DEFAULT_WEIGHTS), people, vacancies)


def test_personal_rules_are_the_ones_a_person_can_meet() -> None:
    """What a rule calls personal is what a change to the person's columns can satisfy."""
    assert {rule.code for rule in RULES if rule.is_personal} == set(PERSONAL)


@settings(max_examples=150, deadline=None)
@given(markets(min_people=1, max_people=3, min_vacancies=1))
def test_every_rules_change_opens_what_it_says(data: MarketData) -> None:
    """For each person and rule: after the change, exactly the named vacancies are new."""
    for person, reasons in enumerate(_all_reasons(data)):
        before = _open_to(data, person)
        for bit, rule in enumerate(RULES):
            alone = np.flatnonzero(reasons == 1 << bit)
            if not len(alone):
                continue
            change = rule.change(data, person, alone)
            json.dumps(dict(change.facts))
            assert set(change.opens.tolist()) <= set(alone.tolist())
            after = _open_to(applied(data, person, rule.code, change.facts, change.opens), person)
            if rule.code == "rule.minors":  # a birthday may satisfy lawful claims as well
                assert set(change.opens.tolist()) <= after
            elif rule.is_personal or rule.code == "rule.minimum_wage":
                assert after - before == set(change.opens.tolist()), rule.code
            elif rule.code != "rule.recruiting":
                assert set(change.opens.tolist()) <= after, rule.code
            assert before <= after or rule.code == "rule.minors"


@settings(max_examples=150, deadline=None)
@given(markets(min_people=1, max_people=3, min_vacancies=1))
def test_the_nearest_change_is_the_one_that_opens_most(data: MarketData) -> None:
    """One rule where one is enough, and then the one that alone forbids most; else the fewest."""
    for person, reasons in enumerate(_all_reasons(data)):
        by_vacancy = [
            {code for code, rule in PLAIN_RULES.items() if rule(data, person, j)}
            for j in range(len(data.vacancies))
        ]
        counted = {code: sum(code in codes for codes in by_vacancy) for code in PLAIN_RULES}
        here = barred(reasons, np.arange(len(data.vacancies)))
        assert here.by_rule() == {code: n for code, n in counted.items() if n}
        shut = [codes for codes in by_vacancy if codes]
        found = nearest_relaxation(data, person, here, lambda _: False)
        if found is None:
            assert all(codes == {"rule.minors"} for codes in shut)
            continue
        assert not found.places
        for j in found.opens.tolist():
            assert by_vacancy[j] == set(found.rules)
        alone = {code: sum(codes == {code} for codes in shut) for code in PLAIN_RULES}
        if len(found.rules) == 1:
            others = {code: n for code, n in alone.items() if code != "rule.minors"}
            assert alone[found.rules[0]] >= max(others.values())
        else:
            assert not any(n for code, n in alone.items() if code != "rule.minors")
            assert len(found.rules) == min(len(codes) for codes in shut if len(codes) > 1)
            count = sum(codes == set(found.rules) for codes in shut)
            assert len(found.opens) == count
