"""The five tiers in which the offices report how far people go."""

from enum import StrEnum

from regions.places import Level, Place

MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


class Tier(StrEnum):
    """How far from home a post is, from wide to narrow."""

    OUT_OF_PROVINCE = "out_of_province"
    WITHIN_PROVINCE = "within_province"
    WITHIN_PREFECTURE = "within_prefecture"
    WITHIN_COUNTY = "within_county"
    WITHIN_TOWNSHIP = "within_township"


def tier(home: Place, work: Place) -> Tier:
    """Tells the tier of a post for a person from ``home``.

    A nearer tier is claimed only where both places are known that precisely: two places of one
    county of which one names no township are ``WITHIN_COUNTY``.
    """
    if home.codes[0] != work.codes[0]:
        return Tier.OUT_OF_PROVINCE
    if not _prefecture(home) or _prefecture(home) != _prefecture(work):
        return Tier.WITHIN_PROVINCE
    if not _county(home) or _county(home) != _county(work):
        return Tier.WITHIN_PREFECTURE
    if home.level is not Level.TOWNSHIP or home.code != work.code:
        return Tier.WITHIN_COUNTY
    return Tier.WITHIN_TOWNSHIP


def _prefecture(place: Place) -> str:
    """Gives the code that stands at prefecture level; a municipality is its own."""
    codes = place.codes
    if codes[0] in MUNICIPALITIES:
        return codes[0]
    return codes[1] if len(codes) > 1 else ""


def _county(place: Place) -> str:
    if place.level is Level.TOWNSHIP:
        return place.parent_code
    return place.code if place.level is Level.COUNTY else ""
