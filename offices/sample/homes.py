"""Where the made-up households are registered: real townships, made-up villages."""

import numpy as np
import polars as pl

from offices.sample.draws import weighted
from offices.sample.names import name_parts
from regions.gazetteer import load_gazetteer
from regions.places import Level

VILLAGES_PER_TOWNSHIP = 14

COLUMNS = (
    "province",
    "prefecture",
    "county",
    "township",
    "village",
    "county_code",
    "township_code",
    "township_path",
)


def home_townships(path: str) -> pl.DataFrame:
    """Lists the townships below a region path with the names of all that lies above them."""
    gazetteer = load_gazetteer()
    rows = []
    for place in gazetteer.all_places((Level.TOWNSHIP,)):
        if place.path.startswith(path):
            above = [gazetteer.place(code) for code in place.codes[:-1]]
            prefecture = above[1].name if len(above) > 2 else ""
            rows.append(
                (
                    above[0].name,
                    prefecture,
                    above[-1].name,
                    place.name,
                    above[-1].code,
                    place.code,
                    place.path,
                )
            )
    schema = [
        "province",
        "prefecture",
        "county",
        "township",
        "county_code",
        "township_code",
        "township_path",
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")


def draw_homes(rng: np.random.Generator, path: str, households: int) -> pl.DataFrame:
    """Gives every household a township and a village, in the order of townships and villages.

    Returns
    -------
    polars.DataFrame
        One row per household with the columns ``COLUMNS``.
    """
    townships = home_townships(path)
    size = rng.lognormal(0, 0.45, townships.height)
    chosen = np.sort(weighted(rng, size, households))
    parts = name_parts()
    village = rng.integers(0, VILLAGES_PER_TOWNSHIP, households)
    order = np.lexsort((village, chosen))
    chosen, village = chosen[order], village[order]
    # each township takes its own stretch of the list of names, so that names differ within it
    stems = np.array(parts["villages"])
    suffixes = np.array(parts["village_suffixes"])
    index = (chosen * 7 + village) % len(stems)
    name = np.strings.add(stems[index], suffixes[village % len(suffixes)])
    return townships[chosen].with_columns(village=pl.Series(name)).select(COLUMNS)
