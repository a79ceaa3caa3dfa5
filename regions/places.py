"""What a place is."""

from dataclasses import dataclass
from enum import StrEnum

from models.errors import AppError


class UnknownDivisionError(AppError):
    """No division of today has this code."""

    code = "regions.unknown_division"


class Level(StrEnum):
    """The four levels of divisions that the program knows, from wide to narrow.

    The four cities without counties are of level county: they are as precise as a county.
    """

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Place:
    """One division of today.

    Parameters
    ----------
    code
        Six digits of GB/T 2260, or the twelve digits of a township.
    name, short_name, pinyin
        The official name; the name in daily use; that one's spelling, without tones or spaces.
    level
        Where it stands in the tree.
    parent_code
        The division above it; empty for a province.
    path
        The codes from the province down to itself, ``/430000/433100/433124/``.
    longitude, latitude
        Degrees of a point inside it (CGCS2000, which is WGS84 to a metre). A township has its
        county's point.
    """

    code: str
    name: str
    short_name: str
    pinyin: str
    level: Level
    parent_code: str
    path: str
    longitude: float
    latitude: float

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its path, from the province down to itself."""
        return tuple(self.path.strip("/").split("/"))
