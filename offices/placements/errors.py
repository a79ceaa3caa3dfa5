"""What placements refuse."""

from models.errors import AppError


class AlreadyPlacedError(AppError):
    """Accepted proposals are about people whom another round has placed meanwhile."""

    code = "placements.already_placed"
