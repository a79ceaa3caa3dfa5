"""What a declared market says of pairs: their parts, their worth, and which rules forbid them.

Rules are tried once per kind of laborer that they tell apart, among the laborers asked about.
"""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.market.classes import Classes, laborer_side, numbered
from matching.pairs.forms import Test, Threshold
from matching.pairs.market import Market, RuleColumns

Masks = npt.NDArray[np.uint32]
"""Bit k for rule k."""


def parts_of_pairs(market: Market, laborers: Ints, vacancies: Ints) -> dict[str, Ints]:
    """Gives every part's figure, 0 to 1000, of single pairs, by the part's name."""
    return {part.name: part.of_pairs(laborers, vacancies) for part in market.parts}


def worth_of_pairs(market: Market, laborers: Ints, vacancies: Ints) -> Ints:
    """Gives the weighted sum of the parts, 0 to 1,000,000, of single pairs, forbidden or not."""
    total = np.zeros(len(laborers), np.int64)
    for part in market.parts:
        total += part.weight * part.of_pairs(laborers, vacancies)
    return total


def least_worth(market: Market) -> Ints:
    """Gives of each laborer a figure that the worth of no pair of theirs is below."""
    least = np.zeros(market.laborer_count, np.int64)
    for part in market.parts:
        for table in part.tables:
            least += part.weight * table.least_of_laborers()
    return least


def kinds_of_laborers(market: Market) -> Classes:
    """Numbers the laborers so that all rules treat those of one number alike."""
    tests = [test for rule in market.rules for test in rule.tests]
    everybody = np.zeros(market.laborer_count, np.int64)
    return numbered(everybody, *map(_ranked_side, tests))


def _ranked_side(test: Test) -> npt.NDArray[np.integer]:
    """Gives a column that is equal where a test tells laborers apart for no vacancy there is."""
    if isinstance(test, Threshold):
        return np.searchsorted(np.unique(test.vacancy_level), test.laborer_level, side="right")
    return test.laborer_class


def is_forbidden_to(market: Market, laborers: Ints) -> Bools:
    """Gives True (laborers by all vacancies) where any rule forbids the pair."""
    found = np.zeros((len(laborers), market.vacancy_count), np.bool_)
    for rule in market.rules:
        forbidden, row = _forbidden(rule, laborers, np.arange(market.vacancy_count))
        found |= np.take(forbidden, row, axis=0)
    return found


def reasons_of(market: Market, laborers: Ints, vacancies: Ints) -> Masks:
    """Gives a mask (laborers by vacancies) of the rules that forbid the pair: bit k for rule k.

    Parameters
    ----------
    market
        Its rules are ``RULES``, in that order; at most 32.
    laborers, vacancies
        Positions asked about, few enough for an array of all their pairs.
    """
    mask = np.zeros((len(laborers), len(vacancies)), np.uint32)
    for bit, rule in enumerate(market.rules):
        forbidden, row = _forbidden(rule, laborers, vacancies)
        if forbidden.any():
            mask |= np.take(forbidden * np.uint32(1 << bit), row, axis=0)
    return mask


def _forbidden(rule: RuleColumns, laborers: Ints, vacancies: Ints) -> tuple[Bools, Ints]:
    """Tries a rule once per kind of laborer; also gives the kind of each laborer."""
    kinds = numbered(
        np.zeros(len(laborers), np.int64), *(laborer_side(test)[laborers] for test in rule.tests)
    )
    block = rule.of_block(laborers[kinds.example], vacancies)
    return block, kinds.of_row
