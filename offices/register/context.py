"""What checking a file needs to know beside the file."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from regions.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The day and the knowledge that a file is checked against.

    Parameters
    ----------
    today
        Dates after it lie in the future.
    gazetteer
        The divisions.
    remembered_titles
        Occupation codes by title, as clerks confirmed them.
    """

    today: dt.date
    gazetteer: Gazetteer
    remembered_titles: Mapping[str, str] = field(default_factory=dict)
