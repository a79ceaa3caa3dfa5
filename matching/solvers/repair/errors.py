"""What a change can be refused for."""

from models.errors import AppError


class RepairError(AppError):
    """A change that cannot be made, or a start that is not what it must be.

    Parameters
    ----------
    params
        ``reason``: ``no_such_laborer``, ``no_such_vacancy``, ``gone``, ``no_vacancy``, ``pinned``,
        ``not_pinned``, ``forbidden``, ``banned``, ``not_banned``, ``no_seat``, ``length`` or
        ``not_optimal``. ``index``: the laborer or vacancy, where there is one.
    """

    code = "solver.repair_refused"
