"""Importing a file, for commands and pages: read it, take it in, send it back with findings."""

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from models.enums import ImportKind
from models.values import Actor
from offices.register.acts import ImportReport, import_file
from offices.register.check import check_workbook
from offices.register.context import CheckContext
from offices.register.findings_file import findings_sheets
from offices.workbooks.limits import WorkbookLimits
from offices.workbooks.reader import read_workbook
from offices.workbooks.writer import write_workbook
from regions.gazetteer import load_gazetteer
from ui.clock import now
from ui.demo_actor import DEMO_ACTOR
from ui.files import read_file
from ui.i18n.said import said
from ui.i18n.words import Words
from ui.settings import Settings
from ui.transactions import transaction


def limits_of(settings: Settings) -> WorkbookLimits:
    """Gives the limits that the settings name."""
    return WorkbookLimits(
        file_bytes=settings.workbook_bytes, unpacked_bytes=settings.unpacked_bytes
    )


def read_bytes(settings: Settings, path: Path) -> bytes:
    """Reads a file; of one that is too large only as much as shows it.

    Raises
    ------
    FileNotFoundHereError, NotReadableError
        If it is not there, or cannot be read.
    """
    return read_file(path, settings.workbook_bytes + 1)


def import_bytes(
    settings: Settings,
    kind: ImportKind,
    data: bytes,
    file_name: str,
    today: dt.date,
    *,
    dry_run: bool = False,
    actor: Actor = DEMO_ACTOR,
) -> ImportReport:
    """Takes a file in, or only says what would come of it."""
    with transaction(settings) as session:
        return import_file(
            session,
            actor,
            kind,
            data,
            file_name,
            today=today,
            now=now(),
            limits=limits_of(settings),
            dry_run=dry_run,
        )


def findings_workbook(
    settings: Settings,
    kind: ImportKind,
    data: bytes,
    file_name: str,
    today: dt.date,
    report: ImportReport,
    words: Words,
) -> bytes:
    """Gives the office's own file back as an .xlsx with a findings column."""
    book = read_workbook(data, file_name, limits_of(settings))
    checked = check_workbook(book, CheckContext(today, load_gazetteer()), kind)

    def say(code: str, params: Mapping[str, object]) -> str:
        return said(words, code, params)

    sheets = findings_sheets(
        book,
        replace(checked, findings=report.findings),
        heading=words.text("import.findings_heading"),
        words=say,
    )
    target = io.BytesIO()
    write_workbook(target, sheets, created=now())
    return target.getvalue()
