"""Every score part once more for one pair, in plain Python and with exact fractions."""

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from matching.columns.market_data import MarketData
from matching.market.stay_pairs import codes_of_pairs
from matching.retention.model import RetentionModel
from matching.retention.spells import Codes
from tests.matching.market.plain_rules import covers_occupation, covers_place


def _fit(own: str, wanted: str) -> int:
    same = sum(
        own.split("-")[: step + 1] == wanted.split("-")[: step + 1]
        for step in range(len(own.split("-")) if own else 0)
    )
    fit = (100, 250, 450, 700, 1000)[same]
    return max(fit, 800) if wanted == "6-31-99-00" else fit


def _factor(held: int, wanted: int) -> int:
    return max(200, 1000 - 200 * max(0, wanted - held))


def _skill(data: MarketData, i: int, j: int) -> int:
    codes, skills = data.context.occupations, data.people.skill_occupation
    wanted, level = codes[data.vacancies.occupation[j]], int(data.vacancies.skill_level_min[j])
    start = int(skills.offsets[i])
    known = [
        (codes[occupation], int(data.people.skill_level[start + at]))
        for at, occupation in enumerate(skills.row(i))
    ]
    return max(_fit(own, wanted) * _factor(held, level) // 1000 for own, held in [("", 0), *known])


def _distance(data: MarketData, i: int, j: int) -> int:
    context = data.context
    row = context.home_index[data.people.home[i]]
    metres = int(context.distance_m[row, context.work_index[data.vacancies.place[j]]])
    return int(Fraction(1000 * 500_000, 500_000 + metres))


def _wage_of(data: MarketData, j: int) -> int | None:
    for wage in (data.vacancies.wage_min_fen[j], data.vacancies.wage_max_fen[j]):
        if wage != -1:
            return int(wage)
    return None


def _wage(data: MarketData, _: int, j: int) -> int:
    own = _wage_of(data, j)
    wages = [wage for k in range(len(data.vacancies)) if (wage := _wage_of(data, k)) is not None]
    if own is None:
        return 0
    worse = sum(2 if wage < own else int(wage == own) for wage in wages)
    return 1000 * worse // (2 * len(wages))


OF_POSTS = ("channel", "quarter", "wage_stated", "tier", "earlier_tier")
GROUPS_OF_POSTS = ("employer", "industry_place", "occupation", "minor", "major")


def _retention(data: MarketData, i: int, j: int) -> int:
    """Months of the curve at the sum of what the model says of the post and of the pair."""
    model, context = RetentionModel.from_arrow(data.context.retention), data.context
    codes = codes_of_pairs(data, np.array([i]), np.array([j]))
    steps = [int(model.effects(name).steps[codes.factors[name][0]]) for name in OF_POSTS]
    steps += [int(model.effects(name).steps_of(codes.groups[name])[0]) for name in GROUPS_OF_POSTS]
    steps.append(int(model.slope_steps("wage", codes.slopes["wage"])[0]))
    fit = int(codes.factors["fit"][0])
    steps.append(min(model.effects("fit").steps[: fit + 1].tolist()))
    unsure = sum(
        _variance(model, chain, codes)
        for chain in (("employer", "industry_place"), ("occupation", "minor", "major"))
    )
    index = sum(steps) + round(32 * context.caution_per_mille / 1000 * math.sqrt(unsure))
    months = model.curve(0)[max(0, min(512, index + 256))]
    return round(1000 * float(months) / 12)


def _variance(model: RetentionModel, chain: tuple[str, ...], codes: Codes) -> float:
    """The variance at the finest group that was seen, and what finer ones not seen add."""
    added = 0.0
    for name in chain:
        table = model.effects(name)
        at = table.positions(codes.groups[name])[0]
        if at >= 0:
            return added + float(table.variance[at])
        added += table.unknown_variance
    return added


def _wish(data: MarketData, i: int, j: int) -> int:
    occupations, places = data.people.wished_occupation.row(i), data.people.wished_place.row(i)
    is_trade = not len(occupations) or any(covers_occupation(data, o, j) for o in occupations)
    is_place = not len(places) or any(covers_place(data, place, j) for place in places)
    return 500 * is_trade + 500 * is_place


PLAIN_PARTS: dict[str, Callable[[MarketData, int, int], int]] = {
    "skill": _skill,
    "distance": _distance,
    "wage": _wage,
    "retention": _retention,
    "wish": _wish,
}
"""By name."""
