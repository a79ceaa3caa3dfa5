"""Does to a market what a change says."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY, PeopleColumns
from matching.columns.ragged import Ragged, empty_ragged, ragged_of
from matching.columns.vacancies import VacancyColumns
from models.enums import CertificateKind, Education, WorkAbility

Facts = Mapping[str, Any]

EPOCH = dt.date(1970, 1, 1)


def _set(values: np.ndarray, at: Any, value: int) -> np.ndarray:
    changed = np.array(values)
    changed[at] = value
    return changed


def _with_row(lists: Ragged, row: int, values: list[int]) -> Ragged:
    return ragged_of([values if at == row else lists.row(at).tolist() for at in range(len(lists))])


def _without(data: MarketData, i: int, name: str, codes: list[str], known: tuple[str, ...]) -> Any:
    lists: Ragged = getattr(data.people, name)
    kept = [index for index in lists.row(i).tolist() if known[index] not in codes]
    return {name: _with_row(lists, i, kept)}


def _work_ability(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    ability = list(WorkAbility).index(WorkAbility(facts["wanted"]))
    return {"work_ability": _set(data.people.work_ability, i, ability)}


def _minors(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    today = EPOCH + dt.timedelta(data.context.policy_day)
    birth = today.replace(year=today.year - facts["age"])
    return {"birth_day": _set(data.people.birth_day, i, (birth - EPOCH).days)}


def _certificates(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    bits = [1 << list(CertificateKind).index(CertificateKind(k)) for k in facts["certificates"]]
    held = int(data.people.certificates[i]) | sum(bits)
    return {"certificates": _set(data.people.certificates, i, held)}


def _skill_level(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    people = data.people
    skills, levels = people.skill_occupation, people.skill_level.tolist()
    added = data.context.occupations.index(facts["occupation"])
    levels.insert(int(skills.offsets[i + 1]), facts["wanted"])
    row = [*skills.row(i).tolist(), added]
    return {"skill_occupation": _with_row(skills, i, row), "skill_level": np.array(levels)}


def _education(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    wanted = list(Education).index(Education(facts["wanted"]))
    return {"education": _set(data.people.education, i, wanted)}


def _season(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    first = EARLIEST_DAY if facts["available_from"] is None else facts["available_from"]
    last = LATEST_DAY if facts["available_until"] is None else facts["available_until"]
    return {
        "available_from": _set(data.people.available_from, i, first),
        "available_until": _set(data.people.available_until, i, last),
    }


def _wage_floor(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    return {"wage_floor_fen": _set(data.people.wage_floor_fen, i, facts["wanted"])}


def _excluded_occupation(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    known = data.context.occupations
    return dict(_without(data, i, "excluded_occupation", facts["occupations"], known))


def _excluded_place(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    return dict(_without(data, i, "excluded_place", facts["places"], data.context.place_codes))


def _limit_place(data: MarketData, i: int, facts: Facts) -> dict[str, Any]:
    limits = data.people.limit_place
    added = [data.context.place_codes.index(code) for code in facts["places"]]
    return {"limit_place": _with_row(limits, i, [*limits.row(i).tolist(), *added])}


PERSONAL: dict[str, Callable[[MarketData, int, Facts], dict[str, Any]]] = {
    "rule.work_ability": _work_ability,
    "rule.minors": _minors,
    "rule.certificates": _certificates,
    "rule.skill_level": _skill_level,
    "rule.education": _education,
    "rule.season": _season,
    "rule.wage_floor": _wage_floor,
    "rule.excluded_occupation": _excluded_occupation,
    "rule.excluded_place": _excluded_place,
    "rule.limit_place": _limit_place,
}
"""What each change to a person's own matter does to the people's columns."""


def _employers(data: MarketData, rule: str, facts: Facts, opens: Any) -> dict[str, Any]:
    posts: VacancyColumns = data.vacancies
    if rule == "rule.lawful_claims":
        names = ("lawful_age_min", "lawful_age_max", "lawful_sex")
        return {name: _set(getattr(posts, name), opens, -1) for name in names}
    if rule == "rule.minimum_wage":
        at = int(np.flatnonzero(posts.key == facts["vacancy"])[0])
        highest = max(int(posts.wage_max_fen[at]), facts["wanted"])
        return {
            "wage_min_fen": _set(posts.wage_min_fen, at, facts["wanted"]),
            "wage_max_fen": _set(posts.wage_max_fen, at, highest),
        }
    if rule == "rule.recruiting":
        return {
            "recruits_until": _set(posts.recruits_until, opens, LATEST_DAY),
            "works_from": _set(posts.works_from, opens, EARLIEST_DAY),
            "works_until": _set(posts.works_until, opens, LATEST_DAY),
        }
    if rule == "rule.recruits_from":
        return {"recruits_from": empty_ragged(len(posts))}
    return {"is_for_pairs_only": _set(posts.is_for_pairs_only, opens, 0)}


def applied(data: MarketData, person: int, rule: str, facts: Facts, opens: Any) -> MarketData:
    """The market after the change of one rule's matter."""
    if rule in PERSONAL:
        people: PeopleColumns = data.people
        changes = PERSONAL[rule](data, person, facts)
        return dataclasses.replace(data, people=dataclasses.replace(people, **changes))
    changes = _employers(data, rule, facts, opens)
    return dataclasses.replace(data, vacancies=dataclasses.replace(data.vacancies, **changes))
