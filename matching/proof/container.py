"""Named parts in one file that ends with the SHA-256 of all its other bytes.

The file is an uncompressed ZIP archive, so that any program opens it; the hash is the end of the
archive's comment. Same parts, same bytes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from matching.proof.errors import NotAProofError, ProofChangedError, ProofMalformedError

MARK = b"laowu optimality proof, sha256 of all bytes before: "
"""Stands before the hash."""

HASH_SIZE = 64
"""A SHA-256 in hexadecimal."""

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest moment an archive can state: parts have no time of their own."""

UNIX, OWNER_ONLY = 3, 0o600 << 16
"""How the archive describes its parts, on every machine alike."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Packs named parts in their order and seals them."""
    sink = BytesIO()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            described = ZipInfo(name, FIRST_DAY)
            described.create_system, described.external_attr = UNIX, OWNER_ONLY
            archive.writestr(described, content)
        archive.comment = MARK + bytes(HASH_SIZE)
    sealed = sink.getvalue()[:-HASH_SIZE]
    return sealed + hashlib.sha256(sealed).hexdigest().encode()


def unpacked(content: bytes, names: Sequence[str]) -> dict[str, bytes]:
    """Gives the named parts of a sealed file.

    Raises
    ------
    NotAProofError
        If the file does not end as such a file does.
    ProofChangedError
        If any byte differs from those that were sealed.
    ProofMalformedError
        If the seal holds but there are other parts, or a part cannot be read.
    """
    sealed = memoryview(content)[:-HASH_SIZE]
    if bytes(sealed[-len(MARK) :]) != MARK:
        raise NotAProofError
    if hashlib.sha256(sealed).hexdigest().encode() != content[-HASH_SIZE:]:
        raise ProofChangedError
    try:
        with ZipFile(BytesIO(content)) as archive:
            held = archive.infolist()
            if [one.filename for one in held] != list(names):
                raise ProofMalformedError(part="parts")
            if any(one.compress_type != ZIP_STORED for one in held):
                raise ProofMalformedError(part="parts")
            return {one.filename: archive.read(one) for one in held}
    except (BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise ProofMalformedError(part="parts") from error


def seal_of(content: bytes) -> str:
    """Gives the hash that a packed file ends with."""
    return content[-HASH_SIZE:].decode()
