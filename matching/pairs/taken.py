"""A market with some of its laborers, or with all of them in another order."""

from dataclasses import replace

from matching.columns.arrays import Ints
from matching.pairs.market import Market


def with_laborers(market: Market, laborers: Ints) -> Market:
    """Gives the market of the named laborers in the order named; vacancies stay as they are.

    Parameters
    ----------
    market
        The market.
    laborers
        Positions in it, each at most once.
    """
    households = market.household_of_laborer
    return replace(
        market,
        laborer_count=len(laborers),
        parts=tuple(
            replace(part, tables=tuple(table.with_laborers(laborers) for table in part.tables))
            for part in market.parts
        ),
        rules=tuple(
            replace(rule, tests=tuple(test.with_laborers(laborers) for test in rule.tests))
            for rule in market.rules
        ),
        household_of_laborer=None if households is None else households[laborers],
    )
