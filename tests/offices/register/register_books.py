"""Makes workbooks in every layout from rows by field, one good row of each at hand."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from models.enums import ImportKind
from offices.register.check import CheckedBook, check_workbook
from offices.register.context import CheckContext
from offices.register.findings import Finding
from offices.register.identity_numbers import check_character
from offices.register.layouts import FieldSpec, layouts
from offices.workbooks.book import CellValue, FileKind, Sheet, Workbook
from regions.gazetteer import load_gazetteer

TODAY = dt.date(2026, 3, 2)
Row = Mapping[str, CellValue]


def identity(region: str, birth: str, sequence: int) -> str:
    """Completes an identity number; sequences 980-999 are nobody's."""
    seventeen = f"{region}{birth}{sequence:03d}"
    return seventeen + check_character(seventeen)


HIM = identity("433124", "19900101", 981)
HER = identity("433124", "19910203", 980)
CHILD = identity("433124", "20150606", 983)

GOOD: Mapping[str, Row] = {
    "register_export": {
        "province": "湖南省",
        "prefecture": "湘西土家族苗族自治州",
        "county": "花垣县",
        "township": "双龙镇",
        "village": "双龙村",
        "household_number": "4331240001",
        "member_number": "433124000101",
        "name": "石某甲",
        "sex": "男",
        "birth_date": "19900101",
        "id_type": "居民身份证",
        "id_number": HIM,
        "ethnicity": "苗族",
        "member_phone": "13812345678",
        "year": "2025",
        "relation": "户主",
        "education": "初中",
        "work_ability": "普通劳动力",
        "work_months": "8",
        "health": "健康",
        "political_status": "群众",
        "work_employer": "东莞某某电子有限公司",
        "is_subsistence": "否",
        "speaks_mandarin": "是",
        "industry": "第二产业",
        "channel": "外出务工",
        "work_place": "广东省东莞市",
    },
    "survey": {
        "line": 1,
        "township": "双龙镇",
        "village": "双龙村",
        "name": "石某甲",
        "id_number": HIM,
        "phone": "13812345678",
        "is_willing": "是",
        "wished_occupations": "缝纫工",
        "wished_destinations": "东莞市",
        "wage_floor": "4000",
        "available_from": "2026-03-10",
        "is_planned": "是",
        "service_need": "岗位推荐",
        "surveyed_on": "2026-02-20",
    },
    "vacancies_system": {
        "employer": "东莞某某电子有限公司",
        "credit_code": "91110000600037341L",
        "place": "广东省东莞市",
        "number": "Z001",
        "title": "缝纫工",
        "recruits_on": "2026-02-01",
        "recruits_until": "2026-06-30",
        "headcount": 20,
        "contract_months": 12,
        "wage_min": 4000,
        "wage_max": 5500,
        "education": "初中",
        "claim_age_min": 18,
        "claim_age_max": 50,
        "housing": "包吃住",
        "phone": "0769-22222222",
    },
    "vacancies_round": {
        "number": 1,
        "place": "东莞市",
        "employer": "东莞某某电子有限公司",
        "title": "缝纫工",
        "headcount": "20人",
        "wage": "4000-5500元/月",
        "education": "不限",
        "industry": "制造业",
        "shift": "两班倒",
        "housing": "包吃住",
        "phone": "13812345678",
    },
    "work_records": {
        "line": 1,
        "county": "花垣县",
        "name": "石某甲",
        "id_number": HIM,
        "started": "2025年3月",
        "ended": "",
        "province": "广东省",
        "work_county": "东莞市",
        "wage": "4500",
        "industry": "制造业",
        "employer": "东莞某某电子有限公司",
        "title": "缝纫工",
        "work_channel": "外出务工",
        "channel": "有组织输出",
    },
}


def specs_for(layout: str, rows: Iterable[Row]) -> list[FieldSpec]:
    """Lists the layout's official columns and those added ones that the rows use."""
    used = {key for row in rows for key in row}
    chosen = layouts()[layout]
    return [*chosen.fields, *(spec for spec in chosen.optional if spec.key in used)]


def sheet_of(layout: str, rows: Sequence[Row], *, name: str = "表", title: str = "样表") -> Sheet:
    """Lays rows out under a title; headings of groups take two rows."""
    specs = specs_for(layout, rows)
    heads: list[list[CellValue]] = [[spec.heading for spec in specs]]
    if any(spec.group for spec in specs):
        top: list[CellValue] = []
        last = ""
        for spec in specs:
            top.append("" if spec.group and spec.group == last else spec.group or spec.heading)
            last = spec.group
        heads = [top, [spec.heading if spec.group else "" for spec in specs]]
    body: list[list[CellValue]] = [[row.get(spec.key, "") for spec in specs] for row in rows]
    blank: list[CellValue] = [""] * (len(specs) - 1)
    return Sheet(name, [[title, *blank], *heads, *body])


def book_of(layout: str, rows: Sequence[Row]) -> Workbook:
    """Makes a workbook of one sheet."""
    return Workbook(FileKind.XLSX, (sheet_of(layout, rows),))


def first_row(layout: str) -> int:
    """Gives the office's number of the first data row of ``sheet_of``."""
    return 4 if any(spec.group for spec in layouts()[layout].fields) else 3


def context() -> CheckContext:
    """Gives the knowledge to check against."""
    return CheckContext(TODAY, load_gazetteer())


def checked(layout: str, rows: Sequence[Row]) -> CheckedBook:
    """Checks rows as a file of the layout's kind."""
    kind: ImportKind = layouts()[layout].kind
    return check_workbook(book_of(layout, rows), context(), kind)


def told(finding: Finding) -> tuple[str, int, str | None]:
    """Gives what a test compares: code, row, column."""
    return finding.code, finding.row, finding.column


def changed(layout: str, **changes: CellValue) -> Row:
    """Gives the good row of a layout with some cells changed."""
    return {**GOOD[layout], **changes}
