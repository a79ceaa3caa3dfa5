"""Nothing good is lost: valid rows are taken in every layout, whatever dirt is on them."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from models.enums import (
    CertificateKind,
    Channel,
    ClaimKind,
    Education,
    HouseholdType,
    Housing,
    NotWorkingReason,
    Relation,
    Severity,
    Sex,
    SupportCategory,
    VacancyKind,
    WorkAbility,
)
from offices.register.check import CheckedBook, check_workbook
from offices.register.employer_names import employer_key
from offices.register.identity_numbers import IdentityNumber, IdentityNumbers
from offices.register.labels import find_label, value_by_label
from offices.register.records import EmploymentRow, RegisterRow, SurveyRow, VacancyRow
from offices.workbooks.book import CellValue
from offices.workbooks.content import ColumnKind, ColumnSpec, SheetContent
from offices.workbooks.reader import read_workbook
from offices.workbooks.writer import write_workbook
from regions.gazetteer import load_gazetteer
from tests.offices.register.register_books import (
    GOOD,
    HIM,
    TODAY,
    changed,
    checked,
    context,
    identity,
    sheet_of,
)

CREATED = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
FULL_WIDTH = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
NUMBERS = IdentityNumbers(TODAY, load_gazetteer().is_ever_code)

Dirt = Callable[[str], CellValue]


def as_xlsx(layout: str) -> bytes:
    """Writes the good row of a layout as .xlsx."""
    rows = sheet_of(layout, [GOOD[layout]]).rows
    stream = io.BytesIO()
    columns = [ColumnSpec("", kind=ColumnKind.GENERAL)] * len(rows[0])
    write_workbook(stream, [SheetContent("表", columns, rows)], created=CREATED)
    return stream.getvalue()


def as_xls(layout: str) -> bytes:
    """Writes the good row of a layout as .xls."""
    book = xlwt.Workbook()
    old = book.add_sheet("表")
    for number, row in enumerate(sheet_of(layout, [GOOD[layout]]).rows):
        for column, value in enumerate(row):
            if value != "":
                old.write(number, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(layout: str) -> bytes:
    """Writes the good row of a layout as the national system does: GBK, ="..." numbers."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in sheet_of(layout, [GOOD[layout]]).rows:
        writer.writerow(
            f'="{cell}"' if isinstance(cell, str) and cell[:9].isdigit() else cell for cell in row
        )
    return text.getvalue().encode("gb18030")


@pytest.mark.parametrize("layout", list(GOOD))
@pytest.mark.parametrize("write", [as_xlsx, as_xls, as_csv])
def test_good_file_has_no_findings(layout: str, write: Callable[[str], bytes]) -> None:
    """Each layout is recognised by its headings alone in each kind of file, and taken as it is."""
    book = check_workbook(read_workbook(write(layout), "x"), context())
    assert book.findings == ()
    assert (book.data_rows, book.refused, len(book.rows)) == (1, 0, 1)


PLAIN: list[Dirt] = [
    lambda text: text,
    lambda text: f" {text}\u3000",
    lambda text: text.translate(FULL_WIDTH),
    lambda text: f"\u200b{text}\ufeff",
    lambda text: f"'{text}",
]
NUMBER: list[Dirt] = [
    *PLAIN,
    lambda text: f'="{text}"',
    lambda text: text.lower(),
    lambda text: f"{text[:6]} {text[6:14]} {text[14:]}",
]
CARD: list[Dirt] = [*NUMBER, lambda text: f"{text}43", lambda text: f"{text}44B1"]
NAME: list[Dirt] = [*PLAIN, lambda text: text[0] + " " + text[1:], lambda text: text + "\n"]
LABEL: list[Dirt] = [*PLAIN, lambda text: f"1.{text}", lambda text: f"01-{text}"]
MONTHS: list[CellValue] = [
    "2025年3月",
    "2025.3",
    "2025-03",
    "2025/3/1",
    "202503",
    45717,
    dt.date(2025, 3, 1),
    45717.0,
]
DAYS: list[CellValue] = [
    "2026-02-20",
    "2026年2月20日",
    "2026.2.20",
    "20260220",
    46073,
    dt.datetime(2026, 2, 20, 8, tzinfo=dt.UTC),
]
WAGES = ["4000-5500元/月", "4000～5500", "4千-5.5千", "4K—5.5K", "4-5.5千", "月薪4000至5500元"]


def cell(texts: list[CellValue] | str, dirt: list[Dirt]) -> st.SearchStrategy[CellValue]:
    """Draws a way of writing a value."""
    if isinstance(texts, str):
        text = texts
        return st.sampled_from(dirt).map(lambda smudge: smudge(text))
    return st.sampled_from(texts)


@settings(max_examples=150)
@given(st.data())
def test_dirty_register_row_is_taken(data: st.DataObject) -> None:
    """The same values come out of every mixture of the dirt that offices produce."""
    row = changed(
        "register_export",
        id_number=data.draw(cell(HIM, CARD)),
        name=data.draw(
            cell(
                "阿不都\u00b7买买提",
                NAME
                + [
                    lambda text, dot=dot: text.replace("\u00b7", dot)
                    for dot in "\u2022\u2027\u30fb\uff65.\u2219"
                ],
            )
        ),
        sex=data.draw(cell("男", LABEL)),
        birth_date=data.draw(
            st.sampled_from(
                ["19900101", "1990-01-01", "1990年1月1日", "1990.1", 32874, dt.date(1990, 1, 1), ""]
            )
        ),
        relation=data.draw(cell("户主", LABEL)),
        education=data.draw(cell("初中", LABEL)),
        health=data.draw(st.sampled_from(["健康", "1.健康", " 健康"])),
        member_phone=data.draw(
            st.sampled_from(
                [
                    "13812345678",
                    13812345678,
                    13812345678.0,
                    "138 1234 5678",
                    "+8613812345678",
                    "138-1234-5678",
                    "１３８１２３４５６７８",
                    "13812345678/13900000000",
                ]
            )
        ),
        work_months=data.draw(st.sampled_from([8, 8.0, "8", "8个月", "８"])),
        work_place=data.draw(st.sampled_from(["广东省东莞市", "东莞", "441900", "广东东莞"])),
        county=data.draw(st.sampled_from(["花垣县", "花垣", "433124"])),
        prefecture=data.draw(st.sampled_from(["湘西土家族苗族自治州", "湘西州", ""])),
        province=data.draw(st.sampled_from(["湖南省", "湖南", ""])),
    )
    book = checked("register_export", [row])
    assert book.findings == ()
    (taken,) = book.rows
    assert isinstance(taken, RegisterRow)
    assert (taken.id_number, taken.name) == (HIM, "阿不都\u00b7买买提")
    assert (taken.birth_date, taken.sex) == (dt.date(1990, 1, 1), Sex.MALE)
    assert (taken.education, taken.relation) == (Education.JUNIOR, Relation.HEAD)
    assert taken.phone == "13812345678"
    assert (taken.work_months, taken.place.parent_code) == (8, "433124")
    assert taken.work_place is not None
    assert taken.work_place.code == "441900"


@settings(max_examples=100)
@given(st.data())
def test_dirty_rows_of_the_other_layouts_are_taken(data: st.DataObject) -> None:
    """Survey, both vacancy sheets and the ledger give the same values through the same dirt."""
    number = data.draw(cell(HIM, NUMBER))
    survey = checked(
        "survey",
        [
            changed(
                "survey",
                id_number=number,
                is_willing=data.draw(st.sampled_from(["是", "有", "愿意", "√", "1", True])),
                wished_occupations=data.draw(st.sampled_from(["缝纫工", " 缝纫工 "])),
                wished_destinations=data.draw(st.sampled_from(["东莞市", "广东东莞", "东莞"])),
                wage_floor=data.draw(
                    st.sampled_from(["4000", 4000, 4000.0, "4千", "4000元以上", "0.4万"])
                ),
                surveyed_on=data.draw(st.sampled_from(DAYS)),
            )
        ],
    )
    assert survey.findings == ()
    (answer,) = survey.rows
    assert isinstance(answer, SurveyRow)
    assert answer.wage_floor_fen_per_month == 400_000
    assert [place.code for place in answer.wished_destinations] == ["441900"]
    assert answer.surveyed_on == dt.date(2026, 2, 20)
    assert answer.wished_occupations[0].occupation_code is not None

    posts = checked(
        "vacancies_round",
        [
            changed(
                "vacancies_round",
                wage=data.draw(st.sampled_from(WAGES)),
                headcount=data.draw(st.sampled_from(["20人", 20, 20.0, "20", "约20名"])),
                education=data.draw(st.sampled_from(["不限", "", "无要求"])),
            )
        ],
    )
    assert posts.findings == ()
    (post,) = posts.rows
    assert isinstance(post, VacancyRow)
    assert (post.wage_min_fen_per_month, post.wage_max_fen_per_month) == (400_000, 550_000)
    assert (post.headcount, post.education_min) == (20, None)

    ledger = checked(
        "work_records",
        [
            changed(
                "work_records",
                id_number=number,
                started=data.draw(st.sampled_from(MONTHS)),
                ended=data.draw(st.sampled_from(["", "至今", None, "—"])),
            )
        ],
    )
    assert ledger.findings == ()
    (record,) = ledger.rows
    assert isinstance(record, EmploymentRow)
    assert (record.started_month, record.ended_month) == (dt.date(2025, 3, 1), None)


def hunan_codes() -> list[str]:
    """Lists every six-digit code that was ever used in Hunan."""
    gazetteer = load_gazetteer()
    return [f"43{n:04d}" for n in range(10_000) if gazetteer.is_ever_code(f"43{n:04d}")]


def test_every_hunan_number_is_taken() -> None:
    """Every code ever used x every birth year from 1957 to 2010 reads without a finding."""
    codes = hunan_codes()
    assert len(codes) > 200
    for code in codes:
        for year in range(1957, 2011):
            number = identity(code, f"{year}0615", 980 + year % 20)
            read = NUMBERS.read(number)
            assert isinstance(read, IdentityNumber)
            assert read.number == number


@settings(max_examples=200)
@given(
    code=st.sampled_from(hunan_codes()),
    birth=st.dates(dt.date(1907, 1, 1), TODAY),
    sequence=st.integers(0, 999),
)
def test_any_valid_number_tells_its_owner(code: str, birth: dt.date, sequence: int) -> None:
    """Birth date and sex come from the number, whatever its region, day and sequence."""
    read = NUMBERS.read(identity(code, f"{birth:%Y%m%d}", sequence))
    assert isinstance(read, IdentityNumber)
    assert read.birth_date == birth
    assert read.sex is (Sex.MALE if sequence % 2 else Sex.FEMALE)


def test_codes_of_the_lists_are_all_known() -> None:
    """Every label of the code lists stands for a member of its enumeration."""
    kinds = {
        "sex": Sex,
        "education": Education,
        "education_required": Education,
        "work_ability": WorkAbility,
        "relation": Relation,
        "household_type": HouseholdType,
        "support_category": SupportCategory,
        "channel": Channel,
        "vacancy_kind": VacancyKind,
        "not_working_reason": NotWorkingReason,
        "certificate": CertificateKind,
    }
    for name, kind in kinds.items():
        for label, value in value_by_label(name).items():
            assert kind(value)
            assert find_label(name, label) == value
    for kind in (Sex, WorkAbility, Relation, HouseholdType, SupportCategory, Channel, VacancyKind):
        named = {
            value for n, k in kinds.items() if k is kind for value in value_by_label(n).values()
        }
        assert named == set(kind)


def test_newer_columns_and_claims_are_read() -> None:
    """Support category, household type, claims, housing and certificates become coded values."""
    person = only(
        checked(
            "register_export",
            [
                changed(
                    "register_export",
                    support_category="脱贫户",
                    monitoring_category="边缘易致贫户",
                    household_type="",
                    is_subsistence="是",
                    is_risk_cleared="否",
                    dropout_reason="因病",
                )
            ],
        )
    )
    assert isinstance(person, RegisterRow)
    assert person.support_category is SupportCategory.MARGINAL
    assert person.household_type is HouseholdType.SUBSISTENCE
    assert person.is_risk_cleared is False
    assert "因病" in person.kept_values
    post = only(
        checked(
            "vacancies_system",
            [
                changed(
                    "vacancies_system",
                    claim_sex="女",
                    claim_basis="《女职工劳动保护特别规定》",
                    certificates="健康证、叉车证",
                    housing="包吃住，有夫妻房",
                    skill_level="中级工",
                    kind="就业帮扶车间",
                    remarks="爱心岗位",
                    shift="三班倒",
                )
            ],
        )
    )
    assert isinstance(post, VacancyRow)
    assert {claim.kind: claim.value for claim in post.claims} == {
        ClaimKind.AGE_MIN: "18",
        ClaimKind.AGE_MAX: "50",
        ClaimKind.SEX: "female",
    }
    assert all(claim.legal_basis for claim in post.claims)
    assert post.certificates == (CertificateKind.FORKLIFT, CertificateKind.HEALTH)
    assert (post.housing, post.has_meals) == (Housing.COUPLE_ROOM, True)
    assert (post.skill_level_min, post.kind) == (2, VacancyKind.WORKSHOP)
    assert post.is_care_post
    assert post.has_night_shift


def only(book: CheckedBook) -> object:
    """Gives the one row of a book without errors."""
    assert [finding for finding in book.findings if finding.severity is Severity.ERROR] == []
    (row,) = book.rows
    return row


@pytest.mark.parametrize(
    "name",
    [
        "东莞某某(常平)电子有限公司",
        "东莞某某（常平）电子有限公司 ",
        "东莞某某(常平)电子有限责任公司",
        "东莞某某 (常平) 电子公司",
        "东莞某某（常平）电子",
    ],
)
def test_one_employer_in_five_writings(name: str) -> None:
    """Brackets, width, spaces and the form of the company make no other employer."""
    assert employer_key(name) == employer_key("东莞某某(常平)电子有限公司")
    assert employer_key(name) != employer_key("东莞某某(厚街)电子有限公司")
