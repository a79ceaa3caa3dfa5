"""The settings of the first estimator of retention, and the version they give it."""

import hashlib
from dataclasses import asdict, dataclass

from models.errors import AppError

METHOD = "shares-1"
"""Names the method; changes when the formula does."""


class RetentionParamsError(AppError):
    """A setting of the estimator is out of range; ``field`` and ``value`` say which."""

    code = "matching.retention_params_invalid"


@dataclass(frozen=True, slots=True)
class RetentionParams:
    """How strongly small groups are drawn to the wider group.

    Parameters
    ----------
    prior_share_per_mille
        Share assumed where nothing at all is known. A choice: factory turnover near 30 % a year.
        It is the same for all posts, so it moves no plan.
    overall_cases, occupation_cases, employer_cases, post_cases, cell_cases
        Pseudo-cases k that the wider group counts for at each level. Choices: most employers have
        fewer than 20 placed people of one county, so about 10 of one's own weigh as much as the
        wider group; the further off a case, the less it moves the share.
    """

    prior_share_per_mille: int = 700
    overall_cases: int = 40
    occupation_cases: int = 30
    employer_cases: int = 20
    post_cases: int = 15
    cell_cases: int = 10

    def __post_init__(self) -> None:
        for field, value in asdict(self).items():
            is_share = field == "prior_share_per_mille"
            if value < (0 if is_share else 1) or (is_share and value > 1000):
                raise RetentionParamsError(field=field, value=value)

    @property
    def version(self) -> str:
        """The method and a short hash of the settings."""
        text = ",".join(f"{field}={value}" for field, value in asdict(self).items())
        return f"{METHOD}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


DEFAULT_PARAMS = RetentionParams()
"""Used by the score."""
