"""Places the person does not want to go to. Domain row 24: the person's word is final."""

from functools import partial

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.coverage import places_covering
from matching.market.dropped import drop_one
from matching.market.lists import covered_table
from matching.market.rule import Change, Rule
from matching.pairs.forms import Test


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies inside an excluded place."""
    covers = partial(places_covering, data.context)
    lists, asked = data.people.excluded_place, data.vacancies.place
    return (covered_table(lists, asked, covers, lambda is_covered, _: is_covered),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The exclusion that opens most when it is taken back; all of them where one is not enough."""
    excluded = np.unique(data.people.excluded_place.row(person))
    asked = data.vacancies.place[vacancies]
    dropped, is_open = drop_one(excluded, places_covering(data.context, excluded, asked))
    codes = [data.context.place_codes[index] for index in dropped]
    return Change({"places": codes}, vacancies[is_open])


RULE = Rule("rule.excluded_place", tests, change)
