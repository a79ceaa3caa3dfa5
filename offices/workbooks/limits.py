"""How much a workbook may hold before it is refused."""

from dataclasses import dataclass, fields

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """The limits, all checked before a parser sees the file.

    A register of 100,000 rows and 47 columns is 20 MB, unpacks to 253 MB and spans 4.7 million
    cells; the defaults leave it room.

    Parameters
    ----------
    file_bytes
        Size of the file as it comes.
    unpacked_bytes
        Size of all members of an .xlsx after unpacking, and of all cell texts together.
    ratio
        Unpacked size over packed size of one member, where it unpacks to over ``ratio_from_bytes``.
    ratio_from_bytes
        Smaller members may be packed as tightly as they like.
    members
        Files inside an .xlsx.
    cells
        Rows times columns of one sheet, blank ones included: they take memory too.
    """

    file_bytes: int = 60 * MEGABYTE
    unpacked_bytes: int = 600 * MEGABYTE
    ratio: int = 100
    ratio_from_bytes: int = 20 * MEGABYTE
    members: int = 500
    cells: int = 25_000_000

    def __post_init__(self) -> None:
        """Refuses limits that would let nothing pass."""
        for field in fields(self):
            if getattr(self, field.name) <= 0:
                raise ValueError(field.name)
