"""The people of a pool as columns, without names or numbers."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matching.columns.arrow import instance_of, table_of
from matching.columns.declared import (
    Column,
    Int8Column,
    Int32Column,
    Int64Column,
    RaggedColumn,
    settle,
)

EARLIEST_DAY = int(np.iinfo(np.int32).min)
"""Stands for 'from any day on' where no day was stated."""

LATEST_DAY = int(np.iinfo(np.int32).max)
"""Stands for 'without end' where no day was stated."""


@dataclass(frozen=True, slots=True, eq=False)
class PeopleColumns:
    """One row per person in the pool.

    Parameters
    ----------
    key
        The person's id in the database.
    home
        Index into the context's places: township or county of registered residence.
    birth_day
        Days since 1970-01-01.
    sex
        0 male, 1 female. Read by employers' claims with a legal basis only, never by a score.
    household
        The household's id.
    work_ability, education
        Position in ``WorkAbility`` and ``Education``, -1 unknown.
    speaks_mandarin
        1 yes, 0 no, -1 unknown.
    wage_floor_fen
        Least monthly wage the person would take, -1 not stated.
    available_from, available_until
        First and last day the person can work, ``EARLIEST_DAY`` and ``LATEST_DAY`` if not stated.
    earlier
        Class of the person's earlier stays, a position in ``matching.market.stays.EARLIER``.
    certificates
        Bits in the order of ``CertificateKind``, valid on the policy date.
    skill_occupation, skill_level
        Occupations (index into the context's) the person can do, and the level of each: 0 none,
        1 beginner ... 5 senior technician.
    wished_occupation, excluded_occupation
        Occupations of any class level; a class covers everything below it.
    wished_place, excluded_place, limit_place
        Places; a place covers everything below it. With limits the work place lies inside one.
    """

    key: Int64Column
    home: Int32Column
    birth_day: Int32Column
    sex: Int8Column
    household: Int64Column
    work_ability: Int8Column
    education: Int8Column
    speaks_mandarin: Int8Column
    wage_floor_fen: Int64Column
    available_from: Int32Column
    available_until: Int32Column
    earlier: Int8Column
    certificates: Int64Column
    skill_occupation: RaggedColumn
    skill_level: Annotated[
        npt.NDArray[np.int8], Column(np.dtype(np.int8), parallel_to="skill_occupation")
    ]
    wished_occupation: RaggedColumn
    excluded_occupation: RaggedColumn
    wished_place: RaggedColumn
    excluded_place: RaggedColumn
    limit_place: RaggedColumn

    def __post_init__(self) -> None:
        settle(self)

    def __len__(self) -> int:
        return len(self.key)

    def to_arrow(self) -> pa.Table:
        """Gives the columns as an Arrow table."""
        return table_of(self)

    @classmethod
    def from_arrow(cls, table: pa.Table) -> "PeopleColumns":
        """Reads the columns from an Arrow table; raises ``ColumnsError`` if it is another one."""
        return instance_of(cls, table)
