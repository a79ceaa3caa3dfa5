"""Values that look typed in bulk: one wage for nearly all rows of a batch or village."""

import polars as pl

from offices.retention.findings import FINDINGS, Fault

LEAST_ROWS = 20
"""Rows with a wage, below which equal wages are no surprise."""

SAME_PER_MILLE = 800
"""Share of them with one wage, from which on they look typed in bulk."""

BULK_WEIGHT = 500
"""Per mille that such a row counts. A setting, as are the other two: no source gives them."""


def weighted(stays: pl.DataFrame, people: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Lets rows count less whose wage looks typed in bulk, with a finding per batch or village."""
    homes = people.select("person_id", "home_code", "village")
    rows = stays.join(homes, on="person_id", how="left", maintain_order="left")
    is_bulk = pl.lit(value=False)
    findings = []
    for keys in (("batch_id",), ("home_code", "village")):
        bulk = _in_bulk(rows, keys)
        marks = bulk.select(*keys, "wage_fen", pl.lit(value=True).alias(f"bulk_{keys[0]}"))
        rows = rows.join(marks, on=[*keys, "wage_fen"], how="left", maintain_order="left")
        is_bulk |= pl.col(f"bulk_{keys[0]}").fill_null(value=False)
        findings.append(_told(bulk))
    weight = pl.when(is_bulk).then(pl.lit(BULK_WEIGHT, pl.Int16)).otherwise("weight")
    return rows.with_columns(weight=weight).select(stays.columns), findings


def _in_bulk(rows: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    stated = rows.drop_nulls([*keys, "wage_fen"])
    wages = stated.group_by(*keys, "wage_fen").agg(
        same=pl.len(), first_batch=pl.col("batch_id").min()
    )
    sizes = stated.group_by(*keys).agg(rows=pl.len())
    return wages.join(sizes, on=list(keys)).filter(
        (pl.col("rows") >= LEAST_ROWS) & (pl.col("same") * 1000 >= pl.col("rows") * SAME_PER_MILLE)
    )


def _told(bulk: pl.DataFrame) -> pl.DataFrame:
    nothing = pl.lit(None, pl.Int64)
    return bulk.select(
        code=pl.lit(Fault.WAGE_IN_BULK.value),
        batch_id="first_batch",
        row=nothing,
        record_id=nothing,
        placement_id=nothing,
        cases=pl.col("same").cast(pl.Int64),
    ).select(list(FINDINGS))
