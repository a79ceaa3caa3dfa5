"""Simplified shapes for maps that need no network.

Taiwan and every national boundary line are always part of a map of the whole country.
"""

from functools import lru_cache
from typing import Any

from regions.datafiles import read_features
from regions.places import Level

DETAILED = "/430000/"


def shapes(level: Level, within: str | None = None) -> dict[str, Any]:
    """Returns the shapes of a level as a GeoJSON FeatureCollection.

    Parameters
    ----------
    level
        Province, prefecture or county. Townships have no shapes: the collection is empty.
    within
        A path prefix such as ``/430000/433100/``; the whole country without it. Hunan is drawn
        in more detail when it is asked for alone.

    Returns
    -------
    dict
        Features with the properties ``code``, ``name`` and ``path``. Shared: not to be changed.
    """
    if level is Level.TOWNSHIP:
        return _collection([])
    detail = within is not None and within.startswith(DETAILED) and level is not Level.PROVINCE
    features = _features(f"shapes_{level}_430000.json.gz" if detail else f"shapes_{level}.json.gz")
    if within is None:
        return _collection(features)
    return _collection([one for one in features if one["properties"]["path"].startswith(within)])


def boundary_lines() -> dict[str, Any]:
    """Returns every national boundary line, the ten-dash line among them, as GeoJSON."""
    return _collection(_features("boundary_lines.json.gz"))


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


@lru_cache(maxsize=8)
def _features(name: str) -> list[dict[str, Any]]:
    return read_features(name)
