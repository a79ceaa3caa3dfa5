"""Writes files for people."""

from pathlib import Path

from models.errors import AppError


class NotWritableError(AppError):
    """A file cannot be written where it was wanted."""

    code = "file.not_writable"


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
