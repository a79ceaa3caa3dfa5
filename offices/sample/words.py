"""How the sample's codes and fixed texts are written in workbooks; the words are data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

from offices.sample.names import DATA


@cache
def words() -> dict[str, Any]:
    """Reads the words, once."""
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


def word(group: str, key: str) -> str:
    """Gives one word."""
    return str(words()[group][key])


def labelled(column: str, group: str) -> pl.Expr:
    """Writes a column of codes as the group's labels; an empty code stays empty."""
    return by_label(pl.col(column), words()[group])


def by_label(codes: pl.Expr, labels: Mapping[str, str]) -> pl.Expr:
    """Writes codes as labels; an empty code stays empty."""
    return codes.cast(pl.String).replace_strict({"": None, **labels}, return_dtype=pl.String)


def yes_or_no(column: str) -> pl.Expr:
    """Writes a truth value, or 1, 0 and -1 for unknown."""
    labels = {
        "true": word("other", "yes"),
        "false": word("other", "no"),
        "1": word("other", "yes"),
        "0": word("other", "no"),
        "-1": None,
    }
    return pl.col(column).cast(pl.String).replace_strict(labels, return_dtype=pl.String)
