"""Reads columns into values, remembering distinct cells, and notes what is wrong with them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from models.enums import Severity
from offices.register.findings import NOTHING, Finding, severities
from offices.register.parsed import Flawed, Read
from offices.register.tables import RawTable
from offices.workbooks.book import CellValue

Value = TypeVar("Value")


@dataclass(slots=True)
class Reading:
    """One table while it is being read.

    Parameters
    ----------
    table
        Its cells.
    findings
        What was found so far.
    refused
        Places in the table (from 0) of rows that are not taken.
    """

    table: RawTable
    findings: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        """Gives the number of data rows."""
        return len(self.table.rows)

    def has(self, key: str) -> bool:
        """Whether the file has the column."""
        return key in self.table.cells

    def note(
        self, at: int, key: str | None, code: str, params: Mapping[str, object] = NOTHING
    ) -> None:
        """Notes a fault of the row at this place, in the column of this field."""
        severity = severities()[code]
        if severity is Severity.ERROR:
            self.refused.add(at)
        sheet = self.table.sheets[at]
        heading = self.table.headings[sheet].get(key) if key else None
        self.findings.append(Finding(code, severity, sheet, self.table.rows[at], heading, params))

    def note_repeat(self, at: int, key: str, code: str, earlier: int) -> None:
        """Notes that a row repeats or contradicts an earlier one, and says where that stands."""
        params = {"sheet": self.table.sheets[earlier], "earlier_row": self.table.rows[earlier]}
        self.note(at, key, code, params)

    def note_all(self, places: Iterable[int], key: str | None, code: str) -> None:
        """Notes one fault at several rows."""
        for at in places:
            self.note(at, key, code)

    def read(self, key: str, parse: Callable[[CellValue], Read[Value]]) -> list[Value]:
        """Reads a column; each distinct cell is parsed once."""
        column = self.table.cells.get(key)
        if column is None:
            return [_taken(parse(""))] * self.count
        values: dict[CellValue, Value] = {}
        flawed: dict[CellValue, Flawed[Value]] = {}
        for cell in set(column):
            result = parse(cell)
            if isinstance(result, Flawed):
                flawed[cell] = result
                values[cell] = result.value
            else:
                values[cell] = result
        if flawed:
            for at, cell in enumerate(column):
                if cell in flawed:
                    self.note(at, key, flawed[cell].code, flawed[cell].params)
        return list(map(values.__getitem__, column))

    def read_mandatory(self, key: str, parse: Callable[[CellValue], Read[Value]]) -> list[Value]:
        """Reads a column in which an empty value is the fault that the layout names."""
        values = self.read(key, parse)
        missing = self.table.layout.field(key).missing
        for at, value in enumerate(values):
            if not value:
                self.note(at, key, missing)
        return values

    def taken(self, rows: Sequence[Value]) -> tuple[Value, ...]:
        """Gives the rows that are not refused."""
        return tuple(row for at, row in enumerate(rows) if at not in self.refused)


def _taken(result: Read[Value]) -> Value:
    return result.value if isinstance(result, Flawed) else result
