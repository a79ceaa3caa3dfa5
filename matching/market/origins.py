"""The county that a place lies in."""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.context import MarketContext

COUNTY_DIGITS = 6
"""Counties, and all above them, carry six digits (GB/T 2260); townships twelve."""


def county_of_places(context: MarketContext) -> Ints:
    """Gives each place's county as a position among the places, -1 where it is not among them.

    The last step of six digits in a place's path. A city without counties is its own; a province
    or prefecture stands for itself.
    """
    position = {path: index for index, path in enumerate(context.place_paths)}
    return np.array(
        [position.get(_county_path(path), -1) for path in context.place_paths], np.int64
    )


def _county_path(path: str) -> str:
    steps = path.strip("/").split("/")
    while len(steps) > 1 and len(steps[-1]) > COUNTY_DIGITS:
        steps.pop()
    return "/" + "/".join(steps) + "/"
