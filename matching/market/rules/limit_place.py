"""The places outside of which the person will not work. Domain row 24; no limit means anywhere."""

from functools import partial

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.coverage import held_by_places, places_covering
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
    context, place = data.context, data.vacancies.place[vacancies]
    counts = np.bincount(place, minlength=len(context.place_codes))
    chosen = place[np.argmax(held_by_places(context, counts)[place])]
    works = np.flatnonzero(counts)
    is_inside = np.zeros(len(counts), np.bool_)
    is_inside[works] = places_covering(context, np.array([chosen]), works)[0]
    facts = {"places": [context.place_codes[chosen]]}
    return Change(facts, vacancies[is_inside[place]])


RULE = Rule("rule.limit_place", tests, change)
