"""Reads and writes files for people."""

from pathlib import Path

from models.errors import AppError


class FileNotFoundHereError(AppError):
    """There is no file of this name."""

    code = "file.not_found"


class NotReadableError(AppError):
    """What is there cannot be read: a folder, or not allowed."""

    code = "file.not_readable"


class NotWritableError(AppError):
    """A file cannot be written where it was wanted."""

    code = "file.not_writable"


def read_file(path: Path, most_bytes: int = -1) -> bytes:
    """Reads a file, or only its first bytes.

    Raises
    ------
    FileNotFoundHereError, NotReadableError
        If it is not there, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most_bytes)
    except FileNotFoundError as error:
        raise FileNotFoundHereError(name=path.name) from error
    except OSError as error:
        raise NotReadableError(name=path.name) from error


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all.

    Raises
    ------
    NotWritableError
        If the folder or the file cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise NotWritableError(name=path.name) from error
