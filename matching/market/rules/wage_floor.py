"""The wage the person wants at least.

Domain row 10: hard below the floor. What an advert's range means is open (a total wage counts
overtime), so the range's upper end must reach the floor: an offer that might fit goes to the
person, who decides. A vacancy without a stated wage passes, and a person without a floor takes any.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.rule import ASKS_NOTHING, Change, Rule
from matching.pairs.forms import Test, Threshold


def highest_wage_fen(data: MarketData) -> Ints:
    """Gives the upper end of each vacancy's stated wage, -1 if none is stated."""
    return np.maximum(data.vacancies.wage_max_fen, data.vacancies.wage_min_fen)


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies whose highest stated wage is below the floor."""
    wage = highest_wage_fen(data)
    return (Threshold(-data.people.wage_floor_fen, np.where(wage >= 0, -wage, ASKS_NOTHING)),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The floor lowered to the best of the wages below it opens the posts that pay that."""
    wages = highest_wage_fen(data)[vacancies]
    floor = int(data.people.wage_floor_fen[person])
    facts = {"wage_floor_fen": floor, "wanted": int(wages.max())}
    return Change(facts, vacancies[wages == wages.max()])


RULE = Rule("rule.wage_floor", tests, change)
