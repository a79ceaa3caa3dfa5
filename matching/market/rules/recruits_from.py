"""The regions from which the employer recruits; none named means everywhere."""

import numpy as np

from matching.columns.market_data import MarketData
from matching.market.classes import class_table, numbered, numbered_lists
from matching.market.coverage import places_covering
from matching.market.lists import best_of_lists
from matching.market.rule import Rule
from matching.pairs.forms import Test


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies whose named regions do not cover the home."""
    named, home = data.vacancies.recruits_from, data.people.home
    homes, regions = numbered(home), numbered(named.values)
    covers = places_covering(data.context, named.values[regions.example], home[homes.example])
    lists = numbered_lists(named.offsets, regions.of_row)
    nowhere = np.zeros(len(homes), np.bool_)
    is_inside = best_of_lists(named.offsets, regions.of_row, covers, nowhere)
    is_limited = named.counts()[lists.example] > 0
    is_barred = (is_limited[:, None] & ~is_inside(lists.example)).T
    return (class_table(homes, lists, lambda people: is_barred[homes.of_row[people]]),)


RULE = Rule("rule.recruits_from", tests, is_personal=False)
