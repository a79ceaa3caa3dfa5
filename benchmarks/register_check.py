"""Times the check of a register of 100,000 rows x 47 columns against the bare read of its file."""

import datetime as dt
import io
import random
import statistics
import time
from collections.abc import Iterator, Sequence

from python_calamine import CalamineWorkbook

from offices.register.check import check_workbook
from offices.register.context import CheckContext
from offices.register.identity_numbers import check_character
from offices.register.layouts import layouts
from offices.workbooks.content import ColumnSpec, SheetContent
from offices.workbooks.reader import read_workbook
from offices.workbooks.writer import write_workbook
from regions.gazetteer import load_gazetteer

ROWS = 100_000
TODAY = dt.date(2026, 3, 2)
CREATED = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
COUNTY = "433124"
HOUSEHOLD_SIZE = 4
ALLOWED_RATIO = 2.5
REPEATS = 3


def run(sizes: Sequence[int]) -> None:
    """Prints the seconds of each and the median of their ratios, measured in turn.

    Parameters
    ----------
    sizes
        Numbers of rows; 100,000 if empty.
    """
    for rows in sizes or (ROWS,):
        _run(rows)


def _run(rows: int) -> None:
    begun = time.perf_counter()
    data = register_file(rows)
    print(f"register of {rows:,} rows x 47 columns: {len(data) / 1e6:.1f} MB")
    print(f"written in {time.perf_counter() - begun:.1f} s")
    context = CheckContext(TODAY, load_gazetteer())
    pairs = [
        (_seconds_of_bare_read(data), _seconds_of_check(data, rows, context))
        for _ in range(REPEATS)
    ]
    for bare, checked in pairs:
        print(f"  bare calamine read {bare:.2f} s, guarded, read and checked {checked:.2f} s")
    ratio = statistics.median(checked / bare for bare, checked in pairs)
    print(f"median ratio: {ratio:.2f} (allowed {ALLOWED_RATIO})")


def register_file(rows: int) -> bytes:
    """Writes a made-up register of this many people of one county; 980-999 are nobody's numbers."""
    stream = io.BytesIO()
    columns = [ColumnSpec(heading) for heading in layouts()["register_export"].headings]
    write_workbook(stream, [SheetContent("register", columns, _rows(rows))], created=CREATED)
    return stream.getvalue()


def _seconds_of_bare_read(data: bytes) -> float:
    begun = time.perf_counter()
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return time.perf_counter() - begun


def _seconds_of_check(data: bytes, rows: int, context: CheckContext) -> float:
    begun = time.perf_counter()
    checked = check_workbook(read_workbook(data, "register.xlsx"), context)
    seconds = time.perf_counter() - begun
    if len(checked.rows) != rows or checked.findings:
        raise AssertionError(f"taken {len(checked.rows)}, findings {len(checked.findings)}")
    return seconds


def _rows(count: int) -> Iterator[list[str]]:
    rng = random.Random(1)  # noqa: S311 (made-up people, not secrets)
    towns = [place.name for place in load_gazetteer().townships(COUNTY)]
    keys = [spec.key for spec in layouts()["register_export"].fields]
    for number in range(count):
        values = _person(number, towns[number // 40 % len(towns)], rng)
        yield [values.get(key, "") for key in keys]


def _person(number: int, town: str, rng: random.Random) -> dict[str, str]:
    role = number % HOUSEHOLD_SIZE
    birth = dt.date(1960, 1, 1) + dt.timedelta(days=number % 18_000)
    sequence = 980 + 2 * (number // 18_000) + (role in (0, 2))
    seventeen = f"{COUNTY}{birth:%Y%m%d}{sequence}"
    works = rng.random() < 0.6
    return {
        "province": "湖南省",
        "prefecture": "湘西土家族苗族自治州",
        "county": "花垣县",
        "township": town,
        "village": f"样例{number % 12}村",
        "household_number": f"{COUNTY}{number // HOUSEHOLD_SIZE:010d}",
        "member_number": f"{COUNTY}{number:012d}",
        "name": "石" + chr(0x4E00 + rng.randrange(5000)) + chr(0x4E00 + rng.randrange(5000)),
        "sex": "男" if sequence % 2 else "女",
        "birth_date": f"{birth:%Y%m%d}",
        "id_type": "居民身份证",
        "id_number": seventeen + check_character(seventeen),
        "ethnicity": rng.choice(("苗族", "土家族", "汉族")),
        "household_phone": f"139{number // HOUSEHOLD_SIZE:08d}",
        "member_phone": f"138{number:08d}",
        "year": "2025",
        "relation": ("户主", "配偶", "之子", "之女")[role],
        "education": rng.choice(("小学", "初中", "高中", "大专")),
        "work_ability": rng.choice(("普通劳动力", "技能劳动力")),
        "work_months": "8" if works else "",
        "health": rng.choice(("健康", "健康", "长期慢性病")),
        "political_status": "群众",
        "work_employer": f"样例{rng.randrange(800)}有限公司" if works else "",
        "is_subsistence": "否",
        "pension_employee": "否",
        "serious_illness_insurance": "是",
        "medical_resident": "是",
        "pension_resident": "是",
        "speaks_mandarin": "是",
        "medical_commercial": "否",
        "works_abroad": "否",
        "industry": "第二产业" if works else "",
        "illness_relief": "否",
        "other_health_relief": "否",
        "channel": "外出务工" if works else "",
        "work_place": rng.choice(("广东省东莞市", "长沙县", "花垣县")) if works else "",
        "head_name": "石某",
        "medical_employee": "否",
        "is_destitute": "否",
        "identification": "国家标准",
    }


if __name__ == "__main__":
    run(())
