"""Sex and ethnicity of ten thousand people exchanged in a sample of several counties."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from matching.auditing.influence import Declare, Influence, influence_of
from matching.auditing.planning import PlanParams
from matching.auditing.subjects import Attribute, Subjects, exchanged
from matching.constraints import floors
from matching.market.rules import lawful_claims
from offices.rounds.solving import lot_seed
from offices.sample.frames import generate
from offices.sample.sizes import PREFECTURE
from tests.matching.auditing.audited_markets import (
    declared,
    sex_of,
    with_floor,
    with_leaking_part,
)
from tests.offices.sample.markets import sample_market

PEOPLE = 10_000

pytestmark = pytest.mark.prove


@cache
def prefecture() -> Subjects:
    """Gives a prefecture's pool of 20,000 people; the sample claims no sex."""
    data = sample_market(generate(PREFECTURE, PREFECTURE.seed))
    ethnicity = np.random.default_rng(1).integers(0, 6, len(data.people))
    return Subjects(data, ethnicity)


def found_by(attribute: Attribute, subjects: Subjects, declare: Declare = declared) -> Influence:
    """Exchanges the attribute of ten thousand people."""
    exchange = exchanged(subjects, attribute, PEOPLE, 7)
    params = PlanParams(seed=lot_seed(subjects.data), enough=0.0005)
    return influence_of(attribute, subjects, exchange, declare, params)


def test_sex_and_ethnicity_of_ten_thousand_change_no_placement() -> None:
    """The solver sees the very same problem."""
    for attribute, fewest in ((Attribute.SEX, PEOPLE), (Attribute.ETHNICITY, 8_000)):
        found = found_by(attribute, prefecture())
        assert fewest <= found.exchanged <= PEOPLE
        assert (found.changed, found.readers) == (0, ())
        assert found.before == found.after


def test_lawful_claims_on_sex_explain_all_they_change() -> None:
    """Every twentieth line claims a sex by law: changes, and none without basis."""
    posts = prefecture().data.vacancies
    line = np.arange(len(posts))
    claims = np.where(line % 20 == 0, line // 20 % 2, -1)
    data = replace(prefecture().data, vacancies=replace(posts, lawful_sex=claims))
    found = found_by(Attribute.SEX, replace(prefecture(), data=data))
    (reader,) = found.readers
    assert reader.name == lawful_claims.RULE.code
    assert reader.explained == found.changed > 0
    assert (found.unexplained, found.is_least) == (0, True)


def test_a_floor_of_women_is_told_as_such_at_size() -> None:
    """A floor of half the women, placed by the best plan anyway: other names, no other plan."""
    subjects = prefecture()
    women = int(sex_of(subjects).sum())
    found = found_by(Attribute.SEX, subjects, with_floor(women // 2))
    assert {reader.name for reader in found.readers} == {floors.CODE}
    assert (found.changed, found.unexplained, found.is_least) == (0, 0, True)


def test_a_leak_is_named_at_size() -> None:
    """A part that reads sex."""
    found = found_by(Attribute.SEX, prefecture(), with_leaking_part(sex_of))
    assert found.leaks == ("leak",)
    assert found.unexplained > 0


def test_origin_is_read_by_lawful_readers_only_at_size() -> None:
    """Homes exchanged between counties."""
    found = found_by(Attribute.ORIGIN, prefecture())
    assert found.exchanged == PEOPLE
    assert found.changed > 0
    assert found.is_clean
