"""The places where the sample's posts and earlier work lie."""

import tomllib
from functools import cache

import polars as pl

from offices.sample.names import DATA
from regions.gazetteer import load_gazetteer
from regions.tiers import MUNICIPALITIES


@cache
def destinations() -> pl.DataFrame:
    """Reads the destinations.

    Returns
    -------
    polars.DataFrame
        ``code``, ``name`` as clerks write it, ``short_name`` of the city, ``weight``, and the names
        of ``province``, ``prefecture`` (empty where no prefecture stands between) and ``county``.

    Raises
    ------
    UnknownDivisionError
        If the file names a code that is no division of today.
    """
    gazetteer = load_gazetteer()
    rows = []
    for row in tomllib.loads((DATA / "destinations.toml").read_text(encoding="utf-8"))["place"]:
        codes = gazetteer.place(row["code"]).codes
        above = [gazetteer.place(code) for code in codes]
        city = above[0] if codes[0] in MUNICIPALITIES else above[1]
        prefecture = above[1].name if len(above) > 2 else ""
        rows.append(
            (
                row["code"],
                row["name"],
                city.short_name,
                row["weight"],
                above[0].name,
                prefecture,
                above[-1].name,
            )
        )
    schema = ["code", "name", "short_name", "weight", "province", "prefecture", "county"]
    return pl.DataFrame(rows, schema=schema, orient="row")
