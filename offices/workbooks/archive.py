"""Unpacks the members of an .xlsx in pieces and refuses it before a parser would choke on it."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from offices.workbooks.errors import BombError, DamagedError, EncryptedError, WrongTypeError
from offices.workbooks.limits import WorkbookLimits
from offices.workbooks.sheet_area import SharedTexts, SheetArea

PIECE_BYTES = 4 * 1024 * 1024
ENCRYPTED_FLAG = 0x1
LOCAL_HEADER_BYTES = 30
BOOK_MEMBER = "xl/workbook.xml"
TEXTS_MEMBER = "xl/sharedstrings.xml"
SHEET_SUFFIX = ".xml"
SHEET_FOLDER = "xl/worksheets/"


def check_archive(data: bytes, limits: WorkbookLimits) -> None:
    """Passes if every member unpacks to what it declares, within the limits.

    The declared sizes are checked first; then every member is really unpacked, piece by piece and
    never kept, since the declared size of a hostile file is whatever its maker wrote.

    Raises
    ------
    BombError, TooManyCellsError, EncryptedError, WrongTypeError, DamagedError
        If it does not.
    """
    members = _members(data)
    names = {member.filename.replace("\\", "/").lower() for member in members}
    if BOOK_MEMBER not in names:
        raise WrongTypeError
    _check_declared(members, limits)
    texts = SharedTexts()
    for member in members:
        if member.filename.lower() == TEXTS_MEMBER:
            for piece in _pieces(data, member):
                texts.see(piece)
    for member in members:
        name = member.filename.replace("\\", "/").lower()
        if name == TEXTS_MEMBER:
            continue
        if name.startswith(SHEET_FOLDER) and name.endswith(SHEET_SUFFIX):
            area = SheetArea(limits, texts)
            for piece in _pieces(data, member):
                area.see(piece)
            area.close()
        else:
            for _ in _pieces(data, member):
                pass


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise DamagedError from error


def _check_declared(members: list[zipfile.ZipInfo], limits: WorkbookLimits) -> None:
    if len(members) > limits.members:
        raise BombError(measure=len(members), limit=limits.members)
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise EncryptedError
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise BombError(measure=unpacked, limit=limits.unpacked_bytes)
    for member in members:
        is_large = member.file_size > limits.ratio_from_bytes
        if is_large and member.file_size > limits.ratio * max(1, member.compress_size):
            raise BombError(
                measure=member.file_size // max(1, member.compress_size), limit=limits.ratio
            )


def _pieces(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yields the unpacked member; stops as soon as it is longer than it declares."""
    packed = _packed(data, member)
    if member.compress_type == zipfile.ZIP_STORED:
        if len(packed) != member.file_size:
            raise BombError(measure=len(packed), limit=member.file_size)
        yield bytes(packed)
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise DamagedError
    length = 0
    for piece in _inflate(packed):
        length += len(piece)
        if length > member.file_size:
            raise BombError(measure=length, limit=member.file_size)
        yield piece
    if length != member.file_size:
        raise DamagedError


def _inflate(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        rest: bytes | memoryview = packed
        while not inflater.eof:
            piece = inflater.decompress(rest, PIECE_BYTES)
            rest = inflater.unconsumed_tail
            if not piece and not rest:
                break
            yield piece
        yield inflater.flush()
    except zlib.error as error:
        raise DamagedError from error


def _packed(data: bytes, member: zipfile.ZipInfo) -> memoryview:
    head = data[member.header_offset : member.header_offset + LOCAL_HEADER_BYTES]
    if len(head) < LOCAL_HEADER_BYTES or not head.startswith(b"PK\x03\x04"):
        raise DamagedError
    name_length = int.from_bytes(head[26:28], "little")
    extra_length = int.from_bytes(head[28:30], "little")
    start = member.header_offset + LOCAL_HEADER_BYTES + name_length + extra_length
    return memoryview(data)[start : start + member.compress_size]
