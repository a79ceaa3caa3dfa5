"""How far apart two places are."""

from geopy.distance import geodesic

from regions.places import Level, Place

WITHIN_COUNTY_KM = 21.0
"""The distance of two places in one county, in kilometres.

Points are known per county only. The mean distance of two random points of a disc of area A is
128 / (45 pi) sqrt(A / pi); Hunan's 122 counties have 211,800 square kilometres, which gives 21.3.
"""


def distance_km(a: Place, b: Place) -> float:
    """Measures the WGS84 geodesic between the points of two places, in kilometres.

    Two places of one county, or a place and itself, are ``WITHIN_COUNTY_KM`` apart.
    """
    if a.code == b.code or (_county(a) and _county(a) == _county(b)):
        return WITHIN_COUNTY_KM
    return float(geodesic((a.latitude, a.longitude), (b.latitude, b.longitude)).kilometers)


def _county(place: Place) -> str:
    if place.level is Level.TOWNSHIP:
        return place.parent_code
    return place.code if place.level is Level.COUNTY else ""
