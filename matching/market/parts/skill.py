"""How well the person's skills fit the post: nearness in the classification, and level.

The best of the person's skills counts: the fit of its occupation with the vacancy's, per mille,
times the factor of its level against the level asked for. Without a stated skill the fit is that of
an unknown occupation. The figures of both tables are ``matching.occupations.fit``'s conventions.
"""

import numpy as np

from matching.columns.arrays import Ints, Scores
from matching.columns.market_data import MarketData
from matching.market.classes import list_ids
from matching.market.part import FULL, ScorePart, scores
from matching.occupations.fit import fit_table, level_factor

UNKNOWN = ""
"""The code of an occupation nobody stated."""


def person_class(data: MarketData) -> Ints:
    """Gives the list of skills with their levels."""
    return list_ids(data.people.skill_occupation, data.people.skill_level)


def values(data: MarketData, rows: Ints) -> Scores:
    """Gives the best of fit times level factor over the person's skills."""
    codes, posts, skills = data.context.occupations, data.vacancies, data.people.skill_occupation
    used, column = np.unique(posts.occupation, return_inverse=True)
    table = fit_table((*codes, UNKNOWN), [codes[index] for index in used])[:, column]
    unskilled = table[-1].astype(np.int64) * level_factor(0, posts.skill_level_min) // FULL
    fit: Ints = np.tile(unskilled.astype(np.int64), (len(rows), 1))
    starts, counts = skills.offsets[rows], skills.counts()[rows]
    for position in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > position)
        at = starts[longer] + position
        factor = level_factor(data.people.skill_level[at][:, None], posts.skill_level_min[None, :])
        here = table[skills.values[at]].astype(np.int64) * factor // FULL
        fit[longer] = np.maximum(fit[longer], here)
    return scores(fit)


PART = ScorePart("skill", person_class, values)
