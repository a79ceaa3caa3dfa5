"""What contradicts itself or is missing in what was told about work, with where it was told."""

from collections.abc import Sequence
from enum import StrEnum

import polars as pl

from offices.retention.frames import Schema


class Fault(StrEnum):
    """What is looked for; the catalogues have the words under ``retention.finding``."""

    STARTS_LATER = "starts_later"
    """The start lies after the day on which it was told: the row does not count."""
    ENDS_LATER = "ends_later"
    """So does the end: the stay counts as going on."""
    ENDS_BEFORE_START = "ends_before_start"
    """The row does not count."""
    REASON_WITHOUT_END = "reason_without_end"
    END_WITHOUT_REASON = "end_without_reason"
    """Counts as ended by an unknown cause."""
    REASON_UNKNOWN = "reason_unknown"
    """The text is no code, label or known way of writing one: counts as other."""
    EMPLOYER_UNKNOWN = "employer_unknown"
    WAGE_NOT_POSITIVE = "wage_not_positive"
    """Counts as not stated."""
    WAGE_IN_BULK = "wage_in_bulk"
    """Most rows of a batch or village carry one wage: they count less."""
    OVERLAP = "overlap"
    """Two full-time jobs at once: the later one counts, the earlier is followed until then."""
    HISTORY_CUT = "history_cut"
    """Records keep the last job and the present one only: classes of earlier stays do not count."""
    NOT_OBSERVED = "not_observed"
    """No month of the stay was under observation: nothing is learnt from it."""


FINDINGS: Schema = {
    "code": pl.String,
    "batch_id": pl.Int64,
    "row": pl.Int64,
    "record_id": pl.Int64,
    "placement_id": pl.Int64,
    "cases": pl.Int64,
}
"""One row per finding: where it was told, and how many rows it is about."""


def found(rows: pl.DataFrame, fault: Fault) -> pl.DataFrame:
    """Gives a finding for each row."""
    return rows.select(
        code=pl.lit(fault.value),
        batch_id="batch_id",
        row="row",
        record_id="record_id",
        placement_id="placement_id",
        cases=pl.lit(1, pl.Int64),
    )


def found_all(fault: Fault, cases: int) -> pl.DataFrame:
    """Gives one finding about all records together, or none without cases."""
    row = dict.fromkeys(FINDINGS) | {"code": fault.value, "cases": cases}
    return pl.DataFrame([row] if cases else [], schema=dict(FINDINGS), orient="row")


def together(findings: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Puts findings one below the other, by code and by where they were told."""
    if not findings:
        return pl.DataFrame(schema=dict(FINDINGS))
    return pl.concat(findings).sort("code", "batch_id", "row", "record_id", "placement_id")


def counted(findings: pl.DataFrame) -> dict[str, int]:
    """Counts the rows that findings are about, by code."""
    cases = findings.group_by("code").agg(pl.col("cases").sum()).sort("code")
    return dict(cases.iter_rows())
