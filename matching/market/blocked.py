"""How many pairs each rule forbids, counted by classes instead of pair by pair."""

import numpy as np

from matching.columns.arrays import Ints
from matching.market.classes import CHUNK_CELLS, Classes, numbered
from matching.pairs.forms import Test, Threshold
from matching.pairs.market import Market, RuleColumns


def blocked_by_rule(market: Market) -> dict[str, int]:
    """Counts the pairs that each rule forbids, by its code; exact.

    Laborers whom all tests of a rule treat alike are one class, and vacancies likewise; the rule is
    tried once for each pair of classes and counts as often as they have members.
    """
    return {rule.code: _blocked(rule) for rule in market.rules}


def _blocked(rule: RuleColumns) -> int:
    if not rule.tests:
        return 0
    sides = [_sides(test) for test in rule.tests]
    laborers = numbered(*(laborer for laborer, _ in sides))
    vacancies = numbered(*(vacancy for _, vacancy in sides))
    laborers_in, vacancies_in = _sizes(laborers), _sizes(vacancies)
    step = max(1, CHUNK_CELLS // max(1, len(vacancies)))
    count = 0
    for start in range(0, len(laborers), step):
        chunk = slice(start, start + step)
        forbidden = rule.of_block(laborers.example[chunk], vacancies.example)
        count += int(laborers_in[chunk] @ (forbidden @ vacancies_in))
    return count


def _sizes(classes: Classes) -> Ints:
    return np.bincount(classes.of_row, minlength=len(classes)).astype(np.int64)


def _sides(test: Test) -> tuple[Ints, Ints]:
    """Gives columns that are equal where the test treats laborers, or vacancies, alike."""
    if not isinstance(test, Threshold):
        return test.laborer_class.astype(np.int64), test.vacancy_class.astype(np.int64)
    asked, held = np.unique(test.vacancy_level), np.unique(test.laborer_level)
    return (
        np.searchsorted(asked, test.laborer_level, side="right"),
        np.searchsorted(held, test.vacancy_level, side="left"),
    )
