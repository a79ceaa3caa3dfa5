"""Plain values that cross rooms: who acts, and where a value came from."""

from dataclasses import dataclass, field
from enum import StrEnum

from models.errors import AppError


class Permission(StrEnum):
    """What an actor may do, as ``resource:action``, in alphabetical order."""

    DATABASE_SEED = "database:seed"
    DIRECTORY_EDIT = "directory:edit"
    LISTS_PUBLISH = "lists:publish"
    LISTS_READ = "lists:read"
    REGISTER_IMPORT = "register:import"
    REGISTER_READ = "register:read"
    ROUNDS_RUN = "rounds:run"
    ROUNDS_READ = "rounds:read"
    PROPOSALS_REVIEW = "proposals:review"


class NotAllowedError(AppError):
    """The actor lacks a permission or looks outside the region scope."""

    code = "access.not_allowed"


class MissingScopeError(AppError):
    """A query was asked for without a region scope. That is never 'all regions'."""

    code = "access.missing_scope"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for which office, on which regions.

    Parameters
    ----------
    code
        Stable code of the account; it stands in audit events.
    office_code
        Office for which the actor acts, or empty for the machine itself.
    scopes
        Region path prefixes such as ``/430000/433100/433124/`` that the actor may see.
    permissions
        What the actor may do inside the scopes.
    """

    code: str
    office_code: str
    scopes: tuple[str, ...]
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def require(self, permission: Permission, path: str | None = None) -> None:
        """Passes if the actor holds the permission, and for the path if one is given.

        Raises
        ------
        MissingScopeError
            If the actor has no region at all.
        NotAllowedError
            If the permission is missing or the path lies outside every scope.
        """
        if not self.scopes:
            raise MissingScopeError(actor=self.code)
        if permission not in self.permissions:
            raise NotAllowedError(actor=self.code, permission=permission.value)
        if path is not None and not any(path.startswith(scope) for scope in self.scopes):
            raise NotAllowedError(actor=self.code, permission=permission.value)
