"""What the queue refuses."""

from models.errors import AppError


class SolveLostError(AppError):
    """The solve no longer belongs to this worker: cancelled, or taken over after a silence."""

    code = "queue.solve_lost"


class SolveNotFoundError(AppError):
    """No solve has this number in the actor's regions."""

    code = "queue.solve_not_found"


class SolveOverError(AppError):
    """The solve has ended; there is nothing left to cancel."""

    code = "queue.solve_over"
