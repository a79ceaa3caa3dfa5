"""The sample's workbooks: layouts, dirt, and every planted fault found and nothing else."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from models.enums import Severity
from offices.register.check import CheckedBook, check_workbook
from offices.register.context import CheckContext
from offices.register.membership import require_registered
from offices.register.records import RegisterRow, SurveyRow, VacancyRow
from offices.sample.books import sample_books
from offices.sample.dirt import SMUDGES, dirt_kinds
from offices.sample.frames import generate
from offices.sample.planted import Book, fault_kinds
from offices.sample.sizes import COUNTY, PREFECTURE, ROUND, SAMPLE_TODAY, SampleSize
from offices.sample.workbooks import SampleFiles, write_sample
from offices.workbooks.reader import read_workbook
from regions.gazetteer import load_gazetteer

REGISTER_HEADINGS = [
    "省",
    "市",
    "县",
    "乡",
    "村",
    "户编号",
    "人口编号",
    "姓名",
    "性别",
    "出生日期",
    "证件类型",
    "证件号码",
    "民族",
    "户联系电话",
    "成员联系电话",
    "年度",
    "与户主关系",
    "文化程度",
    "在校生状况",
    "劳动技能",
    "务工时间(月)",
    "健康状况",
    "政治面貌",
    "务工企业名称",
    "是否享受低保",
    "是否参加城镇职工基本养老保险",
    "是否参加大病保险",
    "是否参加新型农村合作医疗(城乡居民基本医疗保险)",
    "是否参加城乡居民基本养老保险",
    "失学或辍学原因",
    "是否会讲普通话",
    "是否参加商业补充医疗保险",
    "是否国外务工",
    "产业分类",
    "是否接受大病医疗救助",
    "是否接受其他健康扶贫",
    "公益性岗位类型",
    "公益性岗位(月数)",
    "就业渠道",
    "残疾类别",
    "务工所在地",
    "户主姓名",
    "户主证件号码",
    "是否参加城镇职工基本医疗保险",
    "是否特困供养人员",
    "残疾证办证年度",
    "识别标准",
]
"""The 47 headings of the national export, written out."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The round sample's files."""
    return write_sample(tmp_path_factory.mktemp("round"), ROUND, ROUND.seed)


def path_of(files: SampleFiles, book: Book) -> Path:
    """Gives a book's file."""
    return {
        Book.REGISTER: files.register,
        Book.SURVEY: files.survey,
        Book.VACANCIES_SYSTEM: files.vacancies[0],
        Book.VACANCIES_ROUND: files.vacancies[1],
        Book.EMPLOYMENT_OPEN: files.employment[0],
        Book.EMPLOYMENT_ENDED: files.employment[1],
    }[book]


def checked(files: SampleFiles, book: Book) -> CheckedBook:
    """Reads a book the way an import does, people against the register's own rows."""
    result = read(path_of(files, book))
    return result if book is Book.REGISTER else require_registered(result, names_of(files.register))


def read(path: Path) -> CheckedBook:
    """Reads and checks one file."""
    context = CheckContext(SAMPLE_TODAY, load_gazetteer())
    return check_workbook(read_workbook(path.read_bytes(), path.name), context)


@cache
def names_of(register: Path) -> dict[str, str]:
    """Gives registered names by identity number."""
    return {row.id_number: row.name for row in read(register).rows if isinstance(row, RegisterRow)}


@pytest.mark.parametrize("book", list(Book))
def test_found_is_what_was_planted(files: SampleFiles, book: Book) -> None:
    """The register finds every planted fault on its row, and nothing that was not planted."""
    result = checked(files, book)
    found = Counter((finding.row, finding.code, finding.severity) for finding in result.findings)
    planted = Counter((f.row, f.code, f.severity) for f in files.planted if f.book is book)
    assert found == planted
    refused = {f.row for f in files.planted if f.book is book and f.severity is Severity.ERROR}
    assert result.refused == len(refused)


def test_every_kind_of_fault_stands_in_the_round(files: SampleFiles) -> None:
    """Each kind of the data file is planted at least once, more than 60 kinds in all."""
    wanted = {(kind.book, kind.code) for kind in fault_kinds()}
    assert wanted <= {(fault.book, fault.code) for fault in files.planted}
    assert len(wanted) > 60


def test_same_seed_gives_same_bytes(files: SampleFiles, tmp_path: Path) -> None:
    """A second writing gives the same files to the byte."""
    again = write_sample(tmp_path, ROUND, ROUND.seed)
    for book in Book:
        assert path_of(again, book).read_bytes() == path_of(files, book).read_bytes()
    assert again == SampleFiles(
        registers=again.registers,
        survey=again.survey,
        vacancies=again.vacancies,
        employment=again.employment,
        planted=files.planted,
        dirty_cells=files.dirty_cells,
    )


def test_register_headings_are_the_national_exports(files: SampleFiles) -> None:
    """The first 47 columns carry the export's headings in its order, in the first row."""
    sheet = read_workbook(files.register.read_bytes(), files.register.name).sheets[0]
    assert list(sheet.rows[0][:47]) == REGISTER_HEADINGS
    assert "样例" in sheet.name


def test_survey_has_titles_two_row_headings_and_merged_villages(files: SampleFiles) -> None:
    """Title and subtitle lead, headings are merged over groups, villages over their people."""
    sheet = read_workbook(files.survey.read_bytes(), files.survey.name).sheets[0]
    assert "样例" in str(sheet.rows[0][0])
    assert sheet.rows[2][1] == "户籍地"
    assert sheet.rows[3][1] == "乡镇"
    assert any(
        area.first_row == 2 and area.last_column > area.first_column for area in sheet.merged
    )
    assert any(area.first_row >= 4 and area.first_column == 2 for area in sheet.merged)


def test_files_say_that_they_are_samples(files: SampleFiles) -> None:
    """Every file name carries the mark."""
    assert all("样例数据" in path_of(files, book).name for book in Book)


def test_rows_come_back_as_drawn(files: SampleFiles) -> None:
    """Pool, unwilling people, lines and posts arrive in the numbers that were drawn."""
    frames = generate(ROUND, ROUND.seed)
    register = [row for row in checked(files, Book.REGISTER).rows if isinstance(row, RegisterRow)]
    survey = [row for row in checked(files, Book.SURVEY).rows if isinstance(row, SurveyRow)]
    lines = [
        row
        for book in (Book.VACANCIES_SYSTEM, Book.VACANCIES_ROUND)
        for row in checked(files, book).rows
        if isinstance(row, VacancyRow)
    ]
    assert sum(row.is_willing for row in survey) == ROUND.pool_people
    assert {row.id_number for row in survey} <= {row.id_number for row in register}
    assert len(lines) == ROUND.vacancy_lines
    people = dict(zip(frames.people["id_number"], frames.people["name"], strict=True))
    suspicious = [row for row in register if people.get(row.id_number) != row.name]
    assert len(suspicious) <= 2  # the name with a question mark, and the unused region


def test_dirt_is_there_in_its_dose(files: SampleFiles) -> None:
    """Hundreds of cells are dirty, and every kind of dirt is one the code knows."""
    assert files.dirty_cells > 400
    assert {kind.smudge for kind in dirt_kinds()} <= set(SMUDGES)


@pytest.mark.prove
@pytest.mark.parametrize("size", [COUNTY, PREFECTURE], ids=lambda size: size.name)
def test_found_is_what_was_planted_in_large_samples(size: SampleSize, tmp_path: Path) -> None:
    """The same as in the round, for the books of larger samples and each county's register."""
    files = write_sample(tmp_path, size, size.seed)
    names: dict[str, str] = {}
    for part, path in enumerate(files.registers):
        result = read(path)
        names |= {row.id_number: row.name for row in result.rows if isinstance(row, RegisterRow)}
        assert found_in(result) == expected_in(files, Book.REGISTER, part)
    for book in set(Book) - {Book.REGISTER}:
        result = require_registered(read(path_of(files, book)), names)
        assert found_in(result) == expected_in(files, book)


def found_in(result: CheckedBook) -> Counter[tuple[int, str]]:
    """Counts findings by row and code."""
    return Counter((finding.row, finding.code) for finding in result.findings)


def expected_in(files: SampleFiles, book: Book, part: int = 0) -> Counter[tuple[int, str]]:
    """Counts what was planted in one file, by row and code."""
    return Counter((f.row, f.code) for f in files.planted if (f.book, f.part) == (book, part))


def test_faults_cost_no_row_of_the_pool() -> None:
    """Rows with errors are nobody's of the pool, so that the round keeps its people."""
    frames = generate(ROUND, ROUND.seed)
    books = sample_books(frames, ROUND.seed)
    standing = frames.people["standing"].to_list()
    table = books.registers[0]
    for fault in books.planted:
        at = fault.row - table.first_row
        if fault.book is Book.REGISTER and fault.severity is Severity.ERROR and at < len(standing):
            assert standing[at] == "not_able"
