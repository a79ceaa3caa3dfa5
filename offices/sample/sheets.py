"""What all sheets of the sample share: columns from the layouts, dates and lists as text."""

from collections.abc import Mapping, Sequence

import polars as pl

from offices.register.layouts import layouts
from offices.workbooks.content import ColumnKind, ColumnSpec

WIDE = 20
NARROW = 9
WIDE_KEYS = frozenset(
    {
        "id_number",
        "head_id_number",
        "employer",
        "work_employer",
        "work_place",
        "credit_code",
        "place",
    }
)


def as_laid_out(
    table: pl.DataFrame, layout: str, added: Sequence[str] = (), *, only: Sequence[str] = ()
) -> pl.DataFrame:
    """Picks a layout's fields in its order; fields the table lacks stay empty.

    Parameters
    ----------
    table
        Columns named by field keys.
    layout
        Name of one of the register's layouts.
    added
        Keys of optional fields to put behind the official ones.
    only
        Official fields to keep; all if empty.
    """
    keys = [spec.key for spec in layouts()[layout].fields if not only or spec.key in only]
    keys += added
    missing = [pl.lit(None, pl.String).alias(key) for key in keys if key not in table.columns]
    return table.with_columns(missing).select(keys)


def column_specs(
    layout: str, keys: Sequence[str], headings: Mapping[str, str] | None = None
) -> list[ColumnSpec]:
    """Gives the columns of a sheet with the layout's headings, some of them said otherwise."""
    other = headings or {}
    fields = [layouts()[layout].field(key) for key in keys]
    return [
        ColumnSpec(
            other.get(spec.key, spec.heading),
            WIDE if spec.key in WIDE_KEYS else NARROW,
            ColumnKind.GENERAL,
            spec.group,
        )
        for spec in fields
    ]


def date_text(column: pl.Expr, pattern: str) -> pl.Expr:
    """Writes dates by a pattern of strftime."""
    return column.dt.strftime(pattern)


def joined(separator: str, *columns: pl.Expr) -> pl.Expr:
    """Writes several texts in one cell; empty ones are left out, all empty is empty."""
    filled = [pl.when(column == "").then(None).otherwise(column) for column in columns]
    text = pl.concat_str(filled, separator=separator, ignore_nulls=True)
    return pl.when(text == "").then(None).otherwise(text)
