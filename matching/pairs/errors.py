"""What a market in columns can be refused for."""

from models.errors import AppError


class MarketError(AppError):
    """Columns or tables of a market do not fit together.

    Parameters
    ----------
    params
        ``field``: the column or table, a part's name or rule's code before the colon. ``reason``:
        ``length``, ``type``, ``range``, ``negative``, ``rising`` or ``too_large``.
    """

    code = "matching.market_invalid"
