"""Households with dependants: somebody able stays in the home county."""

import numpy as np

from matching.columns.market_data import MarketData
from matching.constraints.declared import StayHome
from matching.constraints.keys import Ruled, positions
from matching.market.origins import county_of_places
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Rows

CODE = "constraint.household"


def stay_home_of(data: MarketData, stay_home: tuple[StayHome, ...]) -> Ruled | None:
    """Counts by household who leaves the home county; posts within it are free.

    Parameters
    ----------
    data
        The market.
    stay_home
        The households, nobody in two.
    """
    if not stay_home:
        return None
    county = county_of_places(data.context)
    of_laborer = np.zeros(len(data.people), np.int32)
    home = np.full(len(stay_home) + 1, -1, np.int64)
    for number, household in enumerate(stay_home, start=1):
        members = positions(data.people.key, household.people)
        of_laborer[members] = number
        if len(members):
            home[number] = county[data.people.home[members[0]]]
    counties, of_vacancy = np.unique(county[data.vacancies.place], return_inverse=True)
    row = np.repeat(np.arange(-1, len(stay_home), dtype=np.int32)[:, None], len(counties), axis=1)
    row[home[:, None] == counties[None, :]] = NO_ROW
    return Ruled(
        Rows(
            CODE,
            of_laborer,
            of_vacancy.reshape(-1).astype(np.int32),
            row,
            np.ones_like(row, np.int64),
            np.full(len(stay_home), -UNLIMITED, np.int64),
            np.array([household.leave for household in stay_home], np.int64),
        ),
        tuple(household.key for household in stay_home),
    )
