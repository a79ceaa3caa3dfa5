"""Tells a file's kind by its content."""

from offices.workbooks.book import FileKind
from offices.workbooks.errors import EmptyWorkbookError, EncryptedError, WrongTypeError

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
"""Container of .xls files and of encrypted .xlsx files alike."""
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
BINARY_BYTES = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a"))
"""Control characters that no table of text holds."""
PEEK_BYTES = 4096


def kind_of(data: bytes) -> FileKind:
    """Names the kind of the content.

    Raises
    ------
    EmptyWorkbookError
        If there are no bytes at all.
    EncryptedError
        If it is an .xlsx behind a password.
    WrongTypeError
        If it is anything but a workbook or a table of text; a web page saved as .xls is one such.
    """
    if not data.strip():
        raise EmptyWorkbookError
    if data.startswith(ZIP_MAGIC):
        return FileKind.XLSX
    if data.startswith(OLE_MAGIC):
        return _kind_of_ole(data)
    peek = data[:PEEK_BYTES]
    has_controls = len(peek.translate(None, BINARY_BYTES)) < len(peek)
    is_markup = peek.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if has_controls or is_markup or peek.startswith(b"%PDF"):
        raise WrongTypeError
    return FileKind.CSV


def _kind_of_ole(data: bytes) -> FileKind:
    if ENCRYPTED_STREAM in data:
        raise EncryptedError
    if not any(stream in data for stream in BOOK_STREAMS):
        raise WrongTypeError
    return FileKind.XLS
