"""Every score part once more for one pair, in plain Python and with exact fractions."""

from collections.abc import Callable
from fractions import Fraction

from matching.columns.market_data import MarketData
from tests.matching.market.plain_rules import covers_occupation, covers_place, path_of


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


def _retention(data: MarketData, i: int, j: int) -> int:
    return round(1000 * float(stay_share(data, i, j)))


def stay_share(data: MarketData, i: int, j: int) -> Fraction:
    """The shrunk share of earlier people who stayed, level by level."""
    stays = data.context.stays
    rows = [
        (int(e), int(o), int(c), bool(stayed))
        for e, o, c, stayed in zip(
            stays.employer,
            stays.occupation,
            stays.origin_county,
            stays.is_still_at_work_at_six_months,
            strict=True,
        )
    ]
    employer, wanted = int(data.vacancies.employer[j]), int(data.vacancies.occupation[j])
    county = "/".join(path_of(data, data.people.home[i]).split("/")[:4]) + "/"

    def drawn(kept: list[tuple[int, int, int, bool]], mean: Fraction, weight: int) -> Fraction:
        return (sum(row[3] for row in kept) + weight * mean) / (len(kept) + weight)

    anywhere = drawn(rows, Fraction(7, 10), 40)

    def usual(occupation: int) -> Fraction:
        return drawn([row for row in rows if row[1] == occupation], anywhere, 30)

    rest = [row for row in rows if row[0] != employer and row[1] != wanted]
    others = [row for row in rows if row[0] != employer and row[1] == wanted]
    mean = drawn(others, drawn(rest, Fraction(7, 10), 40), 30)
    elsewhere = [row for row in rows if row[0] == employer and row[1] != wanted]
    if elsewhere:
        suggested = sum((usual(row[1]) for row in elsewhere), Fraction(0)) / len(elsewhere)
        mean += drawn(elsewhere, suggested, 20) - suggested
    mean = min(max(mean, Fraction(0)), Fraction(1))
    here = [row for row in rows if row[0] == employer and row[1] == wanted]
    abroad = [row for row in here if path_of(data, row[2]) != county]
    own = [row for row in here if path_of(data, row[2]) == county]
    return drawn(own, drawn(abroad, mean, 15), 10)


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
