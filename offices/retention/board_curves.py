"""How many stay, month by month: what was seen, with late entry, beside what the model says.

Observed is the product-limit estimate (Kaplan and Meier 1958) of those at risk; a test holds it to
lifelines. Its band is Wilson's with Greenwood's variance, see ``matching.evaluation.calibration``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.stays import StayColumns
from matching.evaluation.calibration import calibration_curve
from matching.evaluation.outcomes import Floats, Outcomes
from offices.retention.board import Board
from offices.retention.board_at_work import codes_of
from offices.retention.figures import kept_by, outcomes_of

MOST_GROUPS = 12
"""Groups told of in one table, those of most stays first."""

COUNTY_DIGITS = 6


class Grouping(StrEnum):
    """What stays are put together by."""

    ALL = "all"
    EMPLOYER = "employer"
    OCCUPATION = "occupation"
    TOWNSHIP = "township"
    COUNTY = "county"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The end of a month.

    Parameters
    ----------
    month
        Completed months.
    at_risk
        Stays under observation in that month.
    share, low, high
        Observed chance to be there after it, with its 95 % band.
    model
        The model's chance, over the same months at risk.
    """

    month: int
    at_risk: int
    share: float
    low: float
    high: float
    model: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Stays of one group.

    Parameters
    ----------
    group
        Id of the employer or round, code of the place, digit of the major class; empty for all.
    cases, leavings
        Stays, and those that ended.
    points
        As far as anybody was under observation.
    """

    group: str
    cases: int
    leavings: int
    points: tuple[CurvePoint, ...]


def curves(board: Board, kind: str, by: Grouping) -> tuple[Curve, ...]:
    """Gives the curves of the groups of most stays; stays whose group is not known are left out.

    Parameters
    ----------
    board
        The board.
    kind
        The outcome: ``employer`` or ``work``.
    by
        What stays are put together by.
    """
    stays = board.known.by_outcome[kind]
    kept = kept_by(board.by_kind[kind].model, codes_of(stays, board.known))
    outcomes = outcomes_of(stays)
    return tuple(
        _curve(group, outcomes.rows(rows), kept[rows])
        for group, rows in _groups(labels_of(board, stays, by))
    )


def labels_of(board: Board, stays: StayColumns, by: Grouping) -> npt.NDArray[np.str_]:
    """Gives the group of each stay, empty where it is not known."""
    if by is Grouping.ALL:
        return np.full(len(stays), Grouping.ALL.value)
    if by is Grouping.EMPLOYER:
        return _numbers(stays.employer)
    if by is Grouping.ROUND:
        return _numbers(stays.round)
    if by is Grouping.OCCUPATION:
        return _looked_up([code[:1] for code in board.known.occupations], stays.occupation)
    codes = [path.strip("/").split("/")[-1] for path in board.known.places]
    if by is Grouping.COUNTY:
        codes = [code[:COUNTY_DIGITS] for code in codes]
    else:
        codes = [code if len(code) > COUNTY_DIGITS else "" for code in codes]
    return _looked_up(codes, stays.home)


def _numbers(ids: Ints) -> npt.NDArray[np.str_]:
    label: npt.NDArray[np.str_] = np.where(ids < 0, "", ids.astype(np.str_))
    return label


def _looked_up(
    values: Sequence[str], positions: npt.NDArray[np.signedinteger]
) -> npt.NDArray[np.str_]:
    label: npt.NDArray[np.str_] = np.array([*values, ""], np.str_)[positions]
    return label


def _groups(label: npt.NDArray[np.str_]) -> list[tuple[str, Ints]]:
    """Gives the rows of each group, the largest first, equal ones by name."""
    names, group, count = np.unique(label, return_inverse=True, return_counts=True)
    largest = [at for at in np.argsort(-count, kind="stable").tolist() if names[at]]
    return [
        (str(names[at]), np.flatnonzero(group == at).astype(np.int64))
        for at in largest[:MOST_GROUPS]
    ]


def _curve(group: str, outcomes: Outcomes, kept: Floats) -> Curve:
    points = []
    for month in range(1, kept.shape[1] + 1):
        at_risk = int(outcomes.at_risk(month).sum())
        if not at_risk:
            break
        (point,) = calibration_curve(outcomes, kept, month, parts=1)
        band = point.kept
        points.append(CurvePoint(month, at_risk, band.value, band.low, band.high, point.predicted))
    return Curve(group, len(outcomes), int(outcomes.has_ended.sum()), tuple(points))
