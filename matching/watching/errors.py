"""The error of columns or settings that watching cannot work with."""

from models.errors import AppError


class WatchingError(AppError):
    """A column about people at work, or a setting, is not what it should be.

    Parameters
    ----------
    params
        ``column``: its name. ``reason``: ``shape``, ``type``, ``range`` or ``order``.
    """

    code = "matching.watching_invalid"
