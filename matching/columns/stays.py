"""Earlier placements whose six-month outcome is known on the policy date."""

from dataclasses import dataclass

import pyarrow as pa

from matching.columns.arrow import instance_of, table_of
from matching.columns.declared import BoolColumn, Int32Column, Int64Column, settle


@dataclass(frozen=True, slots=True, eq=False)
class PastStays:
    """One row per earlier placement. Who was placed is not here: nobody's own leaving counts.

    Parameters
    ----------
    employer
        The employer's id.
    origin_county
        Index into the context's places: the county the person came from.
    occupation
        Index into the context's occupations, -1 unknown.
    is_still_at_work_at_six_months
        Whether the person was with the employer six months after starting.
    """

    employer: Int64Column
    origin_county: Int32Column
    occupation: Int32Column
    is_still_at_work_at_six_months: BoolColumn

    def __post_init__(self) -> None:
        settle(self)

    def __len__(self) -> int:
        return len(self.employer)

    def to_arrow(self) -> pa.Table:
        """Gives the columns as an Arrow table."""
        return table_of(self)

    @classmethod
    def from_arrow(cls, table: pa.Table) -> "PastStays":
        """Reads the columns from an Arrow table; raises ``ColumnsError`` if it is another one."""
        return instance_of(cls, table)


def no_stays() -> PastStays:
    """Gives the history of an office that has none yet."""
    return PastStays([], [], [], [])  # type: ignore[arg-type]  # settled into arrays
