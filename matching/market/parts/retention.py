"""How many of earlier people stayed: the shrunk share of ``matching.retention``.

By employer, county of origin and occupation of the post. Nobody's own leaving enters it.
"""

from dataclasses import fields, replace

import numpy as np

from matching.columns.arrays import Ints, Scores
from matching.columns.market_data import MarketData
from matching.columns.ragged import empty_ragged
from matching.columns.vacancies import VacancyColumns
from matching.market.classes import class_table, numbered
from matching.market.part import ScorePart, scores
from matching.pairs.forms import ClassTable
from matching.retention.origins import county_of_places
from matching.retention.shares import retention_of


def tables(data: MarketData) -> tuple[ClassTable, ...]:
    """Gives the share per mille by county of origin and by employer and occupation."""
    county = county_of_places(data.context)[data.people.home]
    posts = data.vacancies
    origins, kinds = numbered(county), numbered(posts.employer, posts.occupation)
    cut = MarketData(data.people, _examples(posts, kinds.example), data.context)

    def shares(people: Ints) -> Scores:
        return scores(retention_of(cut, county[people]).share_per_mille.astype(np.int64))

    return (class_table(origins, kinds, shares),)


def _examples(posts: VacancyColumns, rows: Ints) -> VacancyColumns:
    """Takes vacancies out; whom they recruit is left behind, for it moves no share."""
    flat = (field.name for field in fields(posts) if field.name != "recruits_from")
    taken = {name: getattr(posts, name)[rows] for name in flat}
    return replace(posts, recruits_from=empty_ragged(len(rows)), **taken)


PART = ScorePart("retention", tables)
