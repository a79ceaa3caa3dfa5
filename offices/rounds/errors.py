"""What a round refuses."""

from models.errors import AppError


class RoundNotFoundError(AppError):
    """No round has this code."""

    code = "rounds.not_found"


class NoPoolError(AppError):
    """Nobody registered at the origin is willing, able, surveyed and out of work."""

    code = "rounds.no_pool"


class NoVacanciesError(AppError):
    """No vacancy that the origin received is open, has a seat left and a known occupation."""

    code = "rounds.no_vacancies"


class NoSnapshotError(AppError):
    """The round has no snapshot yet."""

    code = "rounds.no_snapshot"


class NotSolvedError(AppError):
    """The round has no stored result yet."""

    code = "rounds.not_solved"


class RoundPublishedError(AppError):
    """The round's lists are published; what follows belongs in the next round."""

    code = "rounds.published"


class StaleSnapshotError(AppError):
    """The round has a newer snapshot than the one that was solved."""

    code = "rounds.stale_snapshot"
