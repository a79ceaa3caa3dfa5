"""Earlier stays whose outcome after six months is known on the policy date."""

import datetime as dt
from collections.abc import Mapping, Sequence

from matching.columns.stays import PastStays
from offices.rounds.people_columns import UNKNOWN
from offices.rounds.places import PlaceNumbers
from offices.rounds.rows import EmploymentRow

OUTCOME_MONTHS = 6
"""The stable stay that the service subsidy and the award ask for."""

MONTHS_A_YEAR = 12


def past_stays(
    records: Sequence[EmploymentRow],
    policy_date: dt.date,
    numbers: PlaceNumbers,
    occupation_numbers: Mapping[str, int],
) -> PastStays:
    """Gives one row per work record that began at least six months before the policy month.

    A stay reached six months if its end month lies six or more months after its start, or is open.
    Records of an employer that the program does not know carry employer -1: they still tell about
    their origin and occupation.
    """
    known = [record for record in records if has_outcome(record, policy_date)]
    return PastStays(
        employer=[  # type: ignore[arg-type]  # settled into an array
            UNKNOWN if record.employer_id is None else record.employer_id for record in known
        ],
        origin_county=[  # type: ignore[arg-type]  # settled into an array
            numbers.county_number(record.home_code) for record in known
        ],
        occupation=[  # type: ignore[arg-type]  # settled into an array
            occupation_numbers.get(record.occupation_code or "", UNKNOWN) for record in known
        ],
        is_still_at_work_at_six_months=[  # type: ignore[arg-type]  # settled into an array
            is_still_at_work(record) for record in known
        ],
    )


def has_outcome(record: EmploymentRow, policy_date: dt.date) -> bool:
    """Says whether six months have passed since the stay began."""
    return _month(policy_date) - _month(record.started_month) >= OUTCOME_MONTHS


def is_still_at_work(record: EmploymentRow) -> bool:
    """Says whether the stay reached six months."""
    ended = record.ended_month
    return ended is None or _month(ended) - _month(record.started_month) >= OUTCOME_MONTHS


def _month(day: dt.date) -> int:
    return day.year * MONTHS_A_YEAR + day.month
