"""The places outside of which the person will not work. Domain row 24; no limit means anywhere."""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import list_ids
from matching.market.coverage import any_of_lists, places_covering_vacancies
from matching.market.rule import Change, Rule


def person_class(data: MarketData) -> Ints:
    """Gives the list of limits."""
    return list_ids(data.people.limit_place)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies outside all of the person's limits."""
    limits = data.people.limit_place
    is_inside = any_of_lists(limits, rows, places_covering_vacancies(data))
    return (limits.counts()[rows] > 0)[:, None] & ~is_inside


def change(data: MarketData, person: int, vacancies: Ints) -> Change:  # noqa: ARG001  # the signature of a change
    """The one further place that holds most of the vacancies."""
    covers = places_covering_vacancies(data, vacancies)
    works = data.vacancies.place[vacancies]
    counts = covers[works].sum(axis=1)
    place = int(works[np.argmax(counts)])
    facts = {"places": [data.context.place_codes[place]]}
    return Change(facts, vacancies[covers[place]])


RULE = Rule("rule.limit_place", person_class, blocks, change)
