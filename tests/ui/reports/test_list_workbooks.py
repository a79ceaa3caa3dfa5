"""The three lists as workbooks ready to print."""

import datetime as dt
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session, sessionmaker

from models.enums import ListKind, ProposalState
from offices.lists.acts import publish, read_edition
from offices.lists.acts_editions import Edition, EditionHead, EditionLine
from offices.lists.line import Layer
from offices.rounds.acts import decide_proposals, open_round, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from ui.i18n.words import Words, load_words
from ui.reports.list_columns import COLUMNS
from ui.reports.lists import LAYERS, list_file_name, list_sheet, list_workbook

Sessions = sessionmaker[Session]
CHINESE, ENGLISH = (load_words(language, is_strict=True) for language in ("zh_CN", "en"))


@pytest.fixture
def editions(sqlite_session_factory: Sessions) -> dict[ListKind, Edition]:
    """The three lists of a random round."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 8, people=120, vacancies=8)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        decide_proposals(session, ACTOR, code, None, ProposalState.ACCEPTED, now=NOW)
        publish(session, ACTOR, code, now=NOW)
        return {kind: read_edition(session, ACTOR, code, kind) for kind in ListKind}


def rows_of(content: bytes, sheet: str) -> list[list[object]]:
    """Reads a sheet back."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


@pytest.mark.parametrize("kind", list(ListKind))
@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh_CN", "en"])
def test_every_line_is_printed(
    editions: dict[ListKind, Edition], kind: ListKind, words: Words
) -> None:
    """Title, date row, headings, all lines in order, a total row and a sign-off line."""
    edition = editions[kind]
    content = list_workbook(edition, words)
    for layer in LAYERS[kind]:
        lines = [line for line in edition.lines if line.layer is layer]
        rows = rows_of(content, words.text(f"list.sheet.{layer.value}"))
        assert "花垣县" in str(rows[0][0])
        assert "R-2026-01" in str(rows[1][0])
        assert rows[2][0] == words.text("list.column.position")
        assert [row[0] for row in rows[3 : 3 + len(lines)]] == list(range(1, len(lines) + 1))
        assert rows[3 + len(lines)][1] == words.text("list.total", lines=len(lines))
        assert words.text("list.sign.filled_by") in rows[-1]
        assert len(rows) == 3 + len(lines) + 3


def test_the_same_edition_gives_the_same_bytes(editions: dict[ListKind, Edition]) -> None:
    """Page and command print the same file; another language prints another one."""
    task = editions[ListKind.TASK]
    assert list_workbook(task, CHINESE) == list_workbook(task, CHINESE)
    assert list_workbook(task, CHINESE) != list_workbook(task, ENGLISH)


def test_totals_of_the_quota_layer_are_the_round_s(editions: dict[ListKind, Edition]) -> None:
    """The total row adds up to what the edition froze."""
    task = editions[ListKind.TASK]
    sheet = list_sheet(task, Layer.QUOTA, CHINESE)
    names = [column.name for column in COLUMNS[Layer.QUOTA]]
    totals = dict(zip(names, list(sheet.totals or [])[1:], strict=True))
    for name in ("quota", "matched", "confirmed", "sent"):
        assert totals[name] == task.head.totals[name]


def test_numbers_are_printed_masked(editions: dict[ListKind, Edition]) -> None:
    """No whole identity number or phone stands in any sheet."""
    content = b"".join(
        zipfile.ZipFile(io.BytesIO(list_workbook(edition, CHINESE))).read(name)
        for edition in editions.values()
        for name in zipfile.ZipFile(io.BytesIO(list_workbook(edition, CHINESE))).namelist()
        if name.endswith(".xml")
    )
    assert b"43312419960101" not in content
    assert b"1990000" not in content


def test_paper_is_a4_landscape_with_repeated_headings(
    editions: dict[ListKind, Edition],
) -> None:
    """The printer repeats the headings on every page of A4 landscape."""
    archive = zipfile.ZipFile(io.BytesIO(list_workbook(editions[ListKind.TASK], CHINESE)))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "Print_Titles" in archive.read("xl/workbook.xml").decode()


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    """What somebody typed is never computed by the spreadsheet program."""
    head = EditionHead(1, "R-2026-01", COUNTY, ListKind.RESPONSIBILITY, 1, POLICY_DATE, NOW, "", {})
    data = {
        "link": "service",
        "duty": "visit",
        "office": "=1+1",
        "partners": ["origin"],
        "officer": "@x",
        "due_on": "2026-03-31",
        "measure": "visited",
        "target": 1,
        "current": 0,
        "status": "open",
        "basis": "-",
    }
    line = EditionLine(Layer.DUTY, 1, None, "=1+1", None, dt.date(2026, 3, 31), data)
    content = list_workbook(Edition(head, (line,)), CHINESE)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()
    assert list_file_name(head, CHINESE) == "R-2026-01_责任清单_第1版.xlsx"


def test_an_empty_list_is_printed_too() -> None:
    """A list without lines has its title, headings and a total of none."""
    head = EditionHead(1, "R-2026-01", COUNTY, ListKind.STABILITY, 1, POLICY_DATE, NOW, "", {})
    rows = rows_of(list_workbook(Edition(head, ()), CHINESE), "稳岗清单")
    assert rows[3][1] == CHINESE.text("list.total", lines=0)
