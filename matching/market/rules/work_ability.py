"""Fitness: nobody without ability to work is sent; weak ability stays in the province.

Domain row 5: lost or no ability never; weak ability not out of the province, but a local public
post or workshop. The offices' audit rules flag such people where they were sent out. Unknown
ability passes: an empty field shuts nobody out.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import class_table, numbered
from matching.market.coverage import provinces
from matching.market.rule import Change, Rule
from matching.pairs.forms import Test
from models.enums import WorkAbility

WEAK = list(WorkAbility).index(WorkAbility.WEAK)
UNABLE = tuple(list(WorkAbility).index(item) for item in (WorkAbility.LOST, WorkAbility.NONE))
NO_PROVINCE = -1
"""Stands for the home province of people to whom it does not matter."""


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids all posts without ability, and other provinces' posts with weak ability."""
    province = provinces(data.context)
    ability, home = data.people.work_ability, province[data.people.home]
    is_unable, is_weak = np.isin(ability, UNABLE), ability == WEAK
    people = numbered(is_unable, np.where(is_weak, home, NO_PROVINCE))
    works = numbered(province[data.vacancies.place])
    places = province[data.vacancies.place[works.example]]

    def forbidden(rows: Ints) -> Bools:
        is_away = home[rows][:, None] != places[None, :]
        found: Bools = is_unable[rows][:, None] | (is_weak[rows][:, None] & is_away)
        return found

    return (class_table(people, works, forbidden),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """A new assessment as ordinary ability would open all of them."""
    stated = list(WorkAbility)[data.people.work_ability[person]].value
    facts = {"work_ability": stated, "wanted": WorkAbility.ORDINARY.value}
    return Change(facts, vacancies)


RULE = Rule("rule.work_ability", tests, change)
