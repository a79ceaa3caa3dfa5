"""The error of columns that do not fit together."""

from models.errors import AppError


class ColumnsError(AppError):
    """A column has the wrong length, type or range.

    Parameters
    ----------
    params
        ``column``: its name. ``reason``: ``length``, ``type``, ``offsets``, ``range`` or ``null``.
    """

    code = "matching.columns_invalid"
