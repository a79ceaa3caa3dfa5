"""The vacancies of a round as columns."""

from dataclasses import dataclass

import pyarrow as pa

from matching.columns.arrow import instance_of, table_of
from matching.columns.declared import (
    BoolColumn,
    Int8Column,
    Int16Column,
    Int32Column,
    Int64Column,
    RaggedColumn,
    settle,
)
from matching.columns.errors import ColumnsError


@dataclass(frozen=True, slots=True, eq=False)
class VacancyColumns:
    """One row per vacancy line.

    Parameters
    ----------
    key, employer
        Ids in the database.
    industry
        Number of the employer's industry, -1 unknown.
    seats
        Headcount less those already taken, at least 0.
    occupation, place
        Index into the context's occupations and places.
    kind
        Position in ``VacancyKind``.
    wage_min_fen, wage_max_fen
        Monthly wage range as stated, -1 not stated.
    education_min
        Position in ``Education``, -1 none.
    skill_level_min
        Least level in the vacancy's occupation, 0 none ... 5 senior technician.
    certificates
        Bits in the order of ``CertificateKind``; all are required.
    is_hazardous, has_night_shift, needs_mandarin, is_for_pairs_only, is_care_post
        What the post is; ``is_care_post`` is an employer's 爱心岗位 that takes older people.
    recruits_from
        Places whose people may come; empty for everywhere.
    recruits_until
        Last day of recruiting, ``LATEST_DAY`` open.
    works_from, works_until
        First and last day of the work, ``EARLIEST_DAY`` and ``LATEST_DAY`` if not stated.
    lawful_age_min, lawful_age_max, lawful_sex
        Claims of the employer WITH a legal basis, -1 none. Ages in full years; sex 0 or 1.
    minimum_wage_fen
        The place's monthly minimum wage on the policy date, -1 no row for the place.
    """

    key: Int64Column
    employer: Int64Column
    industry: Int32Column
    seats: Int64Column
    occupation: Int32Column
    place: Int32Column
    kind: Int8Column
    wage_min_fen: Int64Column
    wage_max_fen: Int64Column
    education_min: Int8Column
    skill_level_min: Int8Column
    certificates: Int64Column
    is_hazardous: BoolColumn
    has_night_shift: BoolColumn
    needs_mandarin: BoolColumn
    is_for_pairs_only: BoolColumn
    is_care_post: BoolColumn
    recruits_from: RaggedColumn
    recruits_until: Int32Column
    works_from: Int32Column
    works_until: Int32Column
    lawful_age_min: Int16Column
    lawful_age_max: Int16Column
    lawful_sex: Int8Column
    minimum_wage_fen: Int64Column

    def __post_init__(self) -> None:
        settle(self)
        if len(self.seats) and self.seats.min() < 0:
            raise ColumnsError(column="seats", reason="range")

    def __len__(self) -> int:
        return len(self.key)

    def to_arrow(self) -> pa.Table:
        """Gives the columns as an Arrow table."""
        return table_of(self)

    @classmethod
    def from_arrow(cls, table: pa.Table) -> "VacancyColumns":
        """Reads the columns from an Arrow table; raises ``ColumnsError`` if it is another one."""
        return instance_of(cls, table)
