"""Words are found by code, and what is missing is told."""

import datetime as dt
from pathlib import Path

import pytest

from ui.i18n.formats import (
    count_text,
    date_text,
    distance_text,
    moment_text,
    percent_text,
    wage_text,
    yuan_text,
)
from ui.i18n.words import BadCatalogueError, MissingWordError, Words, load_words, read_catalogue

STRICT = Words("en", {"greeting": "Row {row:,} of {sheet}"}, is_strict=True)
LENIENT = Words("en", STRICT.texts)


def test_a_text_takes_its_parameters() -> None:
    """Placeholders are filled in with their format."""
    assert STRICT.text("greeting", row=1200, sheet="A") == "Row 1,200 of A"


@pytest.mark.parametrize(
    ("code", "params"),
    [("nothing", {}), ("greeting", {"row": 1}), ("greeting", {"row": "x", "sheet": "A"})],
)
def test_what_is_missing_fails_in_tests_and_shows_in_production(
    code: str, params: dict[str, object]
) -> None:
    """A missing code or parameter is an error where words are strict, and visible elsewhere."""
    with pytest.raises(MissingWordError):
        STRICT.text(code, **params)
    assert LENIENT.text(code, **params) in {"[[nothing]]", "Row {row:,} of {sheet}"}


def test_a_parameter_may_bear_any_name() -> None:
    """A parameter called code does not collide with the text's own."""
    assert Words("en", {"a": "{code}"}).text("a", code="x") == "x"


@pytest.mark.parametrize("second", ['[a]\nb = "again"\n', "[c]\nd = 1\n"])
def test_a_code_said_twice_or_not_text_is_refused(tmp_path: Path, second: str) -> None:
    """Files merge, but never over each other, and only text is text."""
    (tmp_path / "one.toml").write_text('[a]\nb = "first"\n', encoding="utf-8")
    assert read_catalogue(tmp_path) == {"a.b": "first"}
    (tmp_path / "two.toml").write_text(second, encoding="utf-8")
    with pytest.raises(BadCatalogueError):
        read_catalogue(tmp_path)


def test_figures_are_written_the_way_offices_write_them() -> None:
    """Dates, moments in China's time, counts, money, shares and distances."""
    chinese, english = load_words("zh_CN", is_strict=True), load_words("en", is_strict=True)
    assert date_text(dt.date(2026, 3, 2)) == "2026-03-02"
    assert date_text(None) == ""
    assert moment_text(dt.datetime(2026, 3, 1, 18, 5, tzinfo=dt.UTC)) == "2026-03-02 02:05"
    assert moment_text(None) == ""
    assert count_text(62_000) == "62,000"
    assert yuan_text(450_050) == "4,500.50"
    assert wage_text(chinese, 450_000, 600_000) == "4,500-6,000 元/月"
    assert wage_text(chinese, 450_000, 450_000) == "4,500 元/月"
    assert wage_text(english, None, 600_000) == "6,000 yuan/month"
    assert wage_text(chinese, None) == "面议"
    assert percent_text(0.0512) == "5.1%"
    assert distance_text(english, 1234.4) == "1,234 km"
