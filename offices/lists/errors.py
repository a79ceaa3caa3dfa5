"""What the lists refuse."""

from models.errors import AppError


class EditionNotFoundError(AppError):
    """No edition of this list and number was published for the round."""

    code = "lists.edition_not_found"


class NotAddingUpError(AppError):
    """The lists would not add up with the round: nothing is published."""

    code = "lists.not_adding_up"
