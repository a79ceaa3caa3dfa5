"""What a question about seats, training or money can be refused for."""

from models.errors import AppError


class BoardError(AppError):
    """A question that has no meaning in the market it is asked about.

    Parameters
    ----------
    params
        ``reason``: ``length``, ``negative``, ``beyond_reach``, ``no_such_vacancy``,
        ``no_such_person``, ``no_such_part``, ``person_twice``, ``no_training`` or ``code_twice``.
        ``package``: the package's code, where there is one.
    """

    code = "matching.board_refused"
