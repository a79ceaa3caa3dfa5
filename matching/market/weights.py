"""How much each part of the score counts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from matching.market.part import FULL
from models.errors import AppError


class WeightsError(AppError):
    """Weights do not add up to 1000, are negative, no integers, or name an unknown part.

    Parameters
    ----------
    params
        ``part``: the field, ``total`` for the sum. ``value``: what was given.
    """

    code = "matching.weights_invalid"


@dataclass(frozen=True, slots=True)
class Weights:
    """Integers of at least 0 that add up to 1000; a pair's score is the weighted sum of its parts.

    The defaults are a choice: first that the person can do the work, then that people stay and are
    paid well, then the wish (exclusions are hard already), and least the distance.

    Parameters
    ----------
    skill, distance, wage, retention, wish
        The weight of the part of this name.

    Raises
    ------
    WeightsError
        If a weight is no integer, is negative, or their sum is not 1000.
    """

    skill: int = 350
    distance: int = 100
    wage: int = 200
    retention: int = 200
    wish: int = 150

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise WeightsError(part=name, value=value)
        total = sum(asdict(self).values())
        if total != FULL:
            raise WeightsError(part="total", value=total)


DEFAULT_WEIGHTS = Weights()
"""Used where an office set nothing."""


def weights_of(values: Mapping[str, object]) -> Weights:
    """Reads weights from a mapping such as a round's settings; missing parts count 0.

    Raises
    ------
    WeightsError
        If a name is unknown or the weights are not valid.
    """
    names = {item.name for item in fields(Weights)}
    for name, value in values.items():
        if name not in names:
            raise WeightsError(part=name, value=value)
    given = {name: values.get(name, 0) for name in names}
    return Weights(**given)  # type: ignore[arg-type]  # checked in __post_init__
