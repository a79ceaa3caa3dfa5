"""How well the person's skills fit the post: nearness in the classification, and level.

The best of the person's skills counts: the fit of its occupation with the vacancy's, per mille,
times the factor of its level against the level asked for. Without a stated skill the fit is that of
an unknown occupation. The figures of both tables are ``matching.occupations.fit``'s conventions.
"""

import numpy as np

from matching.columns.arrays import Scores
from matching.columns.market_data import MarketData
from matching.market.classes import Classes, class_table, numbered, numbered_lists
from matching.market.lists import best_of_lists
from matching.market.part import FULL, ScorePart, scores
from matching.occupations.fit import fit_table, level_factor
from matching.pairs.forms import ClassTable

UNKNOWN = -1
"""Stands for the occupation of people who stated none."""


def tables(data: MarketData) -> tuple[ClassTable, ...]:
    """Gives the best of fit times level factor over the person's skills."""
    posts, skills = data.vacancies, data.people.skill_occupation
    asked = numbered(posts.occupation, posts.skill_level_min)
    held = numbered(skills.values, data.people.skill_level)
    figures = _figures(data, held, asked)
    best = best_of_lists(skills.offsets, held.of_row, figures[:-1], figures[-1])
    return (class_table(numbered_lists(skills.offsets, held.of_row), asked, best),)


def _figures(data: MarketData, held: Classes, asked: Classes) -> Scores:
    """Gives what each skill held is worth to each kind of post, in the last row no skill at all."""
    codes, posts = data.context.occupations, data.vacancies
    own = [*data.people.skill_occupation.values[held.example].tolist(), UNKNOWN]
    level = np.append(data.people.skill_level[held.example], 0)
    known, row = np.unique(own, return_inverse=True)
    wanted, column = np.unique(posts.occupation[asked.example], return_inverse=True)
    fit = fit_table(
        ["" if code == UNKNOWN else codes[code] for code in known.tolist()],
        [codes[code] for code in wanted.tolist()],
    )[row][:, column]
    factor = level_factor(level[:, None], posts.skill_level_min[asked.example][None, :])
    return scores(fit.astype(np.int64) * factor // FULL)


PART = ScorePart("skill", tables)
