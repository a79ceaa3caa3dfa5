"""Columns that can leave the office: judged the same, but nobody is found by an id or a birthday.

Positions stand in for ids, because no rule and no part of the score reads one. Employers are
numbered anew, in the model of staying as well; what it says of others is left out. A birthday
becomes the first day of the policy day's month so many full years before, because only that age is
read.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.ages import ages
from matching.market.stays import with_employers
from matching.retention.model_tables import ModelTables

MONTHS_PER_YEAR = 12


def without_ids(data: MarketData) -> MarketData:
    """Gives the columns without ids, households and birthdays; every pair is judged as before.

    Parameters
    ----------
    data
        The columns as they were frozen.
    """
    people, vacancies = data.people, data.vacancies
    own = np.arange(len(people), dtype=np.int64)
    employer = _renumbered(vacancies.employer)
    return MarketData(
        replace(people, key=own, household=own, birth_day=_birthdays(data)),
        replace(
            vacancies,
            key=np.arange(len(vacancies), dtype=np.int64),
            employer=employer,
        ),
        replace(data.context, retention=_model(data, employer)),
    )


def _model(data: MarketData, employer: Ints) -> pa.Table:
    """Gives the model of staying with the posts' employers only, under their new numbers."""
    old, first = np.unique(data.vacancies.employer, return_index=True)
    model = ModelTables.from_arrow(data.context.retention)
    return with_employers(model, old, employer[first]).to_arrow()


def _birthdays(data: MarketData) -> npt.NDArray[np.int32]:
    month = np.array([data.context.policy_day], "datetime64[D]").astype("datetime64[M]")
    first_days = (month - MONTHS_PER_YEAR * ages(data)).astype("datetime64[D]")
    return first_days.astype(np.int64).astype(np.int32)


def _renumbered(ids: Ints) -> Ints:
    """Numbers ids from 0 by their first appearance, so that their order tells nothing either."""
    _, first, inverse = np.unique(ids, return_index=True, return_inverse=True)
    number = np.empty(len(first), np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return number[inverse.reshape(-1)]
