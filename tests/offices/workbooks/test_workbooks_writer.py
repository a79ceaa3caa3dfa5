"""The writer: nothing is ever computed, the layout prints, bytes repeat."""

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offices.workbooks.book import MergedRange
from offices.workbooks.content import ColumnKind, ColumnSpec, Mark, SheetContent
from offices.workbooks.reader import read_workbook
from offices.workbooks.writer import write_csv, write_workbook

CREATED = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[3]
PAYLOADS = [
    f"{start}{body}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", " =", "＝", "<r>")
    for body in (
        "1+1",
        "cmd|' /C calc'!A0",
        'HYPERLINK("http://x","y")',
        "SUM(1,2)",
        'WEBSERVICE("http://x")',
        "</is></c><c r='B9'><f>1+1</f></c><c><is></r>",
        "{1+1}",
    )
]


def written(*sheets: SheetContent) -> bytes:
    """Writes sheets into memory."""
    stream = io.BytesIO()
    write_workbook(stream, sheets, created=CREATED)
    return stream.getvalue()


def sheet_xml(data: bytes, number: int = 1) -> str:
    """Gives the raw XML of one sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def columns(count: int, kind: ColumnKind = ColumnKind.TEXT) -> list[ColumnSpec]:
    """Makes plain columns."""
    return [ColumnSpec(f"列{number}", kind=kind) for number in range(count)]


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_no_payload_becomes_a_formula(kind: ColumnKind) -> None:
    """Wherever the text stands, the workbook holds no formula and every text as a text."""
    data = written(
        SheetContent(
            name="表",
            columns=[ColumnSpec(p, kind=kind, group=p) for p in PAYLOADS],
            rows=[PAYLOADS, PAYLOADS],
            title=PAYLOADS[0],
            subtitle=PAYLOADS[1],
            totals=PAYLOADS,
            footer=PAYLOADS,
            sign_off=PAYLOADS,
        )
    )
    xml = sheet_xml(data)
    assert "<f>" not in xml
    assert "<f " not in xml
    rows = read_workbook(data, "x.xlsx").sheets[0].rows
    stored = [str(cell).removeprefix("'") for cell in rows[4]]
    assert stored == [p.replace("\r", "\r") for p in PAYLOADS]


def test_no_payload_survives_in_csv() -> None:
    """Every field that a spreadsheet program would compute starts with an apostrophe."""
    stream = io.BytesIO()
    write_csv(stream, SheetContent("表", columns(len(PAYLOADS)), [PAYLOADS]))
    fields = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))[1]
    dangerous = [p for p in PAYLOADS if not p.startswith("<")]
    assert [field for field in fields if field.startswith("'")] == [f"'{p}" for p in dangerous]


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",))), max_size=4),
        max_size=5,
    )
)
def test_texts_come_back_as_they_went(rows: list[list[str]]) -> None:
    """Whatever text is written into a text column is read back unchanged."""
    data = written(SheetContent("表", columns(4), rows))
    read = read_workbook(data, "x.xlsx").sheets[0].rows[1:]
    stored = [row for row in rows if any(row)]
    got = [list(row) for row in read if any(row)]
    assert len(got) == len(stored)
    for expected, actual in zip(stored, got, strict=True):
        plain = [t.removeprefix("'") if t.startswith("'<r>") else t for t in map(str, actual)]
        padded = expected + [""] * (len(plain) - len(expected))
        assert padded[: len(plain)] == plain


ODD_TEXTS = [
    "a",
    "",
    " a ",
    "<&>\"'",
    "a\nb",
    "a\tb",
    "\x01\x1f",
    "_x0041_",
    "<r>x</r>",
    "𠮷",
    "=1+1",
]


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(
            st.one_of(st.sampled_from(ODD_TEXTS), st.text(st.characters(codec="utf-8"))),
            min_size=1,
            max_size=30,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_rows_of_texts_are_what_xlsxwriter_would_write(rows: list[list[str]]) -> None:
    """The quick way gives the same XML as writing cell by cell, which a mark asks for."""
    specs = columns(max(map(len, rows)))
    quick = sheet_xml(written(SheetContent("表", specs, rows)))
    marks = {(number, 99): Mark.ERROR for number in range(len(rows))}
    slow = sheet_xml(written(SheetContent("表", specs, rows, marks=marks)))
    assert quick == slow


def test_types_stay_what_they_are() -> None:
    """Numbers and dates stay typed; identity numbers in text columns stay texts."""
    specs = [
        ColumnSpec("证件号码"),
        ColumnSpec("人数", kind=ColumnKind.NUMBER),
        ColumnSpec("日期", kind=ColumnKind.DATE),
        ColumnSpec("月薪", kind=ColumnKind.MONEY),
    ]
    row = ["110105199001010010", 12, dt.date(2026, 3, 2), 3500.5]
    read = read_workbook(written(SheetContent("表", specs, [row])), "x.xlsx").sheets[0].rows[1]
    assert list(read) == row


def test_layout_of_a_printed_list() -> None:
    """Title, two-row headings, totals and sign-off are where paper wants them; A4 landscape."""
    specs = [
        ColumnSpec("序号", width=6, kind=ColumnKind.NUMBER),
        ColumnSpec("姓名", group="基本情况"),
        ColumnSpec("性别", group="基本情况", choices=("男", "女")),
        ColumnSpec("健康", choices=("健康", "残疾,长期慢性病")),
    ]
    content = SheetContent(
        name="任务清单",
        columns=specs,
        rows=[[1, "石某", "男", "健康"], [2, "龙某", "女", "健康"]],
        title="任务清单",
        subtitle="2026年3月",
        totals=["合计", 2],
        footer=["注：样例"],
        sign_off=["填表人", "审核人", "负责人"],
        marks={(1, 1): Mark.ERROR},
        row_marks={0: Mark.HIGHLIGHT},
        merged=[MergedRange(0, 0, 1, 0)],
    )
    data = written(content)
    rows = read_workbook(data, "x.xlsx").sheets[0].rows
    assert rows[0][0] == "任务清单"
    assert list(rows[2]) == ["序号", "基本情况", "", "健康"]
    assert list(rows[3]) == ["", "姓名", "性别", ""]
    assert rows[4][0] == 1
    assert rows[5][0] == ""
    assert rows[6][0] == "合计"
    assert "审核人" in rows[8]
    xml = sheet_xml(data)
    assert 'orientation="landscape"' in xml
    assert 'paperSize="9"' in xml
    merged = set(re.findall(r'mergeCell ref="([A-Z0-9:]+)"', xml))
    assert {"A1:D1", "A2:D2", "B3:C3", "A3:A4", "D3:D4", "A5:A6", "A8:D8", "C9:D9"} == merged
    assert xml.count("<dataValidation ") == 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    assert "任务清单!$3:$4" in book
    assert "veryHidden" in book


def test_same_content_same_bytes() -> None:
    """The only moment in a file is the one given."""
    assert written(SheetContent("表", columns(2), [["甲", "乙"]])) == written(
        SheetContent("表", columns(2), [["甲", "乙"]])
    )


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """A path holds the finished file or what was there before, never half of it."""
    target = tmp_path / "list.xlsx"
    write_workbook(target, [SheetContent("表", columns(1), [["旧"]])], created=CREATED)
    before = target.read_bytes()
    rows = (1 // (3 - number) for number in range(9))
    broken = SheetContent("表", columns(1), ([str(value)] for value in rows))
    with pytest.raises(ZeroDivisionError):
        write_workbook(target, [broken], created=CREATED)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_no_second_writer() -> None:
    """Nothing outside this room writes spreadsheets or CSV files; the sample imitates others."""
    other = re.compile(
        r"(import|from) (xlsxwriter|openpyxl|xlwt)|to_excel|to_csv|write_excel|csv\.writer"
    )
    sources = [
        path
        for package in ("ui", "offices", "matching", "regions", "models")
        for path in (ROOT / package).rglob("*.py")
        if "workbooks" not in path.parts and "sample" not in path.parts
    ]
    assert not [path for path in sources if other.search(path.read_text(encoding="utf-8"))]
