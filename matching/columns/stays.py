"""Stays at work as they were known on a day, one row each."""

from dataclasses import dataclass

import pyarrow as pa

from matching.columns.arrow import instance_of, table_of
from matching.columns.declared import (
    Int8Column,
    Int16Column,
    Int32Column,
    Int64Column,
    settle,
)

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, eq=False)
class StayColumns:
    """One row per stay with one employer, or at work anywhere.

    Parameters
    ----------
    person
        A number that is the same for all stays of a person; never an input of the model.
    employer, post, group, round
        Ids; -1 where none is known.
    industry
        Number of the employer's industry, -1 unknown.
    home, work_place
        Index into the context's places; -1 unknown.
    occupation
        Index into the context's occupations, -1 unknown.
    started_month
        Months since the year 0: 12 x year + month - 1.
    entered, left
        Completed months when the stay came under observation, and when it ended or was last known
        to go on; pauses of planned seasonal breaks are taken out.
    cause
        0 if it goes on as far as known, else the number of the group of causes it ended by.
    wage_fen, wage_floor_fen
        Monthly wage, and the least the person would take; -1 not stated.
    speaks_mandarin
        1 yes, 0 no, -1 unknown.
    fit_per_mille
        Nearness of the person's best skill to the occupation, -1 where either is unknown.
    channel
        Position in ``Channel``, -1 unknown.
    earlier
        Class of the person's earlier stays, see ``matching.market.stays``.
    weight_per_mille
        Below 1000 where values look typed in bulk.
    """

    person: Int64Column
    employer: Int64Column
    post: Int64Column
    group: Int64Column
    round: Int64Column
    industry: Int32Column
    home: Int32Column
    work_place: Int32Column
    occupation: Int32Column
    started_month: Int32Column
    entered: Int16Column
    left: Int16Column
    cause: Int8Column
    wage_fen: Int64Column
    wage_floor_fen: Int64Column
    speaks_mandarin: Int8Column
    fit_per_mille: Int16Column
    channel: Int8Column
    earlier: Int8Column
    weight_per_mille: Int16Column

    def __post_init__(self) -> None:
        settle(self)

    def __len__(self) -> int:
        return len(self.person)

    def to_arrow(self) -> pa.Table:
        """Gives the columns as an Arrow table."""
        return table_of(self)

    @classmethod
    def from_arrow(cls, table: pa.Table) -> "StayColumns":
        """Reads the columns from an Arrow table; raises ``ColumnsError`` if it is another one."""
        return instance_of(cls, table)
