"""The days a person is free against the days of the work.

Domain row 13: people go home for their harvest, picking teams leave for a season. Work with a
stated end wants the person from its stated start to its end. Work without an end wants only that
the person is free on some day after it began. Days before the policy day do not count.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY
from matching.market.rule import Change, Rule


def person_class(data: MarketData) -> Ints:
    """Gives the first and the last free day."""
    days = (data.people.available_from, data.people.available_until)
    return np.stack([day.astype(np.int64) for day in days], axis=1)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids work that the person's free days do not cover."""
    first = data.people.available_from[rows][:, None]
    last = data.people.available_until[rows][:, None]
    needed_first, needed_last, start = _needed_days(data)
    has_no_day = np.maximum(first, start[None, :]) > last
    return (first > needed_first[None, :]) | (last < needed_last[None, :]) | has_no_day


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


RULE = Rule("rule.season", person_class, blocks, change)
