"""A market in which one rule no longer counts at some vacancies."""

from dataclasses import replace

import numpy as np

from matching.columns.arrays import Ints
from matching.market.rule import ASKS_NOTHING
from matching.pairs.forms import ClassTable, Test, Threshold
from matching.pairs.market import Market


def without_rule(market: Market, bit: int, vacancies: Ints) -> Market:
    """Gives the market without one rule at some vacancies, for everybody; all else is the same.

    Parameters
    ----------
    market
        The market.
    bit
        The rule's position among the market's rules.
    vacancies
        Positions of the vacancies.
    """
    rules = list(market.rules)
    dropped = tuple(_without(test, vacancies) for test in rules[bit].tests)
    rules[bit] = replace(rules[bit], tests=dropped)
    return replace(market, rules=tuple(rules))


def _without(test: Test, vacancies: Ints) -> Test:
    if isinstance(test, Threshold):
        level = test.vacancy_level.copy()
        level[vacancies] = min(ASKS_NOTHING, int(test.laborer_level.min(initial=0)))
        return replace(test, vacancy_level=level)
    rows, columns = test.table.shape
    vacancy_class = test.vacancy_class.copy()
    vacancy_class[vacancies] = columns
    table = np.concatenate([test.table, np.zeros((rows, 1), np.bool_)], axis=1)
    return ClassTable(test.laborer_class, vacancy_class, table)
