"""The days a person is free against the days of the work.

Domain row 13: people go home for their harvest, picking teams leave for a season. Work with a
stated end wants the person from its stated start to its end. Work without an end wants only that
the person is free on some day after it began. Days before the policy day do not count.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY
from matching.market.rule import Change, Rule
from matching.pairs.forms import Test, Threshold

NEVER = EARLIEST_DAY - 1
"""Before every day."""


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids work that the person's free days do not cover.

    The last free day has to reach the last needed one and the start; where it comes before the
    first free day it reaches nothing.
    """
    first = data.people.available_from.astype(np.int64)
    last = data.people.available_until.astype(np.int64)
    needed_first, needed_last, start = _needed_days(data)
    return (
        Threshold(-first, -needed_first),
        Threshold(np.where(first <= last, last, NEVER), np.maximum(needed_last, start)),
    )


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The fewest further free days that open a vacancy, and all that they open."""
    first = int(data.people.available_from[person])
    last = int(data.people.available_until[person])
    needed_first, needed_last, start = (days[vacancies] for days in _needed_days(data))
    new_first = np.minimum(first, needed_first)
    new_last = np.maximum(np.maximum(last, needed_last), np.maximum(new_first, start))
    nearest = int(np.argmin((first - new_first) + (new_last - last)))
    wanted_first, wanted_last = int(new_first[nearest]), int(new_last[nearest])
    is_open = (new_first >= wanted_first) & (new_last <= wanted_last)
    facts = {
        "available_from": None if wanted_first == EARLIEST_DAY else wanted_first,
        "available_until": wanted_last,
    }
    return Change(facts, vacancies[is_open])


def _needed_days(data: MarketData) -> tuple[Ints, Ints, Ints]:
    posts = data.vacancies
    start = np.maximum(posts.works_from.astype(np.int64), data.context.policy_day)
    has_end = posts.works_until != LATEST_DAY
    has_start = posts.works_from != EARLIEST_DAY
    first = np.where(has_start, start, np.maximum(posts.works_until, data.context.policy_day))
    needed_first = np.where(has_end, first, LATEST_DAY)
    needed_last = np.where(has_end, posts.works_until.astype(np.int64), EARLIEST_DAY)
    return needed_first, needed_last, start


RULE = Rule("rule.season", tests, change)
