"""A market with only some of its vacancies."""

from dataclasses import replace

from matching.columns.arrays import Ints
from matching.pairs.market import Market


def among_vacancies(market: Market, vacancies: Ints) -> Market:
    """Gives the market of all laborers and some vacancies, in the order named."""
    return replace(
        market,
        seats=market.seats[vacancies],
        parts=tuple(
            replace(part, tables=tuple(table.with_vacancies(vacancies) for table in part.tables))
            for part in market.parts
        ),
        rules=tuple(
            replace(rule, tests=tuple(test.with_vacancies(vacancies) for test in rule.tests))
            for rule in market.rules
        ),
    )
