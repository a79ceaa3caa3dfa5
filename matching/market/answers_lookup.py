"""The chance that an offer is accepted over all pairs: a lookup of the fitted model's index.

1000 stands for certain. What a person refused before counts only at posts like those refused: it
changes which post fits, and ranks nobody below others for having refused. So the figure of a
pair is the chance up to what the model says of the person's other posts.
"""

from dataclasses import replace

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.answers import person_groups, post_groups
from matching.market.answers_tables import UNLIKE, Refused, factor_tables, slope_tables
from matching.market.classes import Table, class_table, numbered
from matching.market.part import FULL
from matching.pairs.forms import ClassTable, Lookup
from matching.retention.effects import INDEX_LIMIT
from matching.retention.model import RetentionModel

BEFORE = ("far_before", "pay_before", "work_before")
"""Factors of what was refused before: at other posts, category ``UNLIKE``, they are 0."""


def acceptance_lookup(model: RetentionModel, data: MarketData, refused: Refused) -> Lookup:
    """Declares the lookup of a market.

    Parameters
    ----------
    model
        Fitted to answers with ``matching.market.answers.PARAMS``.
    data, refused
        The market, and what its people refused before.
    """
    people, posts = len(data.people), len(data.vacancies)
    factors = [
        _with(table, _steps(model, name)[table.table])
        for name, table in factor_tables(data, refused).items()
    ]
    slopes = [
        _with(table, model.slope_steps(name, table.table.ravel()).reshape(table.table.shape))
        for name, table in slope_tables(data).items()
    ]
    of_person = _sum_of(model, person_groups(data), people)
    of_post = _sum_of(model, post_groups(data), posts)
    return Lookup(
        tables=(
            *factors,
            *slopes,
            _sides(of_person, np.zeros(posts, np.int64)),
            _sides(np.zeros(people, np.int64), of_post),
        ),
        stratum=np.zeros(posts, np.int32),
        curve=np.rint(FULL * model.survival(0)[:, :1].T).astype(np.int16),
        lowest=-INDEX_LIMIT,
    )


def _steps(model: RetentionModel, name: str) -> Table:
    """Gives the effects of a factor's categories; of what was refused, against other posts."""
    steps: Table = model.effects(name).steps
    if name not in BEFORE:
        return steps
    like: Table = steps - steps[UNLIKE]
    like[:UNLIKE] = 0
    return like


def _with(table: ClassTable, steps: Table) -> ClassTable:
    return replace(table, table=steps.astype(np.int16))


def _sum_of(model: RetentionModel, groups: dict[str, Ints], rows: int) -> Ints:
    total = np.zeros(rows, np.int64)
    for name, ids in groups.items():
        total += model.effects(name).steps_of(ids)
    return total


def _sides(of_person: Ints, of_post: Ints) -> ClassTable:
    """Gives a table of what is the sum of a figure of the person and one of the post."""
    posts = numbered(of_post)
    post = of_post[posts.example][None, :]

    def rows(people: Ints) -> Table:
        return (of_person[people][:, None] + post).astype(np.int16)

    return class_table(numbered(of_person), posts, rows)
