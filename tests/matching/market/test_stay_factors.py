"""What counts for staying reads the same of past stays and of places, wages and occupations."""

import itertools

import numpy as np
import pytest

from matching.columns.stays import StayColumns
from matching.market import stays
from matching.market.stays import (
    STRUCTURE,
    TIERS,
    divisions_of,
    earlier_by_tier,
    fit_codes,
    logarithm,
    occupation_groups,
    quarters,
    spells_of,
    tiers_of,
    work_groups,
)
from matching.retention.spells import check_codes, check_times
from regions.gazetteer import load_gazetteer
from regions.tiers import Tier, tier

CODES = ("433124", "433130", "430181", "440112", "441900", "110105", "110101", "330282")
"""Counties of one and of several prefectures and provinces, a city without counties, districts."""

CITY_WITHOUT_COUNTIES = "441900"

AS_TOLD = {
    Tier.OUT_OF_PROVINCE: "out_of_province",
    Tier.WITHIN_PROVINCE: "within_province",
    Tier.WITHIN_PREFECTURE: "within_prefecture",
    Tier.WITHIN_COUNTY: "within_county",
    Tier.WITHIN_TOWNSHIP: "within_county",
}


def test_tiers_are_those_that_offices_report() -> None:
    """Every pair of a home county and a place of work has the tier of the regions' own table."""
    gazetteer = load_gazetteer()
    places = [gazetteer.place(code) for code in CODES]
    divisions = divisions_of([place.path for place in places])
    homes = [row for row, place in enumerate(places) if place.code != CITY_WITHOUT_COUNTIES]
    for home, work in itertools.product(homes, range(len(places))):
        told = AS_TOLD[tier(places[home], places[work])]
        assert TIERS[int(tiers_of(divisions, np.array(home), np.array(work)))] == told


def test_an_unknown_place_has_a_tier_of_its_own() -> None:
    """Position -1 stands for a place not known, on either side."""
    divisions = divisions_of(["/430000/433100/433124/"])
    found = tiers_of(divisions, np.array([-1, 0, -1]), np.array([0, -1, -1]))
    assert {TIERS[code] for code in found.tolist()} == {"unknown"}


def test_groups_come_from_codes_and_ids() -> None:
    """An employer in two provinces is two groups; unknown ones are none; classes are prefixes."""
    divisions = divisions_of(["/430000/433100/433124/", "/440000/441900/"])
    found = work_groups(divisions, np.array([7, 7, -1]), np.array([3, 3, 3]), np.array([0, 1, 1]))
    assert found["employer"].tolist() == [743, 744, -1]
    assert found["industry_place"].tolist() == [443, 444, 444]
    classes = occupation_groups(["6-18-01-01", "6-18"], np.array([0, 1, -1]))
    assert classes["occupation"].tolist() == [6180101, -1, -1]
    assert classes["minor"].tolist() == [61801, -1, -1]
    assert classes["major"].tolist() == [6, 6, -1]


@pytest.mark.parametrize(
    ("fit", "told"), [(-1, "unknown"), (100, "far"), (250, "far"), (450, "near"), (1000, "same")]
)
def test_fit_has_four_steps(fit: int, told: str) -> None:
    """Nearness of occupations falls into the steps of the classification."""
    assert stays.FITS[int(fit_codes(np.array(fit)))] == told


def test_wages_are_logarithms_cut_at_typing_errors() -> None:
    """The reference and an unstated wage are 0; 25 yuan and a million count as the bounds."""
    found = logarithm(np.array([300_000, -1, 600_000, 2_500, 100_000_000]))
    np.testing.assert_allclose(found, np.log([1, 1, 2, 1 / 6, 10]))


def test_only_what_differs_nearer_home_counts_by_tier() -> None:
    """Nobody known before, and posts outside the province, share the reference."""
    found = earlier_by_tier(np.arange(5)[:, None], np.arange(5)[None, :])
    assert (found[0] == 0).all()
    assert (found[:, 0] == 0).all()
    rest = found[1:, 1:].ravel().tolist()
    assert len(set(rest)) == len(rest)
    assert max(rest) < STRUCTURE.factors["earlier_tier"]


def test_quarters_begin_in_january() -> None:
    """Months count from the year 0, so month 0 of a year is January."""
    assert quarters(np.array([2026 * 12, 2026 * 12 + 3, 2026 * 12 + 11])).tolist() == [0, 1, 3]


def test_past_stays_become_spells() -> None:
    """Every declared factor, slope and group is there, of one length and within its categories."""
    one = {name: [0] for name in StayColumns.__dataclass_fields__}
    one |= {"left": [3], "weight_per_mille": [1000], "channel": [-1], "speaks_mandarin": [-1]}
    row = StayColumns(**{name: np.array(value) for name, value in one.items()})
    spells = spells_of(row, ["/430000/433100/433124/"], ["6-18-01-01"])
    check_codes(spells.codes, STRUCTURE.factors, STRUCTURE.slopes, STRUCTURE.groups)
    check_times(spells, STRUCTURE.causes, STRUCTURE.strata)
    for name, categories in STRUCTURE.factors.items():
        assert 0 <= spells.factors[name][0] < categories
    assert spells.factors["channel"][0] == stays.CHANNELS.index("unknown")
    assert spells.factors["language"][0] == stays.LANGUAGES.index("unknown")
