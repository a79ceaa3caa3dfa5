"""What is wrong in a file, at which cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from models.enums import Severity
from offices.register.datafiles import read_data

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Parameters
    ----------
    code
        Names the fault; the catalogues have its words.
    severity
        ``error``: the row was not taken; ``warning``: taken, to be looked at.
    sheet
        Name of the sheet.
    row
        As the office sees it, from 1.
    column
        The heading as it stands in the office's file; None where no column has to do with it.
    params
        Figures and labels that the words name. Never an identity number, name or telephone number.
    """

    code: str
    severity: Severity
    sheet: str
    row: int
    column: str | None
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@lru_cache(maxsize=1)
def severities() -> Mapping[str, Severity]:
    """Gives every fault that is looked for, with its severity."""
    return {
        f"{group}.{name}": Severity(severity)
        for group, faults in read_data("findings").items()
        for name, severity in faults.items()
    }
