"""What an evaluation can be refused for."""

from models.errors import AppError


class EvaluationError(AppError):
    """Columns or settings of an evaluation do not fit together.

    Parameters
    ----------
    params
        ``field``: the column or setting. ``reason``: ``length``, ``type``, ``range``, ``order``,
        ``empty`` or ``later``.
    """

    code = "matching.evaluation_invalid"


class MeasureRefusedError(AppError):
    """A measure that would be wrong for these rows.

    Parameters
    ----------
    params
        ``measure``: its name. ``reason``: ``late_entry``, ``weights`` or ``censored``.
    """

    code = "matching.measure_refused"


class KnownLaterError(AppError):
    """Rows were asked for on a day before they were known.

    Parameters
    ----------
    params
        ``cut_off`` and ``known_on``, the latest day asked for, as dates; ``rows``, how many are
        later.
    """

    code = "matching.known_later"
