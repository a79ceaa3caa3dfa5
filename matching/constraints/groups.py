"""Couples, kin and villagers: at one site together, or none of them goes."""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.constraints.declared import Site, Together
from matching.constraints.keys import positions
from matching.solvers.joint.forms import Groups

CODE = "constraint.group"

CITY_STEPS = 2
"""A path's first steps: province, then prefecture or city."""

KINDS = (Site.EMPLOYER, Site.PLACE, Site.CITY)
"""The order of the partitions in the form."""


def groups_of(data: MarketData, together: tuple[Together, ...]) -> Groups:
    """Gives the groups in the solver's form.

    Members who are not in the pool, being at work or away, hold nobody back: the others go together
    without them, and a single one alone.

    Parameters
    ----------
    data
        The market.
    together
        The groups, nobody in two.
    """
    of_laborer = np.full(len(data.people), -1, np.int64)
    kinds: list[int] = []
    for group in together:
        members = positions(data.people.key, group.people)
        if len(members) > 1:
            of_laborer[members] = len(kinds)
            kinds.append(KINDS.index(group.site))
    return Groups(of_laborer, np.array(kinds, np.int64), sites_of(data))


def sites_of(data: MarketData) -> tuple[Ints, ...]:
    """Numbers the vacancies' employers, their work places, and the cities of these."""
    posts = data.vacancies
    paths = data.context.place_paths
    cities = np.array(["/".join(path.strip("/").split("/")[:CITY_STEPS]) for path in paths])
    columns = (posts.employer, posts.place, cities[posts.place])
    return tuple(
        np.unique(column, return_inverse=True)[1].reshape(-1).astype(np.int64) for column in columns
    )
