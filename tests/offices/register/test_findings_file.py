"""The office gets its own file back, with what was found beside each row."""

import datetime as dt
import io

from offices.register.check import check_workbook
from offices.register.findings_file import findings_sheets
from offices.workbooks.book import FileKind, Workbook
from offices.workbooks.content import Mark
from offices.workbooks.reader import read_workbook
from offices.workbooks.writer import write_workbook
from tests.offices.register.register_books import HER, HIM, changed, context, sheet_of


def test_own_rows_with_one_more_column() -> None:
    """Same rows and numbers, marked cells, a findings column, and it imports again as before."""
    rows = [
        changed("survey", id_number=4.33124199001e17),
        changed("survey", wage_floor="面议"),
        changed("survey", phone="123", name="=1+1石", id_number=HER),
    ]
    book = Workbook(FileKind.XLSX, (sheet_of("survey", rows),))
    checked = check_workbook(book, context())
    assert len(checked.findings) == 3
    sheets = findings_sheets(
        book, checked, heading="核对结果", words=lambda code, params: f"{code} {dict(params)}"
    )
    (content,) = sheets
    width = len(book.sheets[0].rows[0])
    number_column = 5
    assert content.marks[3, number_column] is Mark.ERROR
    assert content.marks[3, width] is Mark.ERROR
    stream = io.BytesIO()
    write_workbook(stream, sheets, created=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    back = read_workbook(stream.getvalue(), "x.xlsx")
    assert back.sheets[0].rows[2][width] == "核对结果"
    assert back.sheets[0].rows[3][width] == "id.precision_lost {}"
    assert "phone.invalid" in str(back.sheets[0].rows[5][width])
    assert back.sheets[0].rows[4][:width] == list(book.sheets[0].rows[4])
    assert back.sheets[0].rows[5][4] == "=1+1石"
    again = check_workbook(back, context())
    assert again.findings == checked.findings
    assert again.rows == checked.rows
    assert back.sheets[0].rows[4][number_column] == HIM
