"""Why people left: counts and shares by how long they had stayed."""

from dataclasses import dataclass

import numpy as np

from matching.evaluation.intervals import Interval, wilson
from matching.market.stays import CAUSES
from matching.retention.bins import CAUSE_STARTS
from offices.retention.board import Board


@dataclass(frozen=True, slots=True)
class CauseCount:
    """One group of causes in a band: leavings, and their share of the band's."""

    cause: str
    leavings: int
    share: Interval


@dataclass(frozen=True, slots=True)
class CauseBand:
    """Leavings in some months after the start.

    Parameters
    ----------
    first, last
        The months; None: all later ones.
    leavings
        Of whatever cause.
    causes
        Every group of causes, also those that nobody left for; no share without leavings.
    """

    first: int
    last: int | None
    leavings: int
    causes: tuple[CauseCount, ...]


def cause_bands(board: Board, kind: str) -> tuple[CauseBand, ...]:
    """Gives the causes of leaving over all months, then by band of months."""
    stays = board.known.by_outcome[kind]
    left, cause = stays.left[stays.cause > 0], stays.cause[stays.cause > 0]
    lasts = (*(first - 1 for first in CAUSE_STARTS[1:]), None)
    bands = [(1, None), *zip(CAUSE_STARTS, lasts, strict=True)]
    found = []
    for first, last in bands:
        in_band = (left >= first) & (left <= (left.max(initial=0) if last is None else last))
        counts = np.bincount(cause[in_band], minlength=len(CAUSES) + 1)[1:].tolist()
        found.append(CauseBand(first, last, sum(counts), _shares(counts)))
    return tuple(found)


def unknown_share(band: CauseBand) -> Interval:
    """Gives the share of leavings whose cause nobody knows."""
    return next(one.share for one in band.causes if one.cause == "unknown")


def _shares(counts: list[int]) -> tuple[CauseCount, ...]:
    every = sum(counts)
    return tuple(
        CauseCount(cause, count, wilson(count / every if every else 0.0, every))
        for cause, count in zip(CAUSES, counts, strict=True)
    )
