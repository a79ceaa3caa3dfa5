"""What the lists are derived from, as plain values."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a list; identity number and phone are masked already."""

    id: int
    household_id: int
    path: str
    township: str
    village: str | None
    name: str
    id_number: str
    phone: str | None
    sex: str
    age: int
    category: str | None


@dataclass(frozen=True, slots=True)
class Survey:
    """What the survey and the register say about somebody of the pool."""

    education: str | None
    skills: Sequence[tuple[str, int]]
    wished_titles: Sequence[str]
    wished_places: Sequence[str]
    wage_floor_fen: int | None
    available_from: dt.date | None
    companions: str | None


@dataclass(frozen=True, slots=True)
class OfferFact:
    """A recommended post; rank 1 is the plan's."""

    person_id: int
    rank: int
    code: str
    state: str
    decision_reason: str | None
    vacancy_id: int
    employer_id: int
    employer: str
    credit_code: str | None
    title: str
    housing: str | None
    work_path: str
    work_place: str
    wage_min_fen: int | None
    wage_max_fen: int | None
    contract_months: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PoolFact:
    """Somebody of the pool with everything the names layer says.

    ``offers`` are sorted by rank; ``reason`` is why there is none.
    """

    person: Person
    survey: Survey
    offers: Sequence[OfferFact]
    reason: str | None


@dataclass(frozen=True, slots=True)
class AtWorkFact:
    """Somebody at work on the policy date."""

    person: Person
    employer: str
    credit_code: str | None
    title: str | None
    work_path: str
    work_place: str
    started_on: dt.date
    wage_fen: int | None
    channel: str | None
    has_contract: bool | None
    has_social_insurance: bool | None


@dataclass(frozen=True, slots=True)
class ExpectedFact:
    """Somebody placed by the round: the accepted offer, the day of arrival, the next visit."""

    person: Person
    offer: OfferFact
    placement_code: str
    state: str
    expected_on: dt.date
    next_visit_on: dt.date | None


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """A pair in force: where it leads and how many people it promises this year, if it says."""

    origin_path: str
    destination_path: str
    destination: str
    agreement: str
    people: int | None


@dataclass(frozen=True, slots=True)
class TownshipFact:
    """A township's part of the register by standing."""

    path: str
    name: str
    registered: int
    pool: int
    not_surveyed: int


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """Everything that the three lists of one round say.

    ``zero_employment`` are the households in which somebody could work and nobody does.
    """

    round_code: str
    path: str
    policy_date: dt.date
    pool: Sequence[PoolFact]
    at_work: Sequence[AtWorkFact]
    expected: Sequence[ExpectedFact]
    agreements: Sequence[AgreementFact]
    townships: Sequence[TownshipFact]
    zero_employment: frozenset[int]
