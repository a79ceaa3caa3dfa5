"""The shrunk shares have their closed form, learn from cases and recover a known truth."""

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.columns.stays import PastStays
from matching.market.origins import county_of_places
from matching.retention.params import RetentionParams, RetentionParamsError
from matching.retention.shares import retention_of
from tests.matching.market.plain_parts import stay_share
from tests.matching.market_strategies import DETAILED, Filler, made_market, markets

COUNTY, OTHER_COUNTY = 2, 5
SEWING = DETAILED[0]


def _market(rows: list[tuple[int, int, int, bool]]) -> MarketData:
    """One vacancy of employer 7 in sewing, with past stays (employer, county, trade, stayed)."""
    data = made_market(1, 1, Filler(0, 0.0))
    posts = dataclasses.replace(
        data.vacancies, employer=np.array([7]), occupation=np.array([SEWING])
    )
    columns = [np.array([row[at] for row in rows], np.int64) for at in range(3)]
    stays = PastStays(*columns, np.array([row[3] for row in rows], np.bool_))
    context = dataclasses.replace(data.context, stays=stays)
    return dataclasses.replace(data, vacancies=posts, context=context)


def _share(data: MarketData, county: int = COUNTY) -> int:
    return int(retention_of(data, np.array([county])).share_per_mille[0, 0])


def test_without_any_case_the_prior_stands_with_no_cases() -> None:
    """An office without history gets the prior everywhere and is told that nothing is behind it."""
    found = retention_of(_market([]), np.array([COUNTY, -1]))
    np.testing.assert_array_equal(found.share_per_mille, [[700], [700]])
    np.testing.assert_array_equal(found.cases, [[0], [0]])
    np.testing.assert_array_equal(found.employer_cases, [0])


def test_closed_form_of_one_cell() -> None:
    """Four of four stayed: they count once, for their own county ten cases weigh against them."""
    data = _market([(7, COUNTY, SEWING, True)] * 4)
    assert _share(data) == round(1000 * (4 + 10 * Fraction(7, 10)) / 14)
    assert _share(data, OTHER_COUNTY) == round(1000 * (4 + 15 * Fraction(7, 10)) / 19)
    assert int(retention_of(data, np.array([COUNTY])).cases[0, 0]) == 4


def test_closed_form_of_the_wider_groups() -> None:
    """Others in the trade, the employer in other trades, and everybody else, each on its own."""
    trade = _market([(9, COUNTY, SEWING, False)] * 6)
    assert _share(trade) == round(1000 * (0 + 30 * Fraction(7, 10)) / 36)
    rest = _market([(9, COUNTY, DETAILED[2], False)] * 10)
    assert _share(rest) == round(1000 * (0 + 40 * Fraction(7, 10)) / 50)
    employer = _market([(7, COUNTY, DETAILED[2], True)] * 5)
    anywhere = (5 + 40 * Fraction(7, 10)) / 45
    usual = (5 + 30 * anywhere) / 35
    assert _share(employer) == round(1000 * (Fraction(7, 10) + (5 - 5 * usual) / 25))


def test_three_of_four_is_not_75_percent() -> None:
    """A handful of cases moves the share little; a thousand bring it to the raw share."""
    few = [(7, COUNTY, SEWING, stayed) for stayed in (True, False, False, False)]
    shares = [_share(_market(few * times)) for times in (0, 1, 10, 250)]
    assert shares == sorted(shares, reverse=True)
    assert abs(shares[1] - 700) < 200
    assert abs(shares[3] - 250) < 10


def test_an_employer_carries_its_difference_to_new_posts() -> None:
    """An employer that keeps people where others do not scores higher in a post never filled."""
    rest = [(9, COUNTY, DETAILED[1], False)] * 40
    good = _market([*rest, *[(7, COUNTY, DETAILED[1], True)] * 40])
    unknown = _market([*rest, *[(8, COUNTY, DETAILED[1], True)] * 40])
    assert _share(good) > _share(unknown) + 100


def test_cases_of_other_counties_say_less_than_ones_own() -> None:
    """People of one's own county weigh more than people of another."""
    data = _market([(7, COUNTY, SEWING, True)] * 20 + [(7, OTHER_COUNTY, SEWING, False)] * 20)
    assert _share(data, COUNTY) > _share(data, OTHER_COUNTY)


@settings(max_examples=40, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_shares_equal_the_exact_fractions(data: MarketData) -> None:
    """Every share of a random market is the rounded exact posterior mean."""
    counties = county_of_places(data.context)[data.people.home]
    found = retention_of(data, counties)
    for i in range(len(data.people)):
        for j in range(len(data.vacancies)):
            exact = 1000 * stay_share(data, i, j)
            assert abs(int(found.share_per_mille[i, j]) - exact) <= Fraction(501, 1000)


def test_a_simulated_truth_is_recovered() -> None:
    """With many cases the shares of employers come within three points of what made them."""
    rng = np.random.default_rng(20_260_302)
    truth = rng.uniform(0.3, 0.95, 6)
    employer = rng.integers(0, 6, 12_000)
    stays = PastStays(
        employer,
        rng.choice([COUNTY, OTHER_COUNTY], 12_000),
        rng.choice(DETAILED[:2], 12_000),
        rng.random(12_000) < truth[employer],
    )
    data = made_market(1, 6, Filler(1, 0.0))
    posts = dataclasses.replace(
        data.vacancies, employer=np.arange(6), occupation=np.full(6, DETAILED[0])
    )
    context = dataclasses.replace(data.context, stays=stays)
    data = dataclasses.replace(data, vacancies=posts, context=context)
    found = retention_of(data, np.array([COUNTY])).share_per_mille[0] / 1000
    assert float(np.abs(found - truth).max()) < 0.06
    assert float(np.abs(found - truth).mean()) < 0.03


def test_shrinking_beats_raw_shares_where_cases_are_few() -> None:
    """Over many small employers the shrunk share is nearer the truth than the raw one."""
    rng = np.random.default_rng(7)
    truth = rng.beta(14, 6, 300)
    employer = np.arange(300).repeat(4)
    stayed = rng.random(1_200) < truth[employer]
    stays = PastStays(employer, np.full(1_200, COUNTY), np.full(1_200, SEWING), stayed)
    data = made_market(1, 300, Filler(1, 0.0))
    posts = dataclasses.replace(
        data.vacancies, employer=np.arange(300), occupation=np.full(300, SEWING)
    )
    context = dataclasses.replace(data.context, stays=stays)
    data = dataclasses.replace(data, vacancies=posts, context=context)
    found = retention_of(data, np.array([COUNTY])).share_per_mille[0] / 1000
    raw = stayed.reshape(300, 4).mean(axis=1)
    assert float(((found - truth) ** 2).mean()) < 0.6 * float(((raw - truth) ** 2).mean())


def test_counties_of_places() -> None:
    """A township lies in its county; a city without counties and a province are their own."""
    data = made_market(0, 0, Filler(0, 0.0))
    found = county_of_places(data.context).tolist()
    assert found == [0, 1, 2, 2, 2, 5, 6, 7, 8, 9, 9, 11]


def test_settings_have_a_version_and_limits() -> None:
    """Other settings are another version; settings out of range are refused by name."""
    assert RetentionParams().version == RetentionParams().version
    assert RetentionParams(cell_cases=11).version != RetentionParams().version
    for field, value in (("cell_cases", 0), ("prior_share_per_mille", 1001)):
        with pytest.raises(RetentionParamsError) as caught:
            RetentionParams(**{field: value})
        assert caught.value.params == {"field": field, "value": value}
