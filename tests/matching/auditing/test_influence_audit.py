"""Exchanging an attribute changes what a rule with a legal basis says, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.auditing.errors import AuditError
from matching.auditing.seen import seen_in
from matching.auditing.subjects import Attribute, Subjects, exchanged, origins
from matching.constraints import floors
from matching.market.declared import market_of
from matching.market.rules import lawful_claims
from matching.market.weights import DEFAULT_WEIGHTS
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from models.enums import WorkAbility
from tests.matching.auditing.audited_markets import (
    audited,
    declared,
    sex_of,
    some_subjects,
    with_floor,
    with_leaking_part,
    with_leaking_rule,
    without_claims,
)

SEEDS = st.integers(0, 10_000)


@given(SEEDS, st.sampled_from([0.05, 0.3, 1.0]))
@settings(max_examples=30, deadline=None)
def test_only_lawful_readers_change_placements(seed: int, chance: float) -> None:
    """In any market: no leak, nothing unexplained, for every attribute."""
    subjects = some_subjects(seed, 14, 9, chance)
    for attribute in Attribute:
        found = audited(attribute, subjects, declared)
        assert found.is_clean
        assert found.changed <= found.people
        assert found.is_least
        if not found.changed:
            assert not found.together
    ethnic = audited(Attribute.ETHNICITY, subjects, declared)
    assert (ethnic.changed, ethnic.readers, ethnic.before) == (0, (), ethnic.after)


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_without_claims_on_sex_a_round_deals_the_same_offers(seed: int) -> None:
    """Nothing the solver sees differs, and the plan under lots is the same for everybody."""
    subjects = without_claims(some_subjects(seed, 40, 12, 0.3))
    found = audited(Attribute.SEX, subjects, declared)
    assert (found.exchanged, found.changed, found.readers) == (40, 0, ())
    assert found.before == found.after
    other = exchanged(subjects, Attribute.SEX, None, 5).subjects
    params = MarketParams(is_lowest=True, seed=3)
    plans = [
        solve_market(market_of(one.data, DEFAULT_WEIGHTS), params).vacancy_of_laborer.tolist()
        for one in (subjects, other)
    ]
    assert plans[0] == plans[1]


def test_a_lawful_claim_explains_what_it_changes() -> None:
    """Half the vacancies claim a sex; all changes go back to that rule, none remains."""
    subjects = some_subjects(2, 40, 12, 0.05)
    posts = subjects.data.vacancies
    claims = np.where(np.arange(len(posts)) % 2, 1, -1)
    data = replace(subjects.data, vacancies=replace(posts, lawful_sex=claims))
    found = audited(Attribute.SEX, replace(subjects, data=data), declared)
    assert found.changed > 0
    (reader,) = found.readers
    assert (reader.name, reader.is_lawful) == (lawful_claims.RULE.code, True)
    assert reader.explained == found.changed
    assert (found.unexplained, found.together) == (0, 0)


def test_a_part_that_reads_sex_is_caught_and_named() -> None:
    """Beside lawful claims, which explain nothing of it."""
    subjects = some_subjects(3, 40, 12, 0.3)
    found = audited(Attribute.SEX, subjects, with_leaking_part(sex_of))
    assert found.leaks == ("leak",)
    assert found.unexplained > 0
    assert not found.is_clean


def test_a_rule_that_reads_sex_unlawfully_is_caught_and_named() -> None:
    """Whatever it is called; it explains its changes, but has no basis."""
    subjects = without_claims(some_subjects(4, 40, 12, 0.05))
    found = audited(Attribute.SEX, subjects, with_leaking_rule(sex_of))
    (reader,) = found.readers
    assert (reader.name, reader.is_lawful, reader.explained) == ("rule.leak", False, found.changed)
    assert found.unexplained == found.changed > 0


@pytest.mark.parametrize("leaking", [with_leaking_part, with_leaking_rule])
def test_whoever_reads_ethnicity_is_caught(leaking: object) -> None:
    """It is handed to whoever declares the market, so that reading it shows."""
    subjects = some_subjects(5, 40, 12, 0.05)
    assert callable(leaking)
    found = audited(Attribute.ETHNICITY, subjects, leaking(lambda one: one.ethnicity + 1))
    assert len(found.leaks) == 1
    assert found.unexplained > 0
    assert found.before != found.after


def test_a_leak_that_moves_nobody_is_named_all_the_same() -> None:
    """A part that reads sex where nobody may go."""
    subjects = without_claims(some_subjects(6, 20, 6, 0.05))
    posts = subjects.data.vacancies
    data = replace(subjects.data, vacancies=replace(posts, seats=np.zeros(len(posts), np.int64)))
    found = audited(Attribute.SEX, replace(subjects, data=data), with_leaking_part(sex_of))
    assert (found.changed, found.leaks, found.is_clean) == (0, ("leak",), False)


def test_a_floor_of_women_is_told_as_such() -> None:
    """Women who would get nothing are placed; exchanged, men are. The floor explains it."""
    subjects = without_claims(some_subjects(7, 24, 3, 0.0))
    sex = np.arange(24) % 2
    people = replace(subjects.data.people, sex=sex)
    subjects = replace(subjects, data=replace(subjects.data, people=people))
    seats = int(subjects.data.vacancies.seats.sum())
    assert 0 < seats < 12
    found = audited(Attribute.SEX, subjects, with_floor(seats))
    (reader,) = found.readers
    assert (reader.name, reader.is_lawful) == (floors.CODE, True)
    assert reader.explained == found.changed > 0
    assert found.unexplained == 0
    assert audited(Attribute.SEX, subjects, declared).changed == 0


@given(SEEDS)
@settings(max_examples=10, deadline=None)
def test_a_floor_that_binds_nobody_changes_nobody(seed: int) -> None:
    """It names other people after the exchange, but the best plan keeps it both ways."""
    subjects = without_claims(some_subjects(seed, 24, 6, 0.1))
    found = audited(Attribute.SEX, subjects, with_floor(0))
    assert [reader.name for reader in found.readers] == [floors.CODE]
    assert (found.changed, found.is_least) == (0, True)


def test_origin_moves_placements_by_lawful_readers_only() -> None:
    """Readers of the home are told by name; some changes take several of them together."""
    subjects = some_subjects(8, 40, 12, 0.3)
    found = audited(Attribute.ORIGIN, subjects, declared)
    assert found.changed > 0
    assert {reader.name for reader in found.readers} <= {
        "distance",
        "retention",
        "rule.pairs",
        "rule.recruits_from",
        "rule.work_ability",
    }
    assert all(reader.explained <= found.changed for reader in found.readers)
    leaking = with_leaking_part(lambda one: one.data.people.home.astype(np.int64), "wage_again")
    assert audited(Attribute.ORIGIN, subjects, leaking).leaks == ("wage_again",)


@given(SEEDS, st.integers(0, 30))
@settings(max_examples=30, deadline=None)
def test_exchanges_deal_what_is_there(seed: int, people: int) -> None:
    """Only the chosen change; homes and ethnicities stay as many of each; the seed repeats."""
    subjects = some_subjects(seed)
    for attribute in Attribute:
        found = exchanged(subjects, attribute, people, seed)
        again = exchanged(subjects, attribute, people, seed)
        assert found.is_exchanged.sum() <= people
        assert np.array_equal(found.is_exchanged, again.is_exchanged)
        if attribute is Attribute.SEX:
            assert found.is_exchanged.sum() == people
    home = exchanged(subjects, Attribute.ORIGIN, people, seed).subjects.data.people.home
    assert np.array_equal(np.sort(home), np.sort(subjects.data.people.home))
    dealt = exchanged(subjects, Attribute.ETHNICITY, people, seed).subjects.ethnicity
    assert np.array_equal(np.sort(dealt), np.sort(subjects.ethnicity))


def test_as_many_as_can_get_another_value() -> None:
    """Everybody where no value has more than half; twice those of the others where one has."""
    subjects = some_subjects(1, 20)
    for values, moved in (([0] * 10 + [1] * 10, 20), ([0] * 14 + [1, 1, 2, 2, 3, 3], 12)):
        given_values = replace(subjects, ethnicity=np.array(values))
        assert exchanged(given_values, Attribute.ETHNICITY, None, 3).is_exchanged.sum() == moved


def test_homes_of_one_county_are_exchanged_between_townships() -> None:
    """Where all are of one county, the township is the origin."""
    subjects = some_subjects(1)
    people = replace(subjects.data.people, home=np.arange(30) % 3 + 2)
    one_county = replace(subjects.data, people=people)
    assert np.unique(origins(one_county)).tolist() == [2, 3, 4]
    several = replace(one_county, people=replace(people, home=np.arange(30) % 4 + 2))
    assert np.unique(origins(several)).tolist() == [2, 5]


def test_digests_tell_who_is_seen_differently() -> None:
    """One person loses all ability to work: the rule that reads it, and nobody else."""
    subjects = some_subjects(9, 20, 8, 0.0)
    ability = np.zeros(20, np.int64)
    ability[7] = list(WorkAbility).index(WorkAbility.NONE)
    changed = replace(subjects.data, people=replace(subjects.data.people, work_ability=ability))
    before, after = (seen_in(declared(one)) for one in (subjects, replace(subjects, data=changed)))
    differing = before.differing(after)
    assert {name: np.flatnonzero(who).tolist() for name, who in differing.items()} == {
        "rule.work_ability": [7]
    }
    assert before.fingerprint() != after.fingerprint()


def test_what_does_not_fit_is_refused() -> None:
    """An ethnicity too few, and more people than there are."""
    subjects = some_subjects(1)
    with pytest.raises(AuditError):
        Subjects(subjects.data, subjects.ethnicity[1:])
    for people in (-1, 31):
        with pytest.raises(AuditError):
            exchanged(subjects, Attribute.SEX, people, 0)
