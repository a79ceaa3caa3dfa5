"""The pool and what is listed for it, packed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.people import EARLIEST_DAY, LATEST_DAY
from matching.columns.ragged import Ragged
from models.enums import CertificateKind
from offices.rounds.frames import LISTED, PEOPLE, SKILLS, PersonLists
from offices.rounds.people_columns import people_columns

PLACES = {"433124": 0, "440000": 1, "441900": 2}
OCCUPATIONS = {"4-07-05-01": 0, "6-05-02-01": 1, "6-18-02-04": 2}
CERTIFICATES = [kind.value for kind in CertificateKind]
IDS = range(3, 9)
"""Odd ids are in the pool; what is listed for others must go nowhere."""

PERSON: dict[str, Any] = dict.fromkeys(PEOPLE) | {
    "id": 3,
    "household_id": 1,
    "division_code": "433124",
    "birth_date": dt.date(1970, 1, 2),
    "sex": "female",
}


def listed(codes: Sequence[str]) -> st.SearchStrategy[list[tuple[int, str]]]:
    """Codes listed for some people, with repetitions."""
    return st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(codes)), max_size=15)


def lists_of(
    skills: Sequence[tuple[int, str, int]] = (),
    certificates: Sequence[tuple[int, str]] = (),
    places: Sequence[tuple[int, str]] = (),
    occupations: Sequence[tuple[int, str]] = (),
) -> PersonLists:
    """Lists with the same places wished for, refused and not to be left."""
    by_name = [
        pl.DataFrame(rows, schema=dict(LISTED), orient="row")
        for rows in (certificates, occupations, occupations, places, places, places)
    ]
    return PersonLists(pl.DataFrame(skills, schema=dict(SKILLS), orient="row"), *by_name)


def rows_of(ragged: Ragged) -> list[list[int]]:
    """Each row's values."""
    return [ragged.row(row).tolist() for row in range(len(ragged))]


def test_what_is_not_stated_has_its_own_number() -> None:
    """Nulls become -1, or days before and after all others."""
    pool = pl.DataFrame([PERSON], schema=dict(PEOPLE))
    columns = people_columns(pool, lists_of(), {}, PLACES, {})
    assert (columns.birth_day.tolist(), columns.sex.tolist()) == ([1], [1])
    for name in ("work_ability", "education", "speaks_mandarin", "wage_floor_fen"):
        assert getattr(columns, name).tolist() == [-1]
    assert columns.available_from.tolist() == [EARLIEST_DAY]
    assert columns.available_until.tolist() == [LATEST_DAY]
    assert columns.certificates.tolist() == [0]


@settings(max_examples=60, deadline=None)
@given(
    skills=st.lists(
        st.tuples(st.sampled_from(IDS), st.sampled_from([*OCCUPATIONS]), st.integers(0, 5)),
        max_size=15,
    ),
    certificates=listed(CERTIFICATES),
    places=listed([*PLACES]),
    occupations=listed([*OCCUPATIONS]),
)
def test_lists_go_to_their_people(
    skills: list[tuple[int, str, int]],
    certificates: list[tuple[int, str]],
    places: list[tuple[int, str]],
    occupations: list[tuple[int, str]],
) -> None:
    """Each person of the pool gets the own wishes, rising, each once; skills with their levels."""
    ids = [one for one in IDS if one % 2]
    pool = pl.DataFrame([PERSON | {"id": one} for one in ids], schema=dict(PEOPLE))
    lists = lists_of(skills, certificates, places, occupations)
    columns = people_columns(pool, lists, {7: 2}, PLACES, OCCUPATIONS)
    own_skills = [
        sorted((OCCUPATIONS[c], level) for who, c, level in skills if who == one) for one in ids
    ]
    own_places = [sorted({PLACES[code] for who, code in places if who == one}) for one in ids]
    own_work = [sorted({OCCUPATIONS[c] for who, c in occupations if who == one}) for one in ids]
    assert columns.key.tolist() == ids
    assert columns.earlier.tolist() == [2 if one == 7 else 0 for one in ids]
    assert rows_of(columns.skill_occupation) == [[c for c, _ in own] for own in own_skills]
    assert columns.skill_level.tolist() == [level for own in own_skills for _, level in own]
    for ragged in (columns.wished_place, columns.excluded_place, columns.limit_place):
        assert rows_of(ragged) == own_places
    for ragged in (columns.wished_occupation, columns.excluded_occupation):
        assert rows_of(ragged) == own_work
    assert columns.certificates.tolist() == [
        sum(
            1 << CERTIFICATES.index(kind)
            for kind in {kind for who, kind in certificates if who == one}
        )
        for one in ids
    ]
