"""Makers of stored people, vacancies, offices and whole random registers for tests. All made up."""

import datetime as dt
import itertools
from typing import Any

import numpy as np
from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.encryption import keyed_hash
from models.enums import (
    CertificateKind,
    Channel,
    Education,
    NotWorkingReason,
    OfficeKind,
    PairKind,
    Relation,
    Sex,
    VacancyKind,
    WorkAbility,
)
from models.tables.employment import EmploymentRecord
from models.tables.offices import (
    MinimumWage,
    Office,
    OfficeCoverage,
    Officer,
    PairQuota,
    PartnerPair,
)
from models.tables.people import Household, Person, PersonCertificate, PersonSkill
from models.tables.surveys import Survey, WishedDestination, WishedOccupation
from models.tables.vacancies import Employer, EmployerClaim, Vacancy
from models.values import Actor, Permission
from offices.queue.acts import claim
from offices.rounds.acts import request_solve, solve_input, store_result
from offices.rounds.solving import solve_round
from regions.gazetteer import load_gazetteer

POLICY_DATE = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
COUNTY = "433124"
COUNTY_PATH = "/430000/433100/433124/"
TOWNSHIPS = ("433124100000", "433124101000", "433124102000", "433124103000")
DESTINATIONS = ("441900", "440306", "430111", "433124")
OCCUPATIONS = ("6-18-02-04", "6-05-02-01", "4-07-05-01", "6-02-02-01", "4-10-01-06")
WELDER = OCCUPATIONS[0]
_numbers = itertools.count(1)


def actor_for(*scopes: str, without: Permission | None = None) -> Actor:
    """An actor with every permission but one on some regions."""
    held = frozenset(Permission) - {without}
    return Actor("tester", "EXPORT-433124", scopes, frozenset(p for p in held if p is not None))


ACTOR = actor_for("/430000/433100/433124/")
OTHER_COUNTY = actor_for("/430000/433100/433130/")


def path_of(code: str) -> str:
    """The path of a division."""
    return load_gazetteer().place(code).path


def add_household(session: Session, division_code: str = TOWNSHIPS[0]) -> int:
    """Adds a registered household."""
    household = Household(
        number=f"H{next(_numbers):08d}", division_code=division_code, path=path_of(division_code)
    )
    session.add(household)
    session.flush()
    return household.id


def add_person(session: Session, *, household_id: int | None = None, **values: Any) -> int:
    """Adds a registered person: a 30-year-old ordinary laborer unless told otherwise."""
    number = next(_numbers)
    division_code = values.pop("division_code", TOWNSHIPS[0])
    id_number = f"43312419960101{980 + number % 20:03d}{number:05d}"
    defaults: dict[str, Any] = {
        "id_number": id_number,
        "id_number_key": keyed_hash(id_number),
        "name": f"样本{number}",
        "sex": Sex.MALE.value,
        "birth_date": dt.date(1996, 1, 1),
        "relation": Relation.HEAD.value,
        "division_code": division_code,
        "path": path_of(division_code),
        "village": "样本村",
        "phone": f"1990000{number:04d}",
        "education": Education.JUNIOR.value,
        "work_ability": WorkAbility.ORDINARY.value,
        "speaks_mandarin": True,
        "other_values": {},
    }
    person = Person(
        household_id=household_id or add_household(session, division_code), **(defaults | values)
    )
    session.add(person)
    session.flush()
    return person.id


def add_survey(session: Session, person_id: int, *, is_willing: bool = True, **values: Any) -> None:
    """Adds a person's survey answers."""
    session.add(
        Survey(
            person_id=person_id,
            surveyed_on=dt.date(2026, 2, 10),
            is_willing=is_willing,
            sources={},
            **values,
        )
    )
    session.flush()


def add_willing(session: Session, **values: Any) -> int:
    """Adds a person of the pool."""
    person = add_person(session, **values)
    add_survey(session, person)
    return person


def add_record(session: Session, person_id: int, **values: Any) -> int:
    """Adds a work record: open, in Dongguan, self-found unless told otherwise."""
    defaults: dict[str, Any] = {
        "employer_name": "样本电子厂",
        "division_code": DESTINATIONS[0],
        "started_month": dt.date(2025, 3, 1),
        "channel": Channel.SELF.value,
        "kind": "employed",
        "sources": {},
    }
    record = EmploymentRecord(person_id=person_id, **(defaults | values))
    session.add(record)
    session.flush()
    return record.id


def add_employer(session: Session) -> int:
    """Adds an employer."""
    name = f"样本企业{next(_numbers)}"
    employer = Employer(name=name, name_key=name)
    session.add(employer)
    session.flush()
    return employer.id


def add_vacancy(session: Session, *, employer_id: int | None = None, **values: Any) -> int:
    """Adds a vacancy line that anybody may take, in Dongguan unless told otherwise."""
    division_code = values.pop("division_code", DESTINATIONS[0])
    defaults: dict[str, Any] = {
        "number": str(next(_numbers)),
        "received_path": COUNTY_PATH,
        "kind": VacancyKind.ORDINARY.value,
        "title": "普工",
        "occupation_code": WELDER,
        "division_code": division_code,
        "path": path_of(division_code),
        "headcount": 2,
        "wage_min_fen_per_month": 450_000,
        "wage_max_fen_per_month": 600_000,
        "skill_level_min": 0,
        "certificates": [],
        "is_hazardous": False,
        "has_night_shift": False,
        "needs_mandarin": False,
        "is_care_post": False,
        "is_for_pairs_only": False,
        "recruits_from": [],
    }
    vacancy = Vacancy(employer_id=employer_id or add_employer(session), **(defaults | values))
    session.add(vacancy)
    session.flush()
    return vacancy.id


def add_claim(
    session: Session, vacancy_id: int, kind: str, value: str, legal_basis: str | None
) -> None:
    """Adds an employer's wish about the person."""
    session.add(
        EmployerClaim(vacancy_id=vacancy_id, kind=kind, value=value, legal_basis=legal_basis)
    )
    session.flush()


def add_office(
    session: Session, kind: OfficeKind, places: tuple[str, ...], *, officer: str | None = None
) -> int:
    """Adds an office in force since 2020 that looks after some places."""
    office = Office(
        code=f"{kind.value.upper()}-{places[0]}",
        kind=kind.value,
        name=f"样本{kind.value}{places[0]}",
        division_code=places[0],
        path=path_of(places[0]),
        valid_from=dt.date(2020, 1, 1),
        is_sample=True,
    )
    session.add(office)
    session.flush()
    for code in places:
        session.add(
            OfficeCoverage(
                office_id=office.id,
                division_code=code,
                path=path_of(code),
                valid_from=dt.date(2020, 1, 1),
            )
        )
    if officer is not None:
        session.add(
            Officer(office_id=office.id, name=officer, is_lead=True, valid_from=dt.date(2020, 1, 1))
        )
    session.flush()
    return office.id


def add_offices(session: Session) -> None:
    """Adds the offices a round needs: export, townships, a destination station, liaison offices."""
    add_office(session, OfficeKind.EXPORT, (COUNTY,), officer="样本甲")
    for code in TOWNSHIPS[:3]:
        add_office(session, OfficeKind.TOWNSHIP, (code,), officer="样本乙")
    add_office(session, OfficeKind.DESTINATION_STATION, ("441900",), officer="样本丙")
    add_office(session, OfficeKind.LIAISON, ("440000",), officer="样本丁")
    add_office(session, OfficeKind.LIAISON, ("440300",))


def add_pair(session: Session, destination: str = "441900", people: int | None = 100) -> int:
    """Adds a pair of the county in force in 2026, with a quota."""
    pair = PartnerPair(
        kind=PairKind.EAST_WEST.value,
        origin_code=COUNTY,
        origin_path=COUNTY_PATH,
        destination_code=destination,
        destination_path=path_of(destination),
        agreement="样本协议",
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2026, 12, 31),
        is_sample=True,
    )
    session.add(pair)
    session.flush()
    if people is not None:
        session.add(PairQuota(pair_id=pair.id, year=2026, people=people))
    session.flush()
    return pair.id


def add_minimum_wage(session: Session, code: str, fen: int) -> None:
    """Adds a minimum wage in force since 2025."""
    session.add(
        MinimumWage(
            division_code=code, fen_per_month=fen, valid_from=dt.date(2025, 1, 1), document="样本"
        )
    )
    session.flush()


def fill_random(session: Session, seed: int, *, people: int, vacancies: int) -> None:
    """Fills the county with a random register, survey, work records and vacancies.

    Every standing, every reason, wishes, refusals, limits and certificates occur with some chance.
    """
    rng = np.random.default_rng(seed)
    add_offices(session)
    add_pair(session)
    first = 1_000 + next(_numbers) * 1_000
    households = [
        {
            "number": f"R{first + n}",
            "division_code": (code := str(rng.choice(TOWNSHIPS))),
            "path": path_of(code),
        }
        for n in range(max(1, people // 3))
    ]
    session.execute(insert(Household), households)
    session.flush()
    ids = list(session.scalars(Household.__table__.select().order_by(Household.id)))
    for number in range(people):
        household = int(rng.integers(len(ids)))
        age = int(rng.integers(5, 80))
        person = add_person(
            session,
            household_id=ids[household],
            division_code=households[household]["division_code"],
            birth_date=dt.date(2026 - age, int(rng.integers(1, 13)), int(rng.integers(1, 29))),
            sex=str(rng.choice([sex.value for sex in Sex])),
            relation=Relation.HEAD.value if number % 3 == 0 else Relation.SPOUSE.value,
            work_ability=_maybe(rng, [ability.value for ability in WorkAbility], 0.1),
            education=_maybe(rng, [level.value for level in Education], 0.1),
            student_status="高中" if rng.random() < 0.05 else None,
        )
        if rng.random() < 0.25:
            add_record(
                session,
                person,
                division_code=str(rng.choice(DESTINATIONS)),
                started_month=dt.date(2025, int(rng.integers(1, 13)), 1),
                ended_month=dt.date(2026, int(rng.integers(1, 6)), 1)
                if rng.random() < 0.3
                else None,
            )
        if rng.random() < 0.85:
            _answer(session, rng, person)
    for _ in range(vacancies):
        wage = int(rng.integers(25, 70)) * 10_000
        add_vacancy(
            session,
            division_code=str(rng.choice(DESTINATIONS)),
            occupation_code=str(rng.choice(OCCUPATIONS)),
            headcount=int(rng.integers(1, 4)),
            wage_min_fen_per_month=wage,
            wage_max_fen_per_month=wage + 50_000,
            certificates=[CertificateKind.WELDING.value] if rng.random() < 0.1 else [],
            recruits_until=dt.date(2026, 2, 1) if rng.random() < 0.1 else None,
            is_for_pairs_only=bool(rng.random() < 0.2),
        )


def _maybe(rng: np.random.Generator, values: list[str], chance_of_none: float) -> str | None:
    return None if rng.random() < chance_of_none else str(rng.choice(values))


def _answer(session: Session, rng: np.random.Generator, person: int) -> None:
    add_survey(
        session,
        person,
        is_willing=bool(rng.random() < 0.7),
        not_working_reason=_maybe(rng, [reason.value for reason in NotWorkingReason], 0.4),
        wage_floor_fen_per_month=int(rng.integers(20, 60)) * 10_000 if rng.random() < 0.5 else None,
        available_from=dt.date(2026, 3, 10) if rng.random() < 0.3 else None,
        companions="甲组" if rng.random() < 0.1 else None,
    )
    if rng.random() < 0.5:
        session.add(
            PersonSkill(
                person_id=person,
                occupation_code=str(rng.choice(OCCUPATIONS)),
                title="样本技能",
                level=int(rng.integers(0, 6)),
            )
        )
    if rng.random() < 0.1:
        session.add(PersonCertificate(person_id=person, kind=CertificateKind.WELDING.value))
    if rng.random() < 0.3:
        session.add(
            WishedOccupation(
                person_id=person,
                occupation_code=_maybe(rng, list(OCCUPATIONS), 0.2),
                title="样本工种",
                is_excluded=bool(rng.random() < 0.3),
            )
        )
    if rng.random() < 0.3:
        is_excluded = bool(rng.random() < 0.4)
        session.add(
            WishedDestination(
                person_id=person,
                division_code=str(rng.choice(["440000", "441900", COUNTY])),
                is_excluded=is_excluded,
                is_limit=not is_excluded and bool(rng.random() < 0.3),
            )
        )
    session.flush()


def solved_round(session: Session, round_code: str) -> int:
    """Requests a solve of a round that has a snapshot, solves it in place and stores the result."""
    request_solve(session, ACTOR, round_code, now=NOW)
    claimed = claim(session, ACTOR, "test-worker", now=NOW)
    assert claimed is not None
    given = solve_input(session, ACTOR, claimed.id)
    result = solve_round(given.data, given.settings, rules=given.rules)
    store_result(session, ACTOR, claimed.id, "test-worker", result, now=NOW)
    return claimed.id
