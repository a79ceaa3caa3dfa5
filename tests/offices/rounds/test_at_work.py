"""Who is at work, and the table that freezes it."""

import datetime as dt
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.arrow import ipc_bytes
from offices.rounds.at_work import FIELDS, at_work_of, at_work_table, employed
from offices.rounds.frames import AT_WORK, RECORDS
from regions.gazetteer import load_gazetteer
from regions.places import UnknownDivisionError

DAY = dt.date(2026, 3, 2)
SOME_DAY = dt.date(2025, 1, 1)
RECORD: dict[str, Any] = dict.fromkeys(RECORDS) | {
    "id": 1,
    "person_id": 1,
    "home_code": "433124",
    "employer_name": "样本甲厂",
    "division_code": "441900",
    "started_month": SOME_DAY,
}

text = st.none() | st.text(max_size=5)
ROW = st.fixed_dictionaries(
    {
        "employer_name": st.text(max_size=20),
        "credit_code": text,
        "title": text,
        "division_code": st.sampled_from(["441900", "433124100000"]),
        "path": st.just("/440000/441900/"),
        "started_on": st.dates(dt.date(2000, 1, 1), DAY),
        "wage_fen": st.none() | st.integers(0, 2**40),
        "channel": text,
        "has_contract": st.none() | st.booleans(),
        "has_social_insurance": st.none() | st.booleans(),
    }
)


def path_of(code: str) -> str:
    """The path of a division."""
    return load_gazetteer().place(code).path


def at_work_by(*records: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Person, employer and path of everybody at work by a record."""
    frame = pl.DataFrame([RECORD | record for record in records], schema=dict(RECORDS))
    return employed(frame, DAY, path_of).select("person_id", "employer_name", "path").rows()


def test_of_several_open_records_the_last_begun_counts() -> None:
    """A closed record counts nothing; two of one month are told apart by the employer's name."""
    begun_last = {"started_month": dt.date(2025, 6, 1), "employer_name": "样本丙厂"}
    closed = {"started_month": dt.date(2025, 9, 1), "ended_month": dt.date(2025, 12, 1)}
    others = [{"person_id": 2, "employer_name": name} for name in ("B", "C", "A")]
    assert at_work_by(closed, begun_last, {}, *others) == [
        (1, "样本丙厂", "/440000/441900/"),
        (2, "C", "/440000/441900/"),
    ]


def test_only_open_records_need_a_division_of_today() -> None:
    """A place that is no division is refused, but only where somebody is at work there."""
    unknown = {"division_code": "999999"}
    assert at_work_by(unknown | {"ended_month": dt.date(2025, 6, 1)}) == []
    with pytest.raises(UnknownDivisionError):
        at_work_by(unknown)


@settings(deadline=None)  # pyarrow looks for pandas at its first array
@given(rows=st.lists(ROW, max_size=20), order=st.randoms(use_true_random=False))
def test_the_table_has_the_bytes_of_its_rows(rows: list[dict[str, Any]], order: Any) -> None:
    """However the frame came about, its table is that of its rows in the order of the ids."""
    people = [{"person_id": number, **row} for number, row in enumerate(rows, start=7)]
    shuffled = list(people)
    order.shuffle(shuffled)
    frame = pl.DataFrame(shuffled, schema=dict(AT_WORK))
    cut = len(shuffled) // 2
    table = at_work_table(pl.concat([frame[:cut], frame[cut:]]))
    assert ipc_bytes(table) == ipc_bytes(pa.Table.from_pylist(people, schema=pa.schema(FIELDS)))
    assert [{name: getattr(one, name) for name in AT_WORK} for one in at_work_of(table)] == people
