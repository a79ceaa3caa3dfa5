"""Codes and names of the past, and where that ground is today."""

from dataclasses import dataclass

from regions.datafiles import read_rows


@dataclass(frozen=True, slots=True)
class Former:
    """A code or name that is no longer in use.

    Parameters
    ----------
    code, name, short_name
        As they were.
    until
        The year in which the code or the name ended, where it is known.
    path_name
        The name with the names above it, as they were.
    current_codes
        Today's divisions on that ground: several after a split, none where no source says.
    """

    code: str
    name: str
    short_name: str
    until: int | None
    path_name: str
    current_codes: tuple[str, ...]


def read_formers() -> tuple[Former, ...]:
    """Reads every code and name of the past."""
    return tuple(
        Former(code, name, short, int(until) if until else None, path_name, tuple(current.split()))
        for code, name, short, until, path_name, current in read_rows("formers.csv.gz")
    )
