"""A whole market in columns: who may take what and what it is worth, no pair listed."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.pairs.errors import MarketError
from matching.pairs.forms import Figure, Lookup, Test, Threshold

LARGEST_SCORE = 2**29
"""Above every score of a pair, so that a score less a price fits 32 bits."""

FARTHEST_INDEX = 2**30
"""Where a lookup's curve may begin at most, so that an index fits 32 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class PartColumns:
    """A part of the score: the weighted sum of its tables' and lookups' figures.

    Parameters
    ----------
    name
        Stable name of the part.
    weight
        How much one point of the figure counts, at least 0.
    tables
        Their figures, each at least 0, add up to the part's figure.
    """

    name: str
    weight: int
    tables: tuple[Figure, ...]

    def of_pairs(self, laborers: Ints, vacancies: Ints) -> Ints:
        """Gives the part's figure, without its weight, of single pairs."""
        figure = np.zeros(len(laborers), np.int64)
        for table in self.tables:
            figure += table.of_pairs(laborers, vacancies)
        return figure


@dataclass(frozen=True, slots=True, eq=False)
class RuleColumns:
    """An eligibility rule: it forbids what any of its tests forbids.

    Parameters
    ----------
    code
        Stable reason code.
    tests
        The tests.
    """

    code: str
    tests: tuple[Test, ...]

    def of_block(self, laborers: Ints, vacancies: Ints) -> Bools:
        """Gives True for each forbidden pair of these laborers (rows) and vacancies (columns)."""
        found = np.zeros((len(laborers), len(vacancies)), np.bool_)
        for test in self.tests:
            found |= test.of_block(laborers, vacancies)
        return found

    def of_pairs(self, laborers: Ints, vacancies: Ints) -> Bools:
        """Gives True for each forbidden single pair."""
        found = np.zeros(len(laborers), np.bool_)
        for test in self.tests:
            found |= test.of_pairs(laborers, vacancies)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Laborers, vacancies, the rules that forbid pairs and the parts that score them.

    Parameters
    ----------
    laborer_count
        Number of laborers N.
    seats
        h_j >= 0, int64 (vacancies).
    parts
        The parts of the score; s_ij is their weighted sum, below ``LARGEST_SCORE``.
    rules
        The eligibility rules; a pair is feasible if none forbids it.
    household_of_laborer
        int64 (laborers): equal for members of one household that has nobody at work, -1 for
        laborers of other households. None if households do not count.

    Raises
    ------
    MarketError
        If columns and tables do not fit together.
    """

    laborer_count: int
    seats: Ints
    parts: tuple[PartColumns, ...]
    rules: tuple[RuleColumns, ...]
    household_of_laborer: Ints | None = None

    def __post_init__(self) -> None:
        _check(self)

    @property
    def vacancy_count(self) -> int:
        """The number of vacancies V."""
        return len(self.seats)

    @property
    def top_score(self) -> int:
        """No pair scores higher."""
        return sum(part.weight * table.highest for part in self.parts for table in part.tables)


def _check(market: Market) -> None:
    if market.seats.ndim != 1 or market.seats.dtype != np.int64:
        raise MarketError(field="seats", reason="type")
    if np.any(market.seats < 0):
        raise MarketError(field="seats", reason="negative")
    households = market.household_of_laborer
    if households is not None and len(households) != market.laborer_count:
        raise MarketError(field="household_of_laborer", reason="length")
    for part in market.parts:
        if part.weight < 0:
            raise MarketError(field=part.name, reason="negative")
        for table in part.tables:
            _check_figure(market, part.name, table)
    if market.top_score >= LARGEST_SCORE:
        raise MarketError(field="parts", reason="too_large")
    for rule in market.rules:
        for test in rule.tests:
            _check_test(market, rule.code, test)


def _check_figure(market: Market, field: str, figure: Figure) -> None:
    if not isinstance(figure, Lookup):
        _check_test(market, field, figure)
        if figure.table.min(initial=0) < 0:
            raise MarketError(field=field, reason="negative")
        return
    for table in figure.tables:
        _check_test(market, field, table)
        if table.table.dtype != np.int16:
            raise MarketError(field=field, reason="type")
    curve, stratum = figure.curve, figure.stratum
    if curve.dtype != np.int16 or curve.ndim != 2 or not curve.shape[1]:
        raise MarketError(field=field, reason="type")
    if curve.min(initial=0) < 0:
        raise MarketError(field=field, reason="negative")
    if np.any(curve[:, 1:] > curve[:, :-1]):
        raise MarketError(field=field, reason="rising")
    if len(stratum) != market.vacancy_count:
        raise MarketError(field=field, reason="length")
    is_known = stratum.min(initial=0) >= 0 and stratum.max(initial=-1) < len(curve)
    if not is_known or abs(figure.lowest) > FARTHEST_INDEX:
        raise MarketError(field=field, reason="range")


def _check_test(market: Market, field: str, test: Test) -> None:
    if isinstance(test, Threshold):
        lengths = len(test.laborer_level), len(test.vacancy_level)
    else:
        lengths = len(test.laborer_class), len(test.vacancy_class)
        for side, size in zip(
            (test.laborer_class, test.vacancy_class), test.table.shape, strict=True
        ):
            if len(side) and (side.min() < 0 or side.max() >= size):
                raise MarketError(field=field, reason="range")
    if lengths != (market.laborer_count, market.vacancy_count):
        raise MarketError(field=field, reason="length")
