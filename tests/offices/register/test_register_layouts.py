"""Real sheets: titles, merged headings, fill-down, notes, several sheets; and those refused."""

import pytest

from models.enums import ImportKind, Severity
from offices.register.check import check_workbook
from offices.register.errors import NoRowsError, UnknownLayoutError
from offices.register.findings import severities
from offices.register.headings import normalise_heading, recognise
from offices.register.layouts import layouts
from offices.register.membership import require_registered
from offices.register.records import RegisterRow, SurveyRow, VacancyRow
from offices.workbooks.book import CellValue, FileKind, MergedRange, Sheet, Workbook
from offices.workbooks.reader import read_workbook
from tests.offices.register.register_books import (
    GOOD,
    HER,
    HIM,
    book_of,
    changed,
    checked,
    context,
    identity,
    sheet_of,
    told,
)


def workbook(*sheets: Sheet) -> Workbook:
    """Makes a workbook of sheets."""
    return Workbook(FileKind.XLSX, sheets)


def test_the_register_has_the_47_headings() -> None:
    """The official member table, in its order."""
    headings = layouts()["register_export"].headings
    assert len(headings) == len(set(headings)) == 47
    assert headings[:8] == ("省", "市", "县", "乡", "村", "户编号", "人口编号", "姓名")
    assert headings[-1] == "识别标准"


@pytest.mark.parametrize("name", list(GOOD))
def test_synonyms_name_one_field(name: str) -> None:
    """No heading of a layout means two fields unless a group above it tells them apart."""
    seen: dict[str, str] = {}
    for spec in layouts()[name].all_fields:
        for text in (spec.heading, *spec.synonyms):
            assert seen.setdefault(normalise_heading(text), spec.key) == spec.key


def test_every_code_of_missing_cells_is_a_fault() -> None:
    """The data files agree with each other."""
    for layout in layouts().values():
        for spec in layout.all_fields:
            assert not spec.missing or severities()[spec.missing] is Severity.ERROR


@pytest.mark.parametrize("name", list(GOOD))
def test_columns_in_any_order_with_strangers_between(name: str) -> None:
    """Order and extra columns do not matter; headings may carry asterisks and line breaks."""
    sheet = sheet_of(name, [GOOD[name]])
    order = list(reversed(range(len(sheet.rows[0]))))
    is_grouped = len(sheet.rows) == 4
    rows: list[list[CellValue]] = [[row[at] for at in order] for row in sheet.rows]
    if is_grouped:
        rows = [list(row) for row in sheet.rows]
    rows = [[*row, "", f"陌生列{n}" if n == 1 else "陌生"] for n, row in enumerate(rows)]
    rows[-2] = [f"*{cell}\n" if cell else cell for cell in rows[-2]]
    book = check_workbook(workbook(Sheet("表", rows)), context())
    assert book.kind is layouts()[name].kind
    assert book.findings == ()
    assert len(book.rows) == 1


def test_synonyms_and_gists_are_understood() -> None:
    """Offices' own headings work, with units in brackets too."""
    rows: list[list[CellValue]] = [
        [
            "县市区",
            "家庭编号",
            "成员姓名",
            "身份证号（18位）",
            "与户主的关系",
            "劳动能力",
            "手机号码",
        ],
        ["花垣县", "1", "石某甲", HIM, "户主", "普通劳动力", "13812345678"],
    ]
    book = check_workbook(workbook(Sheet("表", rows)), context())
    (row,) = book.rows
    assert isinstance(row, RegisterRow)
    assert row.phone == "13812345678"
    assert book.findings == ()


def test_findings_name_the_column_as_the_office_does() -> None:
    """The heading in a finding is the one in the office's file."""
    rows: list[list[CellValue]] = [
        ["县市区", "家庭编号", "成员姓名", "身份证号（18位）", "与户主的关系", "劳动能力"],
        ["", "", "", "", "", ""],
        ["花垣县", "1", "石某甲", HIM[:-1], "户主", "普通劳动力"],
    ]
    book = check_workbook(workbook(Sheet("某镇", rows)), context())
    assert [told(finding) for finding in book.findings] == [("id.length", 3, "身份证号（18位）")]
    assert book.findings[0].sheet == "某镇"


def survey_sheet() -> Sheet:
    """A survey as a township prints it: title, date, two-row headings, merged villages, totals."""
    numbers = [identity("433124", f"199{n}0101", 981) for n in range(5)]
    rows: list[list[CellValue]] = [
        ["双龙镇农村劳动力摸底表", *[""] * 7],
        ["填报单位：双龙镇", *[""] * 5, "2026年2月20日", ""],
        ["序号", "户籍地", "", "基本情况", "", "就业意愿", "", "备注"],
        ["", "乡镇", "村", "姓名", "身份证号", "务工意愿", "意向工种", ""],
        [1, "双龙镇", "双龙村", "甲某", numbers[0], "是", "缝纫工", ""],
        [2, "", "", "乙某", numbers[1], "是", "", ""],
        [3, "", "板栗村", "丙某", numbers[2], "否", "", ""],
        [4, "", "", "丁某", numbers[3], "是", "", "注：随时可走"],
        ["合计", "", "", "4人", "", "", "", ""],
        ["注：本表一式两份", *[""] * 7],
        ["填表人：", "", "", "审核人：", "", "", "日期：", ""],
    ]
    merged = (MergedRange(4, 1, 7, 1), MergedRange(4, 2, 5, 2), MergedRange(6, 2, 7, 2))
    return Sheet("双龙镇", rows, merged)


def test_survey_with_two_row_headings_and_footer() -> None:
    """Four people, no title, total, note or sign-off among them; the day comes from the title."""
    book = check_workbook(workbook(survey_sheet()), context())
    assert book.kind is ImportKind.SURVEY
    assert [row.source_row for row in book.rows] == [5, 6, 7, 8]
    assert [told(finding) for finding in book.findings] == [
        ("survey.unwilling_without_reason", 7, None)
    ]
    for row in book.rows:
        assert isinstance(row, SurveyRow)
        assert row.surveyed_on is not None
        assert row.surveyed_on.isoformat() == "2026-02-20"


def test_merged_cells_are_filled_down() -> None:
    """One employer over three posts is the employer of all three."""
    posts = [changed("vacancies_round", number=n, title=t, employer="东莞某厂" if n == 1 else "",
                     place="东莞市" if n == 1 else "")
             for n, t in enumerate(["缝纫工", "焊工", "电工"], start=1)]  # fmt: skip
    sheet = sheet_of("vacancies_round", posts)
    keys = [spec.key for spec in layouts()["vacancies_round"].fields]
    merged = tuple(
        MergedRange(2, keys.index(key), 4, keys.index(key)) for key in ("employer", "place")
    )
    book = check_workbook(workbook(Sheet("岗位", sheet.rows, merged)), context())
    assert len(book.rows) == 3
    for row in book.rows:
        assert isinstance(row, VacancyRow)
        assert (row.employer, row.place.code) == ("东莞某厂", "441900")
    unmerged = check_workbook(workbook(sheet), context())
    assert {f.code for f in unmerged.findings} == {
        "vacancy.employer_missing",
        "vacancy.place_missing",
    }


def test_repeated_headings_and_column_numbers_are_no_data() -> None:
    """Sheets that were pasted together, or count their columns, hold only their people."""
    sheet = sheet_of("register_export", [GOOD["register_export"]])
    head, row = sheet.rows[1], sheet.rows[2]
    wife = list(row)
    wife[7], wife[11], wife[8], wife[9], wife[16] = "乙某", HER, "女", "", "配偶"
    wife[14] = ""
    numbers: list[CellValue] = [str(n + 1) for n in range(len(head))]
    rows = [sheet.rows[0], head, numbers, row, [""] * len(head), head, wife]
    book = check_workbook(workbook(Sheet("表", rows)), context())
    assert [row.source_row for row in book.rows] == [4, 7]
    assert book.findings == ()


def test_sheets_of_one_workbook_are_one_table() -> None:
    """A person in two sheets is found in the second, and sheets with notes are left alone."""
    first = sheet_of("survey", [changed("survey")], name="双龙镇")
    second = sheet_of("survey", [changed("survey")], name="花垣镇")
    notes = Sheet("填表说明", [["一、本表每周报送。"], ["男"], ["女"]])
    book = check_workbook(workbook(notes, first, second), context())
    assert [(f.code, f.sheet, f.row) for f in book.findings] == [("id.duplicate", "花垣镇", 4)]
    assert book.findings[0].params == {"sheet": "双龙镇", "earlier_row": 4}
    assert (book.data_rows, book.refused) == (2, 1)


def test_a_sheet_that_nearly_fits_is_named() -> None:
    """A township's sheet without one column is not dropped in silence."""
    good = sheet_of("register_export", [GOOD["register_export"]], name="甲镇")
    rows = [[*row[:19], *row[20:]] for row in good.rows]
    book = check_workbook(workbook(good, Sheet("乙镇", rows)), context())
    assert [(f.code, f.sheet, f.row) for f in book.findings] == [("sheet.ignored", "乙镇", 2)]
    assert book.findings[0].params == {"missing": ["劳动技能"]}


def test_unknown_layout_names_what_is_missing() -> None:
    """The error says which kind came nearest and which headings it needs."""
    rows: list[list[CellValue]] = [["姓名", "身份证号", "电话"], ["甲某", HIM, ""]]
    with pytest.raises(UnknownLayoutError) as caught:
        check_workbook(workbook(Sheet("表", rows)), context(), ImportKind.SURVEY)
    assert caught.value.params == {"kind": ImportKind.SURVEY, "missing": ("是否有务工意愿",)}
    with pytest.raises(UnknownLayoutError) as caught:
        check_workbook(workbook(Sheet("表", [["甲", "乙"]])), context())
    assert "姓名" in str(caught.value.params["missing"])


def test_a_file_of_another_kind_is_refused() -> None:
    """A vacancy sheet handed in as a register is told so, not half read."""
    with pytest.raises(UnknownLayoutError):
        check_workbook(
            book_of("vacancies_round", [GOOD["vacancies_round"]]), context(), ImportKind.REGISTER
        )


def test_headings_without_rows() -> None:
    """A template that nobody filled in is an error that says so."""
    with pytest.raises(NoRowsError):
        check_workbook(book_of("survey", []), context())


def test_csv_of_the_national_system() -> None:
    """ANSI text with ="..." numbers is the register like any other."""
    sheet = sheet_of("register_export", [GOOD["register_export"]])
    lines = (",".join(f'"=""{cell}"""' for cell in row) for row in sheet.rows[1:])
    data = "\r\n".join(lines).encode("gb18030")
    book = check_workbook(read_workbook(data, "脱贫人口.csv"), context())
    assert book.findings == ()
    assert len(book.rows) == 1


def test_rows_of_strangers_are_refused() -> None:
    """Survey and ledger join the register on the person; a changed name is shown."""
    both = [changed("survey"), changed("survey", id_number=HER, name="龙某乙", line=2)]
    book = checked("survey", both)
    joined = require_registered(book, {HIM: "石某丙"})
    assert [told(finding) for finding in joined.findings] == [
        ("person.not_registered", 5, "身份证号"),
        ("person.name_differs", 4, "姓名"),
    ]
    assert (joined.refused, len(joined.rows)) == (1, 1)
    register = checked("register_export", [GOOD["register_export"]])
    assert require_registered(register, {}) is register


def test_nothing_is_recognised_in_nothing() -> None:
    """A sheet without a single known heading gives no reading."""
    assert recognise(Sheet("表", [["天", "地"]]), None) is None
