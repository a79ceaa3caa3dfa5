"""Who answers for a line: the nearest office, down to its lead officer."""

from collections.abc import Sequence

from models.enums import OfficeKind
from models.errors import AppError
from offices.directory.acts import OfficeInForce, responsible_office
from offices.lists.line import Owner


class NoOwnerError(AppError):
    """No export office in force looks after the origin, so nobody would answer for the lines."""

    code = "lists.no_owner"


class Owners:
    """The owners of one round's lines.

    Parameters
    ----------
    offices
        All offices in force on the policy date.
    origin_path
        Region of the round. Its export office answers wherever no nearer office does.

    Raises
    ------
    NoOwnerError
        If no export office looks after the region.
    """

    def __init__(self, offices: Sequence[OfficeInForce], origin_path: str) -> None:
        origin = responsible_office(offices, origin_path, [OfficeKind.EXPORT.value])
        if origin is None:
            raise NoOwnerError(division=origin_path.strip("/").split("/")[-1])
        self._offices = offices
        self._known: dict[tuple[str, str], Owner] = {}
        self._known_liaison: dict[str, Owner | None] = {}
        self.origin = owner_of(origin)
        self.liaison = tuple(
            owner_of(office) for office in offices if office.kind == OfficeKind.LIAISON.value
        )

    def of_home(self, path: str) -> Owner:
        """Gives the township office of a residence, else the export office."""
        return self._nearest(path, (OfficeKind.TOWNSHIP,))

    def of_work(self, path: str) -> Owner:
        """Gives the station of a work place, else its liaison office, else the origin's office."""
        return self._nearest(path, (OfficeKind.DESTINATION_STATION, OfficeKind.LIAISON))

    def liaison_of(self, path: str) -> Owner | None:
        """Gives the liaison office to which a work place is assigned, if any."""
        if path not in self._known_liaison:
            office = responsible_office(self._offices, path, [OfficeKind.LIAISON.value])
            self._known_liaison[path] = None if office is None else owner_of(office)
        return self._known_liaison[path]

    def _nearest(self, path: str, kinds: tuple[OfficeKind, ...]) -> Owner:
        key = (path, kinds[0].value)
        if key not in self._known:
            found = (responsible_office(self._offices, path, [kind.value]) for kind in kinds)
            office = next((office for office in found if office is not None), None)
            self._known[key] = self.origin if office is None else owner_of(office)
        return self._known[key]


def owner_of(office: OfficeInForce) -> Owner:
    """Gives an office as an owner, with its lead officer."""
    officer_id, officer_name = office.officers[0] if office.officers else (None, None)
    return Owner(office.id, office.name, office.kind, officer_id, officer_name)
