"""Rows, lists and table cells keep what they are when they are numbered and merged."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.ragged import ragged_of
from matching.market import classes
from matching.market.classes import Classes, class_table, numbered, numbered_lists

FAR = st.sampled_from([0, 1, 2, -1, 7, 2**40, -(2**40)])
"""Some lie too far apart to be counted off."""


def _assert_numbered(found: Classes, rows: list[object]) -> None:
    """Equal numbers exactly for equal rows, from 0 without a gap, each with its first row."""
    assert len(found.of_row) == len(rows)
    number_of = dict(zip(rows, found.of_row.tolist(), strict=True))
    assert [number_of[row] for row in rows] == found.of_row.tolist()
    assert sorted(number_of.values()) == list(range(len(found)))
    assert all(rows.index(row) == found.example[number] for row, number in number_of.items())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(FAR, FAR, st.booleans()), max_size=12))
def test_rows_are_numbered(rows: list[tuple[int, int, bool]]) -> None:
    """Of several columns, near or far values, the distinct combinations get the numbers."""
    columns = (np.array([row[at] for row in rows], np.int64) for at in range(3))
    _assert_numbered(numbered(*columns), list(rows))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), max_size=4).map(tuple), max_size=15))
def test_lists_are_numbered(rows: list[tuple[int, ...]]) -> None:
    """Lists of any length, empty ones and beginnings of others among them."""
    lists = ragged_of(rows)
    found = numbered_lists(lists.offsets, lists.values.astype(np.int64))
    _assert_numbered(found, list(rows))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 2**32 - 1), st.integers(1, 9))
def test_merging_keeps_every_cell(rows: int, columns: int, seed: int, chunk_cells: int) -> None:
    """A table of repeated rows and columns gives every pair its figure, in any chunks."""
    rng = np.random.default_rng(seed)
    figures = rng.integers(0, 2, (rows, columns)).astype(np.int16)
    laborers = numbered(rng.integers(0, rows, 9) if rows else np.zeros(0, np.int64))
    vacancies = numbered(rng.integers(0, columns, 9) if columns else np.zeros(0, np.int64))
    row = laborers.example[:0] if not rows else rng.permutation(rows)[: len(laborers)]
    column = vacancies.example[:0] if not columns else rng.permutation(columns)[: len(vacancies)]
    wanted = figures[row[laborers.of_row]][:, column[vacancies.of_row]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classes, "CHUNK_CELLS", chunk_cells)
        found = class_table(
            laborers, vacancies, lambda at: figures[row[laborers.of_row[at]]][:, column]
        )
    people, posts = np.arange(len(laborers.of_row)), np.arange(len(vacancies.of_row))
    np.testing.assert_array_equal(found.of_block(people, posts), wanted)
    assert found.table.shape[0] == len({line.tobytes() for line in found.table})
    assert found.table.shape[1] == len({line.tobytes() for line in found.table.T})
