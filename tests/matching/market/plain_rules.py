"""Every rule once more for one pair, in plain Python and without the code under test."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY

EPOCH = dt.date(1970, 1, 1)


def age_of(data: MarketData, person: int) -> int:
    """Full years on the policy day."""
    birth = EPOCH + dt.timedelta(int(data.people.birth_day[person]))
    today = EPOCH + dt.timedelta(data.context.policy_day)
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def path_of(data: MarketData, place: Any) -> str:
    """A place's path."""
    return data.context.place_paths[int(place)]


def covers_place(data: MarketData, place: Any, vacancy: int) -> bool:
    """Whether a place covers a vacancy's place of work."""
    return path_of(data, data.vacancies.place[vacancy]).startswith(path_of(data, place))


def covers_occupation(data: MarketData, occupation: Any, vacancy: int) -> bool:
    """Whether an occupation or class covers a vacancy's occupation."""
    own = data.context.occupations[data.vacancies.occupation[vacancy]].split("-")
    other = data.context.occupations[int(occupation)].split("-")
    return own[: len(other)] == other


def _work_ability(data: MarketData, i: int, j: int) -> bool:
    home = path_of(data, data.people.home[i]).split("/")[1]
    work = path_of(data, data.vacancies.place[j]).split("/")[1]
    ability = data.people.work_ability[i]
    return bool(ability in (3, 4) or (ability == 2 and home != work))


def _minors(data: MarketData, i: int, j: int) -> bool:
    posts = data.vacancies
    age = age_of(data, i)
    return age < 16 or (age < 18 and bool(posts.is_hazardous[j] or posts.has_night_shift[j]))


def _lawful_claims(data: MarketData, i: int, j: int) -> bool:
    posts, age = data.vacancies, age_of(data, i)
    low, high, sex = posts.lawful_age_min[j], posts.lawful_age_max[j], posts.lawful_sex[j]
    return bool(
        (low != -1 and age < low)
        or (high != -1 and age > high)
        or (sex != -1 and sex != data.people.sex[i])
    )


def _minimum_wage(data: MarketData, _: int, j: int) -> bool:
    posts = data.vacancies
    stated = [wage for wage in (posts.wage_min_fen[j], posts.wage_max_fen[j]) if wage != -1]
    least = posts.minimum_wage_fen[j]
    return bool(stated and least != -1 and stated[0] < least)


def _recruiting(data: MarketData, _: int, j: int) -> bool:
    posts, today = data.vacancies, data.context.policy_day
    is_over = posts.works_until[j] < today or posts.works_until[j] < posts.works_from[j]
    return bool(posts.recruits_until[j] < today or is_over)


def _recruits_from(data: MarketData, i: int, j: int) -> bool:
    named = data.vacancies.recruits_from.row(j)
    home = path_of(data, data.people.home[i])
    return len(named) > 0 and not any(home.startswith(path_of(data, place)) for place in named)


def _pairs(data: MarketData, i: int, j: int) -> bool:
    home = path_of(data, data.people.home[i])
    work = path_of(data, data.vacancies.place[j])
    is_joined = any(home.startswith(a) and work.startswith(b) for a, b in data.context.pairs)
    return bool(data.vacancies.is_for_pairs_only[j]) and not is_joined


def _certificates(data: MarketData, i: int, j: int) -> bool:
    held, wanted = int(data.people.certificates[i]), int(data.vacancies.certificates[j])
    return any(wanted >> bit & 1 and not held >> bit & 1 for bit in range(63))


def _skill_level(data: MarketData, i: int, j: int) -> bool:
    skills = data.people.skill_occupation
    start = int(skills.offsets[i])
    levels = [
        int(data.people.skill_level[start + at])
        for at, occupation in enumerate(skills.row(i))
        if covers_occupation(data, occupation, j)
    ]
    return max([0, *levels]) < data.vacancies.skill_level_min[j]


def _education(data: MarketData, i: int, j: int) -> bool:
    own = data.people.education[i]
    return bool(own != -1 and own < data.vacancies.education_min[j])


def _season(data: MarketData, i: int, j: int) -> bool:
    posts, today = data.vacancies, data.context.policy_day
    first, last = int(data.people.available_from[i]), int(data.people.available_until[i])
    begins, ends = int(posts.works_from[j]), int(posts.works_until[j])
    if max(first, begins, today) > last:
        return True
    if ends == LATEST_DAY:
        return False
    if begins == EARLIEST_DAY:
        return first > max(ends, today) or last < ends
    return first > max(begins, today) or last < ends


def _wage_floor(data: MarketData, i: int, j: int) -> bool:
    best = max(data.vacancies.wage_min_fen[j], data.vacancies.wage_max_fen[j])
    floor = data.people.wage_floor_fen[i]
    return bool(best != -1 and floor != -1 and best < floor)


def _excluded_occupation(data: MarketData, i: int, j: int) -> bool:
    return any(covers_occupation(data, o, j) for o in data.people.excluded_occupation.row(i))


def _excluded_place(data: MarketData, i: int, j: int) -> bool:
    return any(covers_place(data, place, j) for place in data.people.excluded_place.row(i))


def _limit_place(data: MarketData, i: int, j: int) -> bool:
    limits = data.people.limit_place.row(i)
    return len(limits) > 0 and not any(covers_place(data, place, j) for place in limits)


PLAIN_RULES: dict[str, Callable[[MarketData, int, int], bool]] = {
    "rule.work_ability": _work_ability,
    "rule.minors": _minors,
    "rule.lawful_claims": _lawful_claims,
    "rule.minimum_wage": _minimum_wage,
    "rule.recruiting": _recruiting,
    "rule.recruits_from": _recruits_from,
    "rule.pairs": _pairs,
    "rule.certificates": _certificates,
    "rule.skill_level": _skill_level,
    "rule.education": _education,
    "rule.season": _season,
    "rule.wage_floor": _wage_floor,
    "rule.excluded_occupation": _excluded_occupation,
    "rule.excluded_place": _excluded_place,
    "rule.limit_place": _limit_place,
}
"""By code."""


def passes(data: MarketData, i: int, j: int) -> bool:
    """Whether no rule forbids the pair."""
    return not any(rule(data, i, j) for rule in PLAIN_RULES.values())
