"""Columns go to Arrow and come back the same, and bad ones are refused."""

import dataclasses

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from matching.columns.arrow import content_hash, ipc_bytes, table_from_ipc
from matching.columns.context import MarketContext
from matching.columns.declared import columns_of
from matching.columns.errors import ColumnsError
from matching.columns.market_data import MarketData
from matching.columns.people import PeopleColumns
from matching.columns.ragged import Ragged, ragged_of
from matching.columns.stays import StayColumns
from matching.columns.vacancies import VacancyColumns
from tests.matching.market_strategies import markets


def _assert_same(left: object, right: object) -> None:
    for name in columns_of(type(left)):
        one, other = getattr(left, name), getattr(right, name)
        if isinstance(one, Ragged):
            np.testing.assert_array_equal(one.offsets, other.offsets)
            one, other = one.values, other.values
        np.testing.assert_array_equal(one, other)
        assert one.dtype == other.dtype


@settings(max_examples=25, deadline=None)
@given(markets())
def test_columns_survive_arrow(data: MarketData) -> None:
    """Every column comes back from an IPC stream with its values, its type and its hash."""
    people = PeopleColumns.from_arrow(table_from_ipc(ipc_bytes(data.people.to_arrow())))
    vacancies = VacancyColumns.from_arrow(table_from_ipc(ipc_bytes(data.vacancies.to_arrow())))
    model = table_from_ipc(ipc_bytes(data.context.retention))
    context = MarketContext.from_arrow(table_from_ipc(ipc_bytes(data.context.to_arrow())), model)
    _assert_same(data.people, people)
    _assert_same(data.vacancies, vacancies)
    assert data.context.retention.equals(context.retention, check_metadata=True)
    again = MarketData(people, vacancies, context)
    assert again.content_hash() == data.content_hash()
    assert again.context.pairs == data.context.pairs
    assert again.context.distance_m.shape == data.context.distance_m.shape


@settings(max_examples=10, deadline=None)
@given(markets(min_people=1))
def test_arrays_cannot_be_changed(data: MarketData) -> None:
    """Frozen columns refuse writing, so a snapshot stays what was hashed."""
    with pytest.raises(ValueError, match="read-only"):
        data.people.home[0] = 0


@settings(max_examples=10, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_one_changed_number_changes_the_hash(data: MarketData) -> None:
    """The hash notices a single fen."""
    wage = data.vacancies.wage_min_fen.copy()
    wage[0] += 1
    other = dataclasses.replace(data.vacancies, wage_min_fen=wage)
    assert content_hash(other.to_arrow()) != content_hash(data.vacancies.to_arrow())


@settings(max_examples=10, deadline=None)
@given(markets(min_people=1, min_vacancies=1))
def test_bad_columns_are_refused_by_name(data: MarketData) -> None:
    """Wrong lengths, fractions, negative seats and unknown places name the column."""
    with pytest.raises(ColumnsError) as caught:
        dataclasses.replace(data.people, sex=np.zeros(len(data.people) + 1, np.int8))
    assert caught.value.params == {"column": "sex", "reason": "length"}
    with pytest.raises(ColumnsError) as caught:
        dataclasses.replace(data.people, birth_day=np.full(len(data.people), 0.5))
    assert caught.value.params == {"column": "birth_day", "reason": "range"}
    with pytest.raises(ColumnsError) as caught:
        dataclasses.replace(data.vacancies, seats=np.full(len(data.vacancies), -1))
    assert caught.value.params == {"column": "seats", "reason": "range"}
    far = np.full(len(data.people), len(data.context.place_codes), np.int32)
    with pytest.raises(ColumnsError) as caught:
        dataclasses.replace(data, people=dataclasses.replace(data.people, home=far))
    assert caught.value.params == {"column": "home", "reason": "range"}


def test_ragged_rows_and_refusals() -> None:
    """Lists keep their rows; offsets that do not rise to the end are refused."""
    lists = ragged_of([[1, 2], [], [3]])
    assert [list(lists.row(i)) for i in range(3)] == [[1, 2], [], [3]]
    assert list(lists.rows_of_values()) == [0, 0, 2]
    for offsets in ([], [0, 2], [1, 3], [0, 3, 2, 3]):
        with pytest.raises(ColumnsError):
            Ragged(np.array(offsets, np.int64), np.array([1, 2, 3], np.int32))


def test_nulls_and_other_types_are_refused() -> None:
    """A table with a null or another type is no table of stays."""
    row = {name: np.array([0]) for name in columns_of(StayColumns)}
    good = StayColumns(**row).to_arrow()
    null = good.set_column(0, pa.field("employer", pa.int64()), pa.array([None], pa.int64()))
    with pytest.raises(ColumnsError):
        StayColumns.from_arrow(null)
    with pytest.raises(ColumnsError):
        StayColumns.from_arrow(good.drop_columns(["employer"]))
