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


class SnapshotNotFoundError(AppError):
    """No snapshot has this number."""

    code = "rounds.snapshot_not_found"


class SnapshotOutdatedError(AppError):
    """The snapshot was taken before rounds had a model of who stays; a new one can be taken."""

    code = "rounds.snapshot_outdated"


class CautionError(AppError):
    """The setting that lowers estimates of staying is no integer from 0 to ``most``."""

    code = "rounds.caution_invalid"


class LotsError(AppError):
    """The setting of lots is no table of its three limits, whole numbers from 0 to ``most``."""

    code = "rounds.lots_invalid"


class LotsUnderRulesError(AppError):
    """Near-ties are to be decided by lot in a round whose plan is bound by joint rules."""

    code = "rounds.lots_under_rules"


class NotSolvedError(AppError):
    """The round has no stored result yet."""

    code = "rounds.not_solved"


class NoProofOfRulesError(AppError):
    """The round's plan is bound by joint rules; a proof file speaks of plans that are not."""

    code = "rounds.no_proof_of_rules"


class RoundPublishedError(AppError):
    """The round's lists are published; what follows belongs in the next round."""

    code = "rounds.published"


class StaleSnapshotError(AppError):
    """The round has a newer snapshot than the one that was solved."""

    code = "rounds.stale_snapshot"


class ProposalNotFoundError(AppError):
    """No first offer of the round's result has this code."""

    code = "rounds.proposal_not_found"


class NoSuchTransitionError(AppError):
    """A proposal cannot go from its state to the wanted one."""

    code = "rounds.no_such_transition"


class ReasonMissingError(AppError):
    """A proposal was returned without a reason."""

    code = "rounds.reason_missing"


class IncompleteResultError(AppError):
    """A result does not speak of everybody in the pool exactly once: a fault of the program."""

    code = "rounds.incomplete_result"
