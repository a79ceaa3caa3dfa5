"""The board of who may leave soon as a file: people by number, no names."""

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from offices.workbooks.book import CellValue
from offices.workbooks.content import ColumnKind, ColumnSpec, SheetContent
from offices.workbooks.writer import write_csv, write_workbook
from ui.cli.retention_said import office_text
from ui.i18n.words import Words

COLUMNS = {
    "person": (10, ColumnKind.NUMBER),
    "office": (28, ColumnKind.TEXT),
    "since": (12, ColumnKind.DATE),
    "seen": (10, ColumnKind.TEXT),
    "days_30": (10, ColumnKind.GENERAL),
    "days_60": (10, ColumnKind.GENERAL),
    "days_90": (10, ColumnKind.GENERAL),
    "cause": (14, ColumnKind.TEXT),
    "share": (10, ColumnKind.GENERAL),
    "measure": (30, ColumnKind.TEXT),
    "visit": (12, ColumnKind.DATE),
}
"""Width and kind of each column."""

DIGITS = 3
"""Chances to the thousandth."""


def risk_bytes(told: Mapping[str, Any], ending: str, words: Words, now: dt.datetime) -> bytes:
    """Gives the board as an .xlsx or a .csv file."""
    sheet = SheetContent(
        name=words.text("retention.file.sheet"),
        columns=[
            ColumnSpec(words.text(f"retention.file.{name}"), width, kind)
            for name, (width, kind) in COLUMNS.items()
        ],
        rows=[_row(one, words) for one in told["people"]],
        title=words.text("retention.file.title", on=told["on"]),
        subtitle=words.text(
            "retention.risk.basis",
            **{name: told[name] for name in ("on", "version", "cut_off", "cases")},
        ),
        footer=[words.text("retention.risk.note")],
        is_compact=True,
    )
    target = io.BytesIO()
    if ending == ".csv":
        write_csv(target, sheet)
    else:
        write_workbook(target, [sheet], created=now)
    return target.getvalue()


def _row(one: Mapping[str, Any], words: Words) -> list[CellValue]:
    shown: dict[str, CellValue] = {
        **{name: one[name] for name in COLUMNS},
        "office": office_text(one["office"]),
        "cause": words.text(f"retention.cause.{one['cause']}"),
        "measure": words.text(f"retention.measure.{one['measure']}"),
        **{name: round(one[name], DIGITS) for name in ("days_30", "days_60", "days_90", "share")},
    }
    return list(shown.values())
