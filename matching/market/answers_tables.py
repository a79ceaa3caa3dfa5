"""The factors of an offer over all pairs of a market, each a table of codes over classes.

Every factor is declared once, so that offers of the past and all pairs of a market read the same.
What a person refused before says of which posts it was that were refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.columns.ragged import Ragged
from matching.market.classes import Table, class_table, numbered, numbered_lists
from matching.market.coverage import Positions, occupations_covering, places_covering
from matching.market.lists import covered_table
from matching.market.rules.minimum_wage import lowest_wage_fen
from matching.market.stay_pairs import fits_of_lists
from matching.market.stays import (
    HIGHEST_WAGE_FEN,
    LOWEST_WAGE_FEN,
    TIERS,
    divisions_of,
    occupation_groups,
    tiers_of,
)
from matching.pairs.forms import ClassTable

WISHES = ("none", "met", "not_met")
STATED = ("both", "no_wage", "no_floor")
FAR_BEFORE = ("not_refused", "nearer", *(f"no_nearer_{tier}" for tier in TIERS))
PAY_BEFORE = ("not_refused", "more", "not_more", "not_stated")
WORK_BEFORE = ("not_refused", "other", "same")
"""The categories of the factors, in their order; the first is the reference, and of the last three
the second stands for posts unlike those that the person refused."""

UNLIKE = 1

NOT_REFUSED, NOT_STATED = -2, -1
"""Of a wage: never refused for pay, or refused for pay at posts that state none."""

Tables = dict[str, ClassTable]

Pairs = Callable[[Table, Table], Table]
"""Takes a figure of people (rows by 1) and one of posts or pairs, gives codes or values."""


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    """What each person of a market refused before; a row a person.

    Parameters
    ----------
    far_tier
        The nearest tier refused as too far, -1 none, int64.
    pay_fen
        The highest wage refused as too little, or ``NOT_REFUSED``, or ``NOT_STATED``, int64.
    minor
        Minor classes refused for the kind of work, rising.
    """

    far_tier: Ints
    pay_fen: Ints
    minor: Ragged


def factor_tables(data: MarketData, refused: Refused) -> Tables:
    """Declares the factors over all pairs: tables of codes."""
    people, posts, context = data.people, data.vacancies, data.context
    places = partial(places_covering, context)
    occupations = partial(occupations_covering, context)
    return {
        "tier": tier_table(data),
        "fit": _fit_table(data),
        "place_wish": covered_table(people.wished_place, posts.place, places, _wish),
        "occupation_wish": covered_table(
            people.wished_occupation, posts.occupation, occupations, _wish
        ),
        "pay_stated": _wages_table(data, _stated),
        "far_before": _far_table(data, refused),
        "pay_before": _pay_table(data, refused),
        "work_before": covered_table(refused.minor, minors(data), _same, _work),
    }


def slope_tables(data: MarketData) -> Tables:
    """Declares the slopes over all pairs: tables of values."""
    return {"wage_over_floor": _wages_table(data, _over_floor)}


def tier_table(data: MarketData) -> ClassTable:
    """Gives the tier of every pair of a home and a place of work."""
    return _by_places(data, np.zeros(len(data.people), np.int64), lambda tier, _: tier)


def _far_table(data: MarketData, refused: Refused) -> ClassTable:
    def codes(tier: Table, before: Table) -> Table:
        is_nearer = (tier > before) & (tier != TIERS.index("unknown"))
        like = np.where(is_nearer, UNLIKE, UNLIKE + 1 + tier)
        return np.where(before < 0, 0, like).astype(np.int16)

    return _by_places(data, refused.far_tier, codes)


def _by_places(data: MarketData, before: Ints, codes: Pairs) -> ClassTable:
    """Fills a table from the tier of pairs and a column of people."""
    divisions = divisions_of(data.context.place_paths)
    homes, works = data.people.home.astype(np.int64), data.vacancies.place.astype(np.int64)
    places = numbered(works)

    def rows(people: Ints) -> Table:
        tier = tiers_of(divisions, homes[people][:, None], works[places.example][None, :])
        return codes(tier, before[people][:, None])

    return class_table(numbered(homes, before), places, rows)


def _fit_table(data: MarketData) -> ClassTable:
    skills, asked = data.people.skill_occupation, numbered(data.vacancies.occupation)
    occupations = data.vacancies.occupation[asked.example].astype(np.int64)
    kinds = numbered_lists(skills.offsets, skills.values.astype(np.int64))
    return class_table(kinds, asked, lambda people: fits_of_lists(data, people, occupations))


def _pay_table(data: MarketData, refused: Refused) -> ClassTable:
    """Compares the wage of every post with the highest that a person refused as too little."""
    wages = lowest_wage_fen(data)
    posts, before = numbered(wages), refused.pay_fen
    wage = wages[posts.example][None, :]

    def rows(people: Ints) -> Table:
        past = before[people][:, None]
        is_stated = (past >= 0) & (wage >= 0)
        like = np.where(wage > past, PAY_BEFORE.index("more"), PAY_BEFORE.index("not_more"))
        told = np.where(is_stated, like, PAY_BEFORE.index("not_stated"))
        return np.where(past == NOT_REFUSED, 0, told).astype(np.int16)

    return class_table(numbered(before), posts, rows)


def _wages_table(data: MarketData, values: Pairs) -> ClassTable:
    """Fills a table from the floor of people and the wage of posts, -1 not stated."""
    wages, floors = lowest_wage_fen(data), data.people.wage_floor_fen
    posts = numbered(wages)
    wage = wages[posts.example][None, :]
    return class_table(
        numbered(floors), posts, lambda people: values(floors[people][:, None], wage)
    )


def _stated(floor: Ints, wage: Ints) -> Table:
    lacking = np.where(wage < 0, STATED.index("no_wage"), STATED.index("no_floor"))
    return np.where((wage >= 0) & (floor >= 0), 0, lacking).astype(np.int16)


def _over_floor(floor: Ints, wage: Ints) -> Table:
    """Gives the logarithm of the wage over the floor, 0 where one of them is not stated."""
    paid, wanted = (np.clip(one, LOWEST_WAGE_FEN, HIGHEST_WAGE_FEN) for one in (wage, floor))
    return np.where((wage >= 0) & (floor >= 0), np.log(paid / wanted), 0.0)


def minors(data: MarketData) -> Ints:
    """Gives the minor class of each post's occupation as a number, -1 unknown."""
    posts = data.vacancies.occupation.astype(np.int64)
    return occupation_groups(data.context.occupations, posts)["minor"]


def _wish(is_met: Bools, has_none: Bools) -> Table:
    code = np.where(is_met, WISHES.index("met"), WISHES.index("not_met"))
    return np.where(has_none, WISHES.index("none"), code).astype(np.int16)


def _work(is_same: Bools, has_none: Bools) -> Table:
    code = np.where(is_same, WORK_BEFORE.index("same"), WORK_BEFORE.index("other"))
    return np.where(has_none, 0, code).astype(np.int16)


def _same(above: Positions, below: Positions) -> Bools:
    found: Bools = above[:, None] == below[None, :]
    return found
