"""Maps are complete, and points lie where they should."""

from itertools import pairwise
from typing import Any

import pytest

from regions.gazetteer import load_gazetteer
from regions.places import Level
from regions.shapes import boundary_lines, shapes

GAZETTEER = load_gazetteer()
DRAWN = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
WITHOUT_POLYGON = {"653132", "653228", "653229", "659013"}


def rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    """Lists the rings of a polygon or of several."""
    if geometry["type"] == "Polygon":
        return list(geometry["coordinates"])
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def contains(geometry: dict[str, Any], x: float, y: float) -> bool:
    """Casts a ray to the east and counts the borders it crosses."""
    crossings = 0
    for ring in rings(geometry):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def test_every_county_with_a_polygon_holds_its_own_point() -> None:
    """No point has left its county by simplification."""
    drawn = {one["properties"]["code"]: one["geometry"] for one in shapes(Level.COUNTY)["features"]}
    counties = GAZETTEER.counties()
    assert {place.code for place in counties} - drawn.keys() == WITHOUT_POLYGON
    outside = [
        place.code
        for place in counties
        if place.code in drawn and not contains(drawn[place.code], place.longitude, place.latitude)
    ]
    assert not outside


@pytest.mark.parametrize("level", DRAWN)
def test_taiwan_is_on_every_map_of_the_country(level: Level) -> None:
    """Each level draws Taiwan, Hong Kong and Macao."""
    paths = [one["properties"]["path"] for one in shapes(level)["features"]]
    for province in ("/710000/", "/810000/", "/820000/"):
        assert any(path.startswith(province) for path in paths)


def test_all_boundary_lines_are_kept() -> None:
    """The eight published line features are there, the ten dashes among them."""
    lines = [one["geometry"] for one in boundary_lines()["features"]]
    assert len(lines) == 8
    dashes = [
        line
        for line in lines
        if line["type"] == "MultiLineString" and len(line["coordinates"]) == 10
    ]
    assert len(dashes) == 1
    assert min(y for part in dashes[0]["coordinates"] for _x, y in part) < 5


def test_hunan_alone_is_drawn_in_more_detail() -> None:
    """Inside Hunan there are 122 counties, 14 prefectures, and more points than on the wide map."""
    counties = shapes(Level.COUNTY, "/430000/")["features"]
    assert len(counties) == 122
    assert len(shapes(Level.PREFECTURE, "/430000/")["features"]) == 14
    assert len(shapes(Level.COUNTY, "/430000/433100/")["features"]) == 8
    wide = [
        one for one in shapes(Level.COUNTY)["features"] if one["properties"]["code"][:2] == "43"
    ]
    assert sum(len(ring) for one in counties for ring in rings(one["geometry"])) > sum(
        len(ring) for one in wide for ring in rings(one["geometry"])
    )


def test_within_filters_other_provinces_too() -> None:
    """A province outside Hunan is cut from the wide map; townships have no shapes."""
    assert len(shapes(Level.COUNTY, "/440000/")["features"]) == 124
    assert shapes(Level.TOWNSHIP)["features"] == []
