"""Distances are geopy's, tiers follow the tree."""

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from regions.distance import WITHIN_COUNTY_KM, distance_km
from regions.gazetteer import load_gazetteer
from regions.places import Place
from regions.tiers import Tier, tier

GAZETTEER = load_gazetteer()
COUNTIES = st.sampled_from(GAZETTEER.counties())


@given(a=COUNTIES, b=COUNTIES)
def test_distance_is_the_geodesic_and_symmetric(a: Place, b: Place) -> None:
    """Two counties are as far apart as geopy says, in both directions."""
    expected = geodesic((a.latitude, a.longitude), (b.latitude, b.longitude)).km
    assert distance_km(a, b) == pytest.approx(WITHIN_COUNTY_KM if a.code == b.code else expected)
    assert distance_km(a, b) == pytest.approx(distance_km(b, a))


def test_distance_within_a_county_is_the_constant() -> None:
    """County, township and two townships of one county are one distance apart."""
    county = GAZETTEER.place("433124")
    one, other = GAZETTEER.townships("433124")[:2]
    assert {distance_km(county, one), distance_km(one, other), distance_km(one, one)} == {
        WITHIN_COUNTY_KM
    }


def test_huayuan_to_dongguan() -> None:
    """A known trip has a plausible length."""
    assert 700 < distance_km(GAZETTEER.place("433124"), GAZETTEER.place("441900")) < 850


@pytest.mark.parametrize(
    ("home", "work", "expected"),
    [
        ("433124100000", "441900119000", Tier.OUT_OF_PROVINCE),
        ("433124", "440000", Tier.OUT_OF_PROVINCE),
        ("433124", "430102", Tier.WITHIN_PROVINCE),
        ("433124", "430000", Tier.WITHIN_PROVINCE),
        ("433124", "433101", Tier.WITHIN_PREFECTURE),
        ("433124", "433100", Tier.WITHIN_PREFECTURE),
        ("433124100000", "433124", Tier.WITHIN_COUNTY),
        ("433124", "433124", Tier.WITHIN_COUNTY),
        ("433124100000", "433124101000", Tier.WITHIN_COUNTY),
        ("433124100000", "433124100000", Tier.WITHIN_TOWNSHIP),
        ("110105", "110101", Tier.WITHIN_PREFECTURE),
        ("429004", "429005", Tier.WITHIN_PROVINCE),
        ("441900119000", "441900", Tier.WITHIN_COUNTY),
        ("441900", "442000", Tier.WITHIN_PROVINCE),
        ("430000", "430000", Tier.WITHIN_PROVINCE),
    ],
)
def test_tiers(home: str, work: str, expected: Tier) -> None:
    """A nearer tier is claimed only as far as both places are known."""
    assert tier(GAZETTEER.place(home), GAZETTEER.place(work)) is expected
