"""The pool's rows as columns."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

import numpy as np

from matching.columns.people import EARLIEST_DAY, LATEST_DAY, PeopleColumns
from matching.columns.ragged import Ragged, ragged_of
from models.enums import CertificateKind, Education, Sex, WorkAbility
from offices.rounds.rows import PersonLists, PersonRow

UNKNOWN = -1
EPOCH = dt.date(1970, 1, 1).toordinal()

CERTIFICATE_BITS = {kind.value: bit for bit, kind in enumerate(CertificateKind)}


def day_number(day: dt.date | None, if_missing: int) -> int:
    """Gives the days since 1970-01-01."""
    return if_missing if day is None else day.toordinal() - EPOCH


def stated(value: int | None) -> int:
    """Gives a number or truth value, -1 where it was not stated."""
    return UNKNOWN if value is None else int(value)


def positions(kind: type[StrEnum]) -> Mapping[str | None, int]:
    """Gives the place of each value in its enumeration's order."""
    return {member.value: place for place, member in enumerate(kind)}


def certificate_mask(kinds: Iterable[str]) -> int:
    """Gives a bit for each kind of certificate, in the order of ``CertificateKind``."""
    return sum(1 << CERTIFICATE_BITS[kind] for kind in set(kinds))


def people_columns(
    pool: Sequence[PersonRow],
    lists: PersonLists,
    place_numbers: Mapping[str, int],
    occupation_numbers: Mapping[str, int],
) -> PeopleColumns:
    """Packs the pool, one row per person in the order given."""
    ability, education, sex = positions(WorkAbility), positions(Education), positions(Sex)
    skills = [sorted(lists.skills.get(person.id, ())) for person in pool]

    def places(by_person: Mapping[int, Sequence[str]]) -> Ragged:
        return _numbered(pool, by_person, place_numbers)

    def occupations(by_person: Mapping[int, Sequence[str]]) -> Ragged:
        return _numbered(pool, by_person, occupation_numbers)

    def flat(value: Callable[[PersonRow], int], dtype: type[np.signedinteger]) -> np.ndarray:
        return np.fromiter(map(value, pool), dtype=dtype, count=len(pool))

    return PeopleColumns(
        key=flat(lambda p: p.id, np.int64),
        home=flat(lambda p: place_numbers[p.division_code], np.int32),
        birth_day=flat(lambda p: day_number(p.birth_date, EARLIEST_DAY), np.int32),
        sex=flat(lambda p: sex[p.sex], np.int8),
        household=flat(lambda p: p.household_id, np.int64),
        work_ability=flat(lambda p: ability.get(p.work_ability, UNKNOWN), np.int8),
        education=flat(lambda p: education.get(p.education, UNKNOWN), np.int8),
        speaks_mandarin=flat(lambda p: stated(p.speaks_mandarin), np.int8),
        wage_floor_fen=flat(lambda p: stated(p.wage_floor_fen), np.int64),
        available_from=flat(lambda p: day_number(p.available_from, EARLIEST_DAY), np.int32),
        available_until=flat(lambda p: day_number(p.available_until, LATEST_DAY), np.int32),
        certificates=flat(lambda p: certificate_mask(lists.certificates.get(p.id, ())), np.int64),
        skill_occupation=ragged_of([occupation_numbers[code] for code, _ in row] for row in skills),
        skill_level=np.array([level for row in skills for _, level in row], dtype=np.int8),
        wished_occupation=occupations(lists.wished_occupations),
        excluded_occupation=occupations(lists.excluded_occupations),
        wished_place=places(lists.wished_places),
        excluded_place=places(lists.excluded_places),
        limit_place=places(lists.limit_places),
    )


def _numbered(
    pool: Sequence[PersonRow],
    by_person: Mapping[int, Sequence[str]],
    numbers: Mapping[str, int],
) -> Ragged:
    return ragged_of(
        sorted({numbers[code] for code in by_person.get(person.id, ())}) for person in pool
    )
