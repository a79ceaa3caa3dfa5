"""What is refused when more than one plan is asked for."""

from models.errors import AppError


class SeveralError(AppError):
    """What was asked for cannot be.

    Its parameters are ``reason``, a code, and ``value``, what was given.
    """

    code = "several.refused"
