"""What the queue refuses."""

from models.errors import AppError


class SolveLostError(AppError):
    """The solve no longer belongs to this worker: cancelled, or taken over after a silence."""

    code = "queue.solve_lost"


class SolveNotFoundError(AppError):
    """No solve has this number in the actor's regions."""

    code = "queue.solve_not_found"


class SolveOverError(AppError):
    """The solve has ended; there is nothing left to cancel or stop."""

    code = "queue.solve_over"


class SolveWaitingError(AppError):
    """No worker has taken the solve yet; there is no plan to stop with."""

    code = "queue.solve_waiting"
