"""What one person's pairs would be worth if matters of the person's own were different.

Each change to a rule's matter says in its facts what would be different. Here it is made so in the
person's columns, and what reads them is declared anew for this one person, by the same declarations
as the market's: all rules, and of the parts of the score skill and retention, which read skills.
No other part reads what a rule about a person's own matters may have changed.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY, PeopleColumns
from matching.columns.ragged import Ragged, ragged_of
from matching.explain.why_against import RuleAgainst
from matching.market.parts import retention, skill
from matching.market.rules.registry import RULES
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers.repair.scores import Line
from models.enums import CertificateKind, Education, WorkAbility

EPOCH = dt.date(1970, 1, 1)

READ_ANEW = {part.name: part for part in (skill.PART, retention.PART)}
"""The parts that read what a change may have changed."""

SURE_DAY = 28
"""A day that every month has."""

Facts = Mapping[str, Any]
"""Each rule's facts are of its own types."""

Columns = dict[str, Any]
"""New columns of a person by name; lists and arrays."""


def row_after(
    data: MarketData, market: Market, person: int, changes: Iterable[RuleAgainst]
) -> Line:
    """Gives s_ij of one person over all vacancies after changes to the person's own matters.

    Parameters
    ----------
    data, market
        The market as it is.
    person
        Position of the person.
    changes
        Of personal rules; their facts say what is different.
    """
    alone = replace(data, people=_only(data.people, person))
    for change in changes:
        columns = _CHANGED[change.code](alone, change.facts)
        alone = replace(alone, people=replace(alone.people, **columns))
    vacancies = np.arange(market.vacancy_count, dtype=np.int64)
    first = np.zeros(len(vacancies), np.int64)
    scores = np.zeros(len(vacancies), np.int64)
    for part in market.parts:
        if part.name in READ_ANEW:
            anew = replace(part, tables=READ_ANEW[part.name].tables(alone))
            scores += part.weight * anew.of_pairs(first, vacancies)
        else:
            scores += part.weight * part.of_pairs(first + person, vacancies)
    for rule in RULES:
        for test in rule.tests(alone):
            scores[test.of_pairs(first, vacancies)] = FORBIDDEN
    line: Line = scores.astype(np.int32)
    return line


def _only(people: PeopleColumns, person: int) -> PeopleColumns:
    """Gives the columns of one person."""
    columns: Columns = {}
    for column in fields(people):
        values = getattr(people, column.name)
        is_listed = isinstance(values, Ragged)
        columns[column.name] = (
            ragged_of([values.row(person).tolist()]) if is_listed else values[person : person + 1]
        )
    skills = people.skill_occupation
    columns["skill_level"] = people.skill_level[skills.offsets[person] : skills.offsets[person + 1]]
    return PeopleColumns(**columns)


def _work_ability(_: MarketData, facts: Facts) -> Columns:
    return {"work_ability": [list(WorkAbility).index(WorkAbility(facts["wanted"]))]}


def _minors(data: MarketData, facts: Facts) -> Columns:
    """Lets the birthday be today, or the last sure day before in a month that lacks it."""
    today = EPOCH + dt.timedelta(data.context.policy_day)
    day = min(today.day, SURE_DAY)
    birth = today.replace(year=today.year - facts["age"], day=day)
    return {"birth_day": [(birth - EPOCH).days]}


def _certificates(data: MarketData, facts: Facts) -> Columns:
    kinds = list(CertificateKind)
    added = sum(1 << kinds.index(CertificateKind(kind)) for kind in facts["certificates"])
    return {"certificates": data.people.certificates | added}


def _skill_level(data: MarketData, facts: Facts) -> Columns:
    people = data.people
    added = data.context.occupations.index(facts["occupation"])
    return {
        "skill_occupation": ragged_of([[*people.skill_occupation.row(0).tolist(), added]]),
        "skill_level": [*people.skill_level.tolist(), facts["wanted"]],
    }


def _education(_: MarketData, facts: Facts) -> Columns:
    return {"education": [list(Education).index(Education(facts["wanted"]))]}


def _season(_: MarketData, facts: Facts) -> Columns:
    first, last = facts["available_from"], facts["available_until"]
    return {
        "available_from": [EARLIEST_DAY if first is None else first],
        "available_until": [LATEST_DAY if last is None else last],
    }


def _wage_floor(_: MarketData, facts: Facts) -> Columns:
    return {"wage_floor_fen": [facts["wanted"]]}


def _excluded_occupation(data: MarketData, facts: Facts) -> Columns:
    excluded = data.people.excluded_occupation
    return {
        "excluded_occupation": _without(excluded, data.context.occupations, facts["occupations"])
    }


def _excluded_place(data: MarketData, facts: Facts) -> Columns:
    excluded = data.people.excluded_place
    return {"excluded_place": _without(excluded, data.context.place_codes, facts["places"])}


def _limit_place(data: MarketData, facts: Facts) -> Columns:
    added = [data.context.place_codes.index(code) for code in facts["places"]]
    return {"limit_place": ragged_of([[*data.people.limit_place.row(0).tolist(), *added]])}


def _without(lists: Ragged, known: tuple[str, ...], dropped: Iterable[str]) -> Ragged:
    gone = set(dropped)
    return ragged_of([[index for index in lists.row(0).tolist() if known[index] not in gone]])


_CHANGED: dict[str, Callable[[MarketData, Facts], Columns]] = {
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
"""What each personal rule's change makes different, of the one person in the columns."""
