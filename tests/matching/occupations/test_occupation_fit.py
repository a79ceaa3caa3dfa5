"""Fit follows the tree, and more skill never fits worse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.occupations.classification import load_classification
from matching.occupations.fit import GENERAL_LABOUR, fit_table, level_factor
from matching.occupations.levels import SkillLevel, parse_level

CODES = load_classification().codes


def test_fit_falls_with_distance() -> None:
    """Same detail, minor, middle, major class, then unrelated and unknown."""
    people = ["6-18-02-04", "6-18-02-01", "6-18-01-01", "6-05-01-03", "4-07-05-01", ""]
    column = fit_table(people, ["6-18-02-04"])[:, 0]
    assert column.tolist() == [1000, 700, 450, 250, 100, 100]
    assert column.dtype == np.int16


def test_general_labour_is_open_to_all() -> None:
    """A general-labour post fits anybody, a general labourer does not fit every trade."""
    assert fit_table(["4-07-05-01", "", GENERAL_LABOUR], [GENERAL_LABOUR])[:, 0].tolist() == [
        800,
        800,
        1000,
    ]
    assert fit_table([GENERAL_LABOUR], ["6-18-02-04"])[0, 0] == 250


def test_general_labour_exists() -> None:
    """The general-labour class is in the classification."""
    assert GENERAL_LABOUR in CODES


def test_empty_tables() -> None:
    """No people or no vacancies give an empty table."""
    assert fit_table([], ["6-18-02-04"]).shape == (0, 1)
    assert fit_table(["6-18-02-04"], []).shape == (1, 0)


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=8))
def test_own_occupation_fits_best(codes: list[str]) -> None:
    """Nothing fits a post better than its own occupation."""
    table = fit_table(codes, codes)
    assert (np.diag(table) == 1000).all()
    assert table.min() >= 100
    assert table.max() <= 1000


@given(st.integers(0, 5), st.integers(0, 4))
def test_more_skill_never_scores_less(required: int, held: int) -> None:
    """One level more gives at least the same factor, full at the requirement."""
    assert level_factor(held + 1, required) >= level_factor(held, required)
    assert level_factor(required, required) == 1000


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("初级工", 1),
        ("五级", 1),
        ("中级", 2),
        ("高级工", 3),
        ("三级/高级工", 3),
        ("高级工（三级）", 3),
        ("技师", 4),
        ("高级技师", 5),
        ("国家职业资格一级", 5),
        ("特级技师", 5),
        ("首席技师", 5),
        ("学徒工", 0),
        ("５级", 1),
        ("", None),
        ("三级/中级工", None),
        ("很好", None),
    ],
)
def test_parse_level(text: str, level: int | None) -> None:
    """Spellings of both systems are read; contradictions and unknown words are not."""
    assert parse_level(text) == (None if level is None else SkillLevel(level))
