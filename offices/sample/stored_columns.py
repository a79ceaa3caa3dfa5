"""Columns that several of the stored tables share."""

from collections.abc import Mapping

import polars as pl

FEN = 100


def occupation_code(title: str, code_by_title: Mapping[str, str]) -> pl.Expr:
    """Gives the occupation of a column of titles, null where a clerk has to choose."""
    return pl.col(title).replace_strict(code_by_title, default=None, return_dtype=pl.String)


def or_none(column: str) -> pl.Expr:
    """Gives null for an empty text."""
    return pl.when(pl.col(column) != "").then(pl.col(column))


def in_fen(column: str) -> pl.Expr:
    """Turns yuan into fen; negative is not stated."""
    return pl.when(pl.col(column) >= 0).then(pl.col(column) * FEN)
