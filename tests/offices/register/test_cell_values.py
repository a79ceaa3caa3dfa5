"""Cells as people type them: what each is read as, and that no cell whatever stops a file."""

import datetime as dt

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offices.register.amounts import WageSpan, read_age_span, read_headcount, read_wage
from offices.register.check import check_workbook
from offices.register.clean import clean_name, clean_text
from offices.register.context import CheckContext
from offices.register.dates import read_date, read_month
from offices.register.labels import read_health, read_yes_no
from offices.register.layouts import layouts
from offices.register.parsed import Flawed
from offices.register.phones import read_phone
from offices.register.records import SurveyRow
from offices.workbooks.book import CellValue
from regions.gazetteer import load_gazetteer
from tests.offices.register.register_books import GOOD, TODAY, book_of, changed, checked, first_row

CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.text(max_size=30),
    st.text("0123456789.-年月日Xx元千万~ ", max_size=20),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
)


@pytest.mark.parametrize("layout", list(GOOD))
@settings(max_examples=60)
@given(data=st.data())
def test_no_cell_stops_a_file(layout: str, data: st.DataObject) -> None:
    """Whatever stands in the cells, the good row beside them is taken and all rows add up."""
    keys = st.sampled_from([spec.key for spec in layouts()[layout].all_fields])
    wild = data.draw(st.dictionaries(keys, CELLS, min_size=1, max_size=12))
    book = checked(layout, [GOOD[layout], {**GOOD[layout], **wild}])
    assert first_row(layout) in {row.source_row for row in book.rows}
    assert len(book.rows) + book.refused == book.data_rows
    for finding in book.findings:
        assert finding.row in {first_row(layout), first_row(layout) + 1}


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("3500-4500元/月", 3500, 4500), ("4千", 4000, 4000), ("面议", None, None),
        ("4-6千", 4000, 6000), ("0.45万", 4500, 4500), ("3500以上", 3500, None),
        ("不低于3500元", 3500, None), ("6000以下", None, 6000), ("3,500", 3500, 3500),
        ("３５００～４５００", 3500, 4500), (3500.0, 3500, 3500), ("5000左右", 5000, 5000),
        ("综合工资5000-7000元", 5000, 7000), ("4000元（包吃住）", 4000, 4000), ("", None, None),
    ],
)  # fmt: skip
def test_wages(cell: CellValue, low: int | None, high: int | None) -> None:
    """Ranges, units and words around a monthly wage; fen, exactly."""
    fen = [None if yuan is None else yuan * 100 for yuan in (low, high)]
    assert read_wage(cell) == WageSpan(*fen)


@pytest.mark.parametrize("cell", ["200元/天", "25元/小时", "日薪200", "8万/年", "2元/件"])
def test_wages_by_other_units_are_never_converted(cell: str) -> None:
    """A daily or yearly wage stays unread: how many days there are is nobody's to assume."""
    assert read_wage(cell) == Flawed(WageSpan(), "wage.not_monthly")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025年1月", "2025-01-01"), ("2025.1", "2025-01-01"), (45658, "2025-01-01"),
        ("45658", "2025-01-01"), ("2025-1-3", "2025-01-03"), ("2025/01/03 00:00:00", "2025-01-03"),
        ("20250103", "2025-01-03"), (20250103.0, "2025-01-03"), ("2025年1月3日", "2025-01-03"),
        ("２０２５．１．３", "2025-01-03"), (45658.5, "2025-01-01"), (2025.11, "2025-11-01"),
        ("2025-01-03T08:00:00", "2025-01-03"), (dt.date(2025, 1, 3), "2025-01-03"),
    ],
)  # fmt: skip
def test_dates(cell: CellValue, day: str) -> None:
    """Every way of writing a day or a month that the offices were seen to use."""
    read = read_date(cell)
    assert isinstance(read, dt.date)
    assert read.isoformat() == day
    month = read_month(cell)
    assert isinstance(month, dt.date)
    assert month == read.replace(day=1)


@pytest.mark.parametrize(
    "cell", ["2025年13月", "2025-02-30", "明天", 0.5, 1e-05, 1e300, "二〇二五"]
)
def test_what_is_no_date(cell: CellValue) -> None:
    """What cannot be a date is not made one."""
    assert read_date(cell) == Flawed(None, "date.unreadable")


@settings(max_examples=300)
@given(st.integers(10_000_000_000, 19_999_999_999))
def test_mobile_numbers_are_judged_by_the_numbering_plan(number: int) -> None:
    """The quick way by prefix agrees with the library for any eleven digits."""
    assert (read_phone(number) == str(number)) == _is_in_the_plan(str(number))


def _is_in_the_plan(digits: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, "CN"))
    except phonenumbers.NumberParseException:  # 120… dials abroad and leads nowhere
        return False


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("0743-8222222", "07438222222"), ("(0743)8222222", "07438222222"),
        ("+86 138 1234 5678", "13812345678"), (13812345678.0, "13812345678"),
        ("8613812345678", "13812345678"), ("无", None), ("", None),
    ],
)  # fmt: skip
def test_telephone_numbers(cell: CellValue, digits: str | None) -> None:
    """Landlines keep their area code; separators and the country code go."""
    assert read_phone(cell) == digits


def test_small_values() -> None:
    """Headcounts, ages, health in any order, yes and no, texts and names."""
    assert read_headcount("若干") == Flawed(0, "vacancy.headcount")
    span = read_age_span("18－45周岁")
    assert not isinstance(span, Flawed)
    assert (span.low, span.high) == (18, 45)
    assert read_health("残疾,长期慢性病") == read_health("长期慢性病，残疾") == "chronic,disabled"
    assert [read_yes_no(cell) for cell in ("是", "×", True, "", "1.是")] == [
        True, False, True, None, True,
    ]  # fmt: skip
    assert clean_text('="433124"') == clean_text("'433124") == clean_text(433124.0) == "433124"
    assert clean_name(" 阿卜杜．买买提 ") == "阿卜杜\u00b7买买提"
    assert clean_name("JOHN  SMITH") == "JOHN SMITH"


def test_a_confirmed_title_is_remembered() -> None:
    """What a clerk chose once is taken without asking; until then the options are shown."""
    rows = [changed("survey", wished_occupations="打杂帮忙跑腿什么都干")]
    unsure = checked("survey", rows)
    assert len(str(unsure.findings[0].params["options"])) > 10
    known = CheckContext(TODAY, load_gazetteer(), {"打杂帮忙跑腿什么都干": "4-11-01-01"})
    (row,) = check_workbook(book_of("survey", rows), known).rows
    assert isinstance(row, SurveyRow)
    assert row.wished_occupations[0].occupation_code == "4-11-01-01"
