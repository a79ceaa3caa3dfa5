"""Every fault that is looked for is found at its cell, with its severity, and nothing else is."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from models.enums import Severity
from offices.register.findings import severities
from offices.register.layouts import layouts
from offices.workbooks.book import CellValue
from tests.offices.register.register_books import (
    CHILD,
    HER,
    HIM,
    Row,
    changed,
    checked,
    first_row,
    identity,
    told,
)

REGISTER = "register_export"
SURVEY = "survey"
SYSTEM = "vacancies_system"
ROUND = "vacancies_round"
LEDGER = "work_records"


@dataclass(frozen=True)
class Planted:
    """A fault: rows of a layout, and where which code must be found."""

    code: str
    layout: str
    rows: Sequence[Row]
    at: int
    key: str


def one(code: str, layout: str, key: str, value: CellValue, **more: CellValue) -> Planted:
    """Plants a fault in one cell of a good row."""
    return Planted(code, layout, [changed(layout, **{key: value}, **more)], 0, key)


def two(code: str, layout: str, key: str, *rows: Row) -> Planted:
    """Plants a fault that the second row makes."""
    return Planted(code, layout, rows, 1, key)


def wife(**changes: CellValue) -> Row:
    """Gives a second member of the good household."""
    values: dict[str, CellValue] = {
        "name": "龙某乙",
        "id_number": HER,
        "sex": "女",
        "birth_date": "19910203",
        "relation": "配偶",
        "member_phone": "13912345678",
    }
    return changed(REGISTER, **{**values, **changes})


HUSBAND = changed(REGISTER)
BAD_DIGIT = HIM[:17] + ("1" if HIM[17] != "1" else "2")
TOMORROW = identity("433124", "20260303", 981)
IMPOSSIBLE = identity("433124", "19900230", 981)
NEVER = identity("009999", "19900101", 981)
PERSONAL = [(REGISTER, "id_number"), (SURVEY, "id_number"), (LEDGER, "id_number")]

FAULTS = [
    *(
        one(code, layout, key, value)
        for layout, key in PERSONAL
        for code, value in [
            ("id.missing", ""),
            ("id.precision_lost", 4.33124199001019e17),
            ("id.precision_lost", "4.33124E+17"),
            ("id.length", HIM[:16]),
            ("id.characters", HIM[:10] + "A" + HIM[11:]),
            ("id.checksum", BAD_DIGIT),
            ("id.birth_date", TOMORROW),
            ("id.birth_date", IMPOSSIBLE),
            ("id.birth_date", identity("433124", "19000101", 981)),
            ("id.region_unknown", NEVER),
            ("id.fifteen_digits", f"{HIM[:6]}{HIM[8:17]}"),
        ]
    ),
    *(one("name.missing", layout, "name", " ") for layout in (REGISTER, SURVEY, LEDGER)),
    *(one("name.suspicious", layout, "name", "石3") for layout in (REGISTER, SURVEY, LEDGER)),
    two(
        "id.duplicate",
        REGISTER,
        "id_number",
        HUSBAND,
        wife(id_number=HIM.lower(), sex="男", birth_date="", relation="之子"),
    ),
    two("id.duplicate", SURVEY, "id_number", changed(SURVEY), changed(SURVEY, name="另一人")),
    one("id.sex_differs", REGISTER, "sex", "女"),
    one("id.birth_differs", REGISTER, "birth_date", "19900102"),
    one("household.number_missing", REGISTER, "household_number", ""),
    one("household.no_head", REGISTER, "relation", "之子"),
    two("household.several_heads", REGISTER, "relation", HUSBAND, wife(relation="户主")),
    Planted(
        "household.several_spouses",
        REGISTER,
        [HUSBAND, wife(), wife(id_number=identity("433124", "19920303", 982), birth_date="")],
        2,
        "relation",
    ),
    two(
        "household.couple_same_sex",
        REGISTER,
        "relation",
        HUSBAND,
        wife(id_number=identity("433124", "19910203", 983), sex="男"),
    ),
    one("residence.unknown", REGISTER, "county", "不知县"),
    one(
        "residence.ambiguous", REGISTER, "county", "鼓楼区", province="", prefecture="", township=""
    ),
    one("residence.township_unknown", REGISTER, "township", "不知镇"),
    one("phone.invalid", REGISTER, "member_phone", "12345"),
    one("phone.invalid", SURVEY, "phone", "138123456789"),
    one("phone.invalid", ROUND, "phone", "22222"),
    two(
        "phone.shared_far",
        REGISTER,
        "member_phone",
        HUSBAND,
        wife(member_phone="13812345678", work_place="浙江省杭州市余杭区"),
    ),
    one("code.unknown", REGISTER, "education", "博学"),
    one("code.unknown", REGISTER, "work_ability", "很强"),
    one("code.unknown", REGISTER, "health", "健壮"),
    one("code.unknown", SURVEY, "channel", "坐船"),
    one("code.unknown", SYSTEM, "kind", "好岗位"),
    one("date.unreadable", REGISTER, "birth_date", "民国九年"),
    one("date.unreadable", SURVEY, "available_from", "很快"),
    one("date.unreadable", SYSTEM, "recruits_until", "2026-13-01"),
    one("date.month_ambiguous", LEDGER, "started", 2025.1),
    one("number.unreadable", REGISTER, "work_months", "半年"),
    one("number.unreadable", SYSTEM, "contract_months", "长期"),
    Planted(
        "education.student",
        REGISTER,
        [changed(REGISTER, student_status="高中二年级")],
        0,
        "education",
    ),
    one("ability.healthy_weak", REGISTER, "work_ability", "弱劳动力或半劳动力"),
    one("ability.unable_at_work", REGISTER, "work_ability", "无劳动力", health="残疾"),
    one("place.unknown", REGISTER, "work_place", "不知在哪里"),
    one("place.ambiguous", REGISTER, "work_place", "鼓楼区"),
    one("place.not_county", REGISTER, "work_place", "广东"),
    one("place.not_county", LEDGER, "work_county", "", province="广东省"),
    one("work.months_range", REGISTER, "work_months", 13),
    one("work.months_without_place", REGISTER, "work_place", ""),
    one("work.place_without_months", REGISTER, "work_months", ""),
    Planted(
        "work.local_post_outside",
        REGISTER,
        [changed(REGISTER, channel="就业帮扶车间")],
        0,
        "work_place",
    ),
    Planted(
        "work.local_post_outside",
        REGISTER,
        [changed(REGISTER, channel="", public_post_kind="护林员")],
        0,
        "work_place",
    ),
    Planted(
        "work.local_post_outside",
        LEDGER,
        [changed(LEDGER, work_channel="公益性岗位")],
        0,
        "work_county",
    ),
    one(
        "work.public_post_under_age",
        REGISTER,
        "public_post_kind",
        "护林员",
        id_number=CHILD,
        birth_date="",
        channel="",
        work_place="花垣县",
    ),
    one("work.export_without_employer", REGISTER, "work_employer", ""),
    one("work.export_without_employer", REGISTER, "industry", ""),
    one("work.export_without_employer", LEDGER, "employer", ""),
    one("wage.unreadable", ROUND, "wage", "看表现"),
    one("wage.not_monthly", ROUND, "wage", "200元/天"),
    one("wage.too_low", LEDGER, "wage", "350"),
    one("wage.too_low", SURVEY, "wage_floor", "4"),
    one("wage.range", ROUND, "wage", "5000-4000"),
    Planted("wage.range", SYSTEM, [changed(SYSTEM, wage_min=6000)], 0, "wage_max"),
    *(
        one(code, layout, key, value)
        for layout in (SYSTEM, ROUND)
        for code, key, value in [
            ("vacancy.employer_missing", "employer", ""),
            ("vacancy.title_missing", "title", ""),
            ("vacancy.place_missing", "place", ""),
            ("vacancy.place_unknown", "place", "不知在哪里"),
            ("vacancy.place_ambiguous", "place", "鼓楼区"),
            ("place.not_county", "place", "广东省"),
            ("vacancy.headcount", "headcount", "若干"),
            ("vacancy.headcount", "headcount", 0),
            ("vacancy.headcount", "headcount", -2),
            ("vacancy.headcount", "headcount", ""),
            ("vacancy.headcount_range", "headcount", "10-15人"),
            ("title.unsure", "title", "打杂帮忙跑腿什么都干"),
        ]
    ),
    one("vacancy.dates", SYSTEM, "recruits_until", "2026-01-01"),
    one("vacancy.dates", SYSTEM, "works_until", "2026-01-01", works_from="2026-03-01"),
    one("vacancy.expired", SYSTEM, "recruits_until", "2026-03-01"),
    one("vacancy.age_range", SYSTEM, "claim_age_max", 17),
    one("vacancy.age_range", ROUND, "claim_age", "50-18岁"),
    one("vacancy.age_under_16", SYSTEM, "claim_age_min", 15),
    one("vacancy.credit_code", SYSTEM, "credit_code", "91110000600037341X"),
    two(
        "vacancy.duplicate",
        SYSTEM,
        "number",
        changed(SYSTEM),
        changed(SYSTEM, employer="东莞某某电子公司"),
    ),
    two("vacancy.duplicate", ROUND, "title", changed(ROUND, number=""), changed(ROUND, number="")),
    one("survey.will_missing", SURVEY, "is_willing", ""),
    one("survey.dates", SURVEY, "available_until", "2026-03-01"),
    one("survey.future_date", SURVEY, "surveyed_on", "2026-03-03"),
    Planted(
        "survey.unwilling_without_reason",
        SURVEY,
        [changed(SURVEY, is_willing="否", wished_occupations="", wished_destinations="")],
        0,
        "not_working_reason",
    ),
    Planted(
        "survey.unwilling_with_wish",
        SURVEY,
        [changed(SURVEY, is_willing="否", not_working_reason="务农")],
        0,
        "wished_occupations",
    ),
    one("survey.plan_without_need", SURVEY, "service_need", ""),
    one("title.unsure", SURVEY, "wished_occupations", "打杂帮忙跑腿什么都干"),
    one("employment.start_missing", LEDGER, "started", ""),
    one("employment.month_unreadable", LEDGER, "started", "去年"),
    one("employment.month_unreadable", LEDGER, "ended", "快了"),
    one("employment.end_before_start", LEDGER, "ended", "2025年2月"),
    one("employment.future_month", LEDGER, "started", "2026年4月"),
    one("employment.future_month", LEDGER, "ended", "2026年4月"),
    one("employment.place_missing", LEDGER, "work_county", "", province=""),
    one("employment.place_unknown", LEDGER, "work_county", "不知在哪里", province=""),
    one("employment.place_ambiguous", LEDGER, "work_county", "鼓楼区", province=""),
    two(
        "employment.duplicate",
        LEDGER,
        "started",
        changed(LEDGER),
        changed(LEDGER, started="2025.3"),
    ),
    two(
        "employment.overlap_far",
        LEDGER,
        "work_county",
        changed(LEDGER),
        changed(
            LEDGER, started="2025-06", employer="杭州某厂", province="浙江省", work_county="余杭区"
        ),
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.code}-{f.layout}-{f.key}")
def test_fault_is_found_at_its_cell(fault: Planted) -> None:
    """The planted fault is found at its row and column, alone, and refuses the row if it must."""
    book = checked(fault.layout, fault.rows)
    heading = layouts()[fault.layout].field(fault.key).heading
    assert [told(finding) for finding in book.findings] == [
        (fault.code, first_row(fault.layout) + fault.at, heading)
    ]
    is_error = severities()[fault.code] is Severity.ERROR
    assert book.findings[0].severity is severities()[fault.code]
    assert book.refused == is_error
    assert len(book.rows) == len(fault.rows) - is_error
    assert book.data_rows == len(fault.rows)


ELSEWHERE = {
    "person.not_registered",
    "person.outside_region",
    "person.name_differs",
    "sheet.ignored",
}
"""Found in the join with the register and over whole sheets; tested there."""


def test_every_fault_has_a_case() -> None:
    """No code is listed that is never looked for, and there are forty kinds at least."""
    tested = {fault.code for fault in FAULTS}
    assert tested | ELSEWHERE == set(severities())
    assert len(tested) >= 40


def test_findings_carry_no_personal_data() -> None:
    """Identity numbers, names and telephone numbers never get into the parameters."""
    for fault in FAULTS:
        personal = {str(row.get(key, "")) for row in fault.rows for key in ("id_number", "name")}
        for finding in checked(fault.layout, fault.rows).findings:
            shown = str(dict(finding.params))
            assert not [value for value in personal if len(value) > 2 and value in shown]
