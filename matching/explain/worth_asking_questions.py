"""Which facts of people can be missing, who lacks them, and what an answer would change.

Two kinds. An unstated skill or certificate counts as none: an answer can only **open** posts. An
unstated education, ability, wage or season passes every rule, so that an empty field shuts nobody
out: an answer can only **break** an offer. Mandarin and household are read by no rule or score.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY, PeopleColumns
from matching.columns.ragged import Ragged
from matching.market.rules.wage_floor import highest_wage_fen
from matching.market.rules.work_ability import UNABLE

UNKNOWN = -1
"""How an education, ability or wage that nobody stated is coded."""

HIGHEST_LEVEL = 5
"""Senior technician."""


class Effect(StrEnum):
    """What an answer can do."""

    OPENS = "opens"
    BREAKS = "breaks"


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that may be missing.

    Parameters
    ----------
    code
        Stable code.
    effect
        What an answer can do.
    is_missing
        Whether each person lacks the fact.
    answered
        Gives the people after some of them (positions) answered: for ``OPENS`` as well as can be,
        for ``BREAKS`` as badly as can be.
    """

    code: str
    effect: Effect
    is_missing: Callable[[MarketData], Bools]
    answered: Callable[[MarketData, Ints], PeopleColumns]


def _lacks_certificates(data: MarketData) -> Bools:
    found: Bools = data.people.certificates == 0
    return found


def _all_certificates(data: MarketData, people: Ints) -> PeopleColumns:
    asked = int(np.bitwise_or.reduce(data.vacancies.certificates, initial=0))
    return _with(data.people, "certificates", people, asked)


def _lacks_skills(data: MarketData) -> Bools:
    found: Bools = data.people.skill_occupation.counts() == 0
    return found


def _all_skills(data: MarketData, people: Ints) -> PeopleColumns:
    """Teaches everything that vacancies ask for: a plan uses one skill of them at most."""
    columns, occupations = data.people, np.unique(data.vacancies.occupation)
    skills = columns.skill_occupation
    counts = skills.counts()
    counts[people] += len(occupations)
    at = np.repeat(skills.offsets[np.sort(people) + 1], len(occupations))
    taught = np.tile(occupations, len(people))
    return replace(
        columns,
        skill_occupation=Ragged(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            np.insert(skills.values, at, taught),
        ),
        skill_level=np.insert(columns.skill_level, at, HIGHEST_LEVEL),
    )


def _lacks_education(data: MarketData) -> Bools:
    found: Bools = data.people.education == UNKNOWN
    return found


def _least_education(data: MarketData, people: Ints) -> PeopleColumns:
    return _with(data.people, "education", people, 0)


def _lacks_ability(data: MarketData) -> Bools:
    found: Bools = data.people.work_ability == UNKNOWN
    return found


def _no_ability(data: MarketData, people: Ints) -> PeopleColumns:
    return _with(data.people, "work_ability", people, UNABLE[0])


def _lacks_wage(data: MarketData) -> Bools:
    found: Bools = data.people.wage_floor_fen == UNKNOWN
    return found


def _highest_wage(data: MarketData, people: Ints) -> PeopleColumns:
    above_all = int(highest_wage_fen(data).max(initial=0)) + 1
    return _with(data.people, "wage_floor_fen", people, above_all)


def _lacks_season(data: MarketData) -> Bools:
    people = data.people
    found: Bools = (people.available_from == EARLIEST_DAY) & (people.available_until == LATEST_DAY)
    return found


def _never_free(data: MarketData, people: Ints) -> PeopleColumns:
    return _with(data.people, "available_from", people, LATEST_DAY)


def _with(columns: PeopleColumns, name: str, people: Ints, value: int) -> PeopleColumns:
    changed = getattr(columns, name).copy()
    changed[people] = value
    return replace(columns, **{name: changed})


QUESTIONS: tuple[Question, ...] = (
    Question("skills", Effect.OPENS, _lacks_skills, _all_skills),
    Question("certificates", Effect.OPENS, _lacks_certificates, _all_certificates),
    Question("education", Effect.BREAKS, _lacks_education, _least_education),
    Question("work_ability", Effect.BREAKS, _lacks_ability, _no_ability),
    Question("wage_floor", Effect.BREAKS, _lacks_wage, _highest_wage),
    Question("season", Effect.BREAKS, _lacks_season, _never_free),
)
"""Fixed order: among questions worth the same the earlier comes first."""


def after_answers(data: MarketData, question: Question, people: Ints) -> MarketData:
    """Gives the columns after some people, all without the fact, answered a question.

    Parameters
    ----------
    data
        The columns.
    question
        What was asked.
    people
        Positions, each once.
    """
    return replace(data, people=question.answered(data, people))
