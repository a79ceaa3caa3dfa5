"""The places outside of which the person will not work. Domain row 24; no limit means anywhere."""

from functools import partial

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.coverage import places_covering
from matching.market.lists import covered_table
from matching.market.rule import Change, Rule
from matching.pairs.forms import Test


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies outside all of the person's limits."""
    covers = partial(places_covering, data.context)
    lists, asked = data.people.limit_place, data.vacancies.place
    return (covered_table(lists, asked, covers, lambda is_inside, is_free: ~is_inside & ~is_free),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:  # noqa: ARG001  # the signature of a change
    """The one further place that holds most of the vacancies."""
    place = data.vacancies.place[vacancies]
    works, work, counts = np.unique(place, return_inverse=True, return_counts=True)
    covers = places_covering(data.context, works, works)
    chosen = work[np.argmax((covers @ counts)[work])]
    facts = {"places": [data.context.place_codes[works[chosen]]]}
    return Change(facts, vacancies[covers[chosen][work]])


RULE = Rule("rule.limit_place", tests, change)
