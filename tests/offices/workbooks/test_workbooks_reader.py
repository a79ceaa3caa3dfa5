"""The reader: kinds by content, typed cells, hostile files refused before they are parsed."""

import datetime as dt
import io
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pytest
import xlwt

from offices.workbooks.book import FileKind, MergedRange
from offices.workbooks.content import ColumnKind, ColumnSpec, SheetContent
from offices.workbooks.errors import (
    BombError,
    DamagedError,
    EmptyWorkbookError,
    EncodingError,
    EncryptedError,
    TooLargeError,
    TooManyCellsError,
    WorkbookError,
    WrongTypeError,
)
from offices.workbooks.limits import MEGABYTE, WorkbookLimits
from offices.workbooks.reader import read_workbook
from offices.workbooks.writer import write_workbook

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
OPENING = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
CLOSING = b"</sheetData></worksheet>"
CREATED = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def plain_workbook() -> bytes:
    """Writes a small good workbook."""
    stream = io.BytesIO()
    content = SheetContent("表", [ColumnSpec("姓名", kind=ColumnKind.GENERAL)], [["甲"], [1.5]])
    write_workbook(stream, [content], created=CREATED)
    return stream.getvalue()


def repacked(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Gives the small workbook with some members replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain_workbook())) as old,
        zipfile.ZipFile(stream, "w", method) as new,
    ):
        kept = {name: old.read(name) for name in old.namelist()}
        for name, body in {**kept, **members}.items():
            new.writestr(name, body)
    return stream.getvalue()


def sheet(cells: bytes) -> bytes:
    """Gives a workbook whose only sheet holds the raw XML."""
    return repacked({SHEET: OPENING + cells + CLOSING})


def lying(data: bytes, name: str, declared: int) -> bytes:
    """Writes a smaller size for a member into both of its headers, with a fitting checksum."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = archive.getinfo(name)
        checksum = zlib.crc32(archive.read(name)[:declared])
    patched = bytearray(data)
    for offset, at in ((member.header_offset, 14), (data.rindex(name.encode()) - 46, 16)):
        patched[offset + at : offset + at + 4] = checksum.to_bytes(4, "little")
        patched[offset + at + 8 : offset + at + 12] = declared.to_bytes(4, "little")
    return bytes(patched)


def shared_text_bomb() -> bytes:
    """One long text, referred to by many cells."""
    text = b"x" * 32_000
    cells = b'<c t="s"><v>0</v></c>' * 25
    rows = b"".join(b"<row>%b</row>" % cells for _ in range(2_000))
    table = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'
    return repacked({SHEET: OPENING + rows + CLOSING, TEXTS: table % text})


BOMBS: Mapping[str, tuple[type[WorkbookError], Callable[[], bytes]]] = {
    "one member unpacks over the limit": (
        BombError,
        lambda: repacked(
            {"xl/media/a.bin": b"\0" * (601 * MEGABYTE // 8)}
            | {f"xl/media/{n}.bin": b"\0" * (601 * MEGABYTE // 8) for n in range(8)}
        ),
    ),
    "packed too tightly": (
        BombError,
        lambda: repacked({"xl/media/a.bin": b"\0" * (30 * MEGABYTE)}),
    ),
    "too many members": (
        BombError,
        lambda: repacked({f"xl/media/{n}.bin": b"" for n in range(600)}),
    ),
    "declared smaller than it is": (
        BombError,
        lambda: lying(repacked({SHEET: OPENING + b" " * 30 * MEGABYTE + CLOSING}), SHEET, 500),
    ),
    "two cells far apart": (
        TooManyCellsError,
        lambda: sheet(
            b'<row r="1"><c r="A1"><v>1</v></c></row>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
    ),
    "two cells far apart in lower case and apostrophes": (
        TooManyCellsError,
        lambda: sheet(
            b"<row r='1'><c r='a1'><v>1</v></c></row>"
            b"<row r = '1048576' ><c  r = 'XFD1048576'><v>1</v></c></row>"
        ),
    ),
    "cells without a reference": (
        TooManyCellsError,
        lambda: sheet(
            b"<row>" + b"<c><v>1</v></c>" * 16_000 + b'</row><row r="1048000"><c><v>1</v></c></row>'
        ),
    ),
    "prefixed names": (
        TooManyCellsError,
        lambda: repacked(
            {
                SHEET: OPENING.replace(b"xmlns=", b"xmlns:x=")
                .replace(b"<worksheet", b"<x:worksheet")
                .replace(b"<sheetData", b"<x:sheetData")
                + b'<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
                b'<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
                b"</x:sheetData></x:worksheet>"
            }
        ),
    ),
    "one long text in many cells": (BombError, shared_text_bomb),
}


@pytest.mark.parametrize("name", list(BOMBS))
def test_bombs_are_refused_early(name: str) -> None:
    """Each bomb is refused within a second and without making room for its content."""
    expected, make = BOMBS[name]
    data = make()
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(expected):
        read_workbook(data, "bomb.xlsx")
    seconds = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 2
    assert peak < 50 * MEGABYTE


def test_a_file_over_the_limit_is_refused() -> None:
    """The message can say how large the file is and how large it may be."""
    with pytest.raises(TooLargeError) as caught:
        read_workbook(b"x" * 2_500_000, "x.csv", WorkbookLimits(file_bytes=2 * MEGABYTE))
    assert caught.value.params == {"megabytes": 3, "limit_megabytes": 2}


def encrypted_ole() -> bytes:
    """Begins like an .xlsx behind a password: a compound file with an EncryptedPackage stream."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")


def flagged_zip() -> bytes:
    """Sets the encryption flag of a member."""
    data = bytearray(plain_workbook())
    position = bytes(data).index(b"PK\x01\x02")
    data[position + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", EmptyWorkbookError),
        (b" \r\n ", EmptyWorkbookError),
        (b",,,\r\n,,,\r\n", EmptyWorkbookError),
        (b"%PDF-1.7 x", WrongTypeError),
        (b"\x89PNG\r\n\x1a\n\0\0", WrongTypeError),
        (b"<html><table></table></html>", WrongTypeError),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", WrongTypeError),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 900, WrongTypeError),
        (encrypted_ole(), EncryptedError),
        (flagged_zip(), EncryptedError),
        (plain_workbook()[:-700], DamagedError),
        (b"PK\x03\x04" + b"junk" * 300, DamagedError),
        ("姓名,年龄\n甲,3\n".encode("utf-16-le")[2:], WrongTypeError),
        (b"\xff\xff\xfe,1\n", EncodingError),
        (b'"open quote,1\n' + b"x" * 40_000, DamagedError),
    ],
)
def test_unreadable_content_says_why(data: bytes, expected: type[WorkbookError]) -> None:
    """Every kind of wrong content gets its own error, none a crash."""
    with pytest.raises(expected):
        read_workbook(data, "x.xlsx")


def test_a_zip_that_is_no_workbook() -> None:
    """A Word document or any other archive is a wrong type."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(WrongTypeError):
        read_workbook(stream.getvalue(), "x.xlsx")


def test_external_entities_are_not_read() -> None:
    """An entity that names a file of this machine brings none of it in."""
    attack = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + OPENING
        + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
        + CLOSING
    )
    with pytest.raises(WorkbookError):
        read_workbook(repacked({SHEET: attack}), "x.xlsx")


def test_kind_is_told_by_content() -> None:
    """The file's name decides nothing."""
    assert read_workbook(plain_workbook(), "x.csv").kind is FileKind.XLSX
    assert read_workbook("姓名\n甲\n".encode(), "x.xlsx").kind is FileKind.CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_of_offices(encoding: str, delimiter: str) -> None:
    """Rare characters, quoted line ends and short rows come through."""
    text = f'姓名{delimiter}备注\r\n𠮷某{delimiter}"一\n二"\r\n㭎某\r\n'
    book = read_workbook(text.encode(encoding), "台账.csv")
    assert book.sheets[0].name == "台账"
    assert book.sheets[0].rows == [["姓名", "备注"], ["𠮷某", "一\n二"], ["㭎某", ""]]


def test_xls_with_merged_cells() -> None:
    """The old format gives typed cells and merged areas too."""
    book = xlwt.Workbook()
    old = book.add_sheet("旧表")
    old.write_merge(1, 2, 0, 0, "双龙村")
    old.write(1, 1, 2.5)
    stream = io.BytesIO()
    book.save(stream)
    read = read_workbook(stream.getvalue(), "x.xls")
    assert read.kind is FileKind.XLS
    assert read.sheets[0].merged == (MergedRange(1, 0, 2, 0),)
    assert list(read.sheets[0].rows[1]) == ["双龙村", 2.5]


def test_rows_keep_the_number_that_the_office_sees() -> None:
    """Blank rows and columns before the first cell are not dropped."""
    data = sheet(b'<row r="4"><c r="C4"><v>7</v></c></row>')
    rows = read_workbook(data, "x.xlsx").sheets[0].rows
    assert len(rows) == 4
    assert rows[3][2] == 7


def test_limits_must_let_something_pass() -> None:
    """A limit of nothing is a mistake in the settings."""
    with pytest.raises(ValueError, match="members"):
        WorkbookLimits(members=0)
