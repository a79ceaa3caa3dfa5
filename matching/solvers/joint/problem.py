"""A market under joint rules, checked."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import LARGEST_SCORE, Market
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.forms import NO_ROW, Groups, Lots, Patches, Rows

MOST_FIGURE = 2**40
"""Above every gain, cost and number of lots, so that prices of 64 bits hold them."""


@dataclass(frozen=True, slots=True, eq=False)
class JointProblem:
    """Wanted is a plan of the highest value that keeps every rule.

    Its value is the sum of its pairs' scores and of what its lots gain and cost.

    Parameters
    ----------
    market
        Who may take what, and what it is worth; pairs are not listed.
    families
        Rows over pairs.
    groups
        Who goes together.
    lots
        Totals that come in lots.
    patches
        Pairs forbidden, allowed or fixed one by one.
    worth
        What every feasible pair counts in place of its score, at least 0; None for the score. Which
        pairs are feasible still goes by the scores.

    Raises
    ------
    JointError
        If the forms do not fit together; its params say which and where.
    """

    market: Market
    families: tuple[Rows, ...]
    groups: Groups
    lots: Lots
    patches: Patches
    worth: int | None = None

    def __post_init__(self) -> None:
        for family in self.families:
            _check_rows(self.market, family)
        _check_groups(self.market, self.groups)
        _check_lots(self.families, self.lots)
        _check_patches(self.market, self.patches)

    @property
    def top_score(self) -> int:
        """No pair counts more."""
        if self.worth is not None:
            return self.worth
        return max(self.market.top_score, int(self.patches.score.max(initial=0)))

    @property
    def row_offset(self) -> Ints:
        """Where the rows of each family begin among all rows, and how many rows there are."""
        sizes = [len(family) for family in self.families]
        return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @property
    def row_least(self) -> Ints:
        """The least of every row; at least 0 where nothing that counts can be below."""
        least = _joined([family.least for family in self.families])
        never_below = [
            np.full(len(family), not (family.amount < 0).any()) for family in self.families
        ]
        is_sum = np.concatenate([np.zeros(0, np.bool_), *never_below])
        is_sum[self.lot_row] = False
        return np.where(is_sum, np.maximum(least, 0), least)

    @property
    def row_most(self) -> Ints:
        """The most of every row."""
        return _joined([family.most for family in self.families])

    @property
    def lot_row(self) -> Ints:
        """The row of every entry of lots, among all rows."""
        return self.row_offset[self.lots.family] + self.lots.row


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *parts]).astype(np.int64)


def _check_rows(market: Market, family: Rows) -> None:
    code = family.code
    sides = (
        ("laborer_class", family.laborer_class, market.laborer_count, family.row.shape[0]),
        ("vacancy_class", family.vacancy_class, market.vacancy_count, family.row.shape[1]),
    )
    for field, column, length, classes in sides:
        _require(len(column) == length, code, field, "length")
        _require(_within(column, 0, classes), code, field, "range")
    _require(family.amount.shape == family.row.shape, code, "amount", "length")
    _require(_within(family.row, NO_ROW, len(family)), code, "row", "range")
    _require(len(family.least) == len(family.most), code, "least", "length")
    crossed = np.flatnonzero(family.least > family.most)
    if len(crossed):
        raise JointError(field=code, part="least", reason="above_most", index=int(crossed[0]))


def _check_groups(market: Market, groups: Groups) -> None:
    _require(len(groups.of_laborer) == market.laborer_count, "groups", "of_laborer", "length")
    _require(_within(groups.of_laborer, -1, len(groups)), "groups", "of_laborer", "range")
    _require(_within(groups.kind, 0, len(groups.site_of_vacancy)), "groups", "kind", "range")
    for sites in groups.site_of_vacancy:
        _require(len(sites) == market.vacancy_count, "groups", "site_of_vacancy", "length")


def _check_lots(families: tuple[Rows, ...], lots: Lots) -> None:
    _require(_within(lots.family, 0, len(families)), "lots", "family", "range")
    sizes = np.array([len(family) for family in families], np.int64)
    _require(_within(lots.lot, 0, len(lots)), "lots", "lot", "range")
    if len(lots.row):
        is_row = (lots.row >= 0) & (lots.row < sizes[lots.family])
        _require(bool(is_row.all()), "lots", "row", "range")
        entries = np.stack([lots.lot, lots.family, lots.row])
        _require(np.unique(entries, axis=1).shape[1] == len(lots.row), "lots", "row", "twice")
    crossed = np.flatnonzero((lots.least > lots.most) | (lots.least < 0))
    if len(crossed):
        raise JointError(field="lots", part="least", reason="above_most", index=int(crossed[0]))
    for name, column in (("count", lots.count), ("gain", lots.gain), ("cost", lots.cost)):
        _require(not (column < 0).any(), "lots", name, "negative")
        _require(not (column >= MOST_FIGURE).any(), "lots", name, "too_large")


def _check_patches(market: Market, patches: Patches) -> None:
    _require(_within(patches.laborer, 0, market.laborer_count), "patches", "laborer", "range")
    _require(_within(patches.vacancy, 0, market.vacancy_count), "patches", "vacancy", "range")
    _require(_within(patches.fixed, 0, market.laborer_count), "patches", "fixed", "range")
    pairs = patches.laborer * max(1, market.vacancy_count) + patches.vacancy
    _require(len(np.unique(pairs)) == len(pairs), "patches", "laborer", "twice")
    _require(not (patches.score >= LARGEST_SCORE).any(), "patches", "score", "too_large")
    floor = patches.least_score
    if floor is not None:
        _require(len(floor) == market.laborer_count, "patches", "least_score", "length")


def _within(values: np.ndarray, low: int, end: int) -> bool:
    return not values.size or (int(values.min()) >= low and int(values.max()) < end)


def _require(holds: bool, field: str, part: str, reason: str) -> None:  # noqa: FBT001  # a check
    if not holds:
        raise JointError(field=field, part=part, reason=reason)
