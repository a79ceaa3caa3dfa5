"""What a question about a person or a vacancy of a round is refused for."""

from models.errors import AppError


class PersonNotInRoundError(AppError):
    """Nobody in the round's pool, as far as the actor's region reaches, has this number."""

    code = "why.person_not_in_round"


class VacancyNotInRoundError(AppError):
    """No vacancy of the round has this number."""

    code = "why.vacancy_not_in_round"
