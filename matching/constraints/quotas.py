"""At least and at most so many people: by agreement, pair, destination, origin, employer."""

from collections.abc import Iterator

import numpy as np

from matching.columns.arrays import Bools
from matching.columns.market_data import MarketData
from matching.constraints.declared import Quota
from matching.constraints.keys import Ruled, one_row, people_from, posts_in

CODE = "constraint.quota"


def quotas_of(data: MarketData, quotas: tuple[Quota, ...]) -> Iterator[Ruled]:
    """Yields a row for each quota.

    Parameters
    ----------
    data
        The market.
    quotas
        The quotas; they may overlap.
    """
    for quota in quotas:
        people, posts = people_from(data, quota.origin), posts_of(data, quota)
        yield Ruled(one_row(CODE, people, posts, quota.least, quota.most), (quota.key,))


def posts_of(data: MarketData, quota: Quota) -> Bools:
    """Tells which vacancies a quota counts at."""
    posts = posts_in(data, quota.destination)
    if quota.employers:
        posts &= np.isin(data.vacancies.employer, quota.employers)
    return posts
