"""The error of what cannot be audited."""

from models.errors import AppError


class AuditError(AppError):
    """What is to be audited does not fit together.

    Parameters
    ----------
    params
        ``field``: which input. ``reason``: ``length``, ``range`` or ``unsolved``.
    """

    code = "matching.audit_invalid"
