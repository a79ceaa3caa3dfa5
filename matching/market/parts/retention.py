"""How many of earlier people stayed: the shrunk share of ``matching.retention``.

By employer, county of origin and occupation of the post. Nobody's own leaving enters it.
"""

import numpy as np

from matching.columns.arrays import Ints, Scores
from matching.columns.market_data import MarketData
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
    examples = VacancyColumns.from_arrow(posts.to_arrow().take(kinds.example))
    cut = MarketData(data.people, examples, data.context)

    def shares(people: Ints) -> Scores:
        return scores(retention_of(cut, county[people]).share_per_mille.astype(np.int64))

    return (class_table(origins, kinds, shares),)


PART = ScorePart("retention", tables)
