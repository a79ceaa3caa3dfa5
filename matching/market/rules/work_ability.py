"""Fitness: nobody without ability to work is sent; weak ability stays in the province.

Domain row 5: lost or no ability never; weak ability not out of the province, but a local public
post or workshop. The offices' audit rules flag such people where they were sent out. Unknown
ability passes: an empty field shuts nobody out.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.coverage import provinces
from matching.market.rule import Change, Rule
from models.enums import WorkAbility

WEAK = list(WorkAbility).index(WorkAbility.WEAK)
UNABLE = tuple(list(WorkAbility).index(item) for item in (WorkAbility.LOST, WorkAbility.NONE))


def person_class(data: MarketData) -> Ints:
    """Gives ability and home province."""
    province = provinces(data.context)[data.people.home]
    return np.stack([data.people.work_ability.astype(np.int64), province], axis=1)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids all posts without ability, and other provinces' posts with weak ability."""
    province = provinces(data.context)
    ability = data.people.work_ability[rows][:, None]
    is_away = province[data.people.home[rows]][:, None] != province[data.vacancies.place][None, :]
    found: Bools = np.isin(ability, UNABLE) | ((ability == WEAK) & is_away)
    return found


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """A new assessment as ordinary ability would open all of them."""
    stated = list(WorkAbility)[data.people.work_ability[person]].value
    facts = {"work_ability": stated, "wanted": WorkAbility.ORDINARY.value}
    return Change(facts, vacancies)


RULE = Rule("rule.work_ability", person_class, blocks, change)
