"""A market with only some of its vacancies."""

from dataclasses import replace

from matching.columns.arrays import Ints
from matching.pairs.forms import ClassTable, Test, Threshold
from matching.pairs.market import Market


def among_vacancies(market: Market, vacancies: Ints) -> Market:
    """Gives the market of all laborers and some vacancies, in the order named."""
    return replace(
        market,
        seats=market.seats[vacancies],
        parts=tuple(
            replace(part, tables=tuple(_of_table(table, vacancies) for table in part.tables))
            for part in market.parts
        ),
        rules=tuple(
            replace(rule, tests=tuple(_of_test(test, vacancies) for test in rule.tests))
            for rule in market.rules
        ),
    )


def _of_test(test: Test, vacancies: Ints) -> Test:
    if isinstance(test, Threshold):
        return replace(test, vacancy_level=test.vacancy_level[vacancies])
    return _of_table(test, vacancies)


def _of_table(table: ClassTable, vacancies: Ints) -> ClassTable:
    return replace(table, vacancy_class=table.vacancy_class[vacancies])
