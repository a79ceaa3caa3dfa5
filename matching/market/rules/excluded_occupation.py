"""Occupations the person does not want. Domain row 24: the person's word is final."""

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import list_ids
from matching.market.coverage import any_of_lists, occupations_covering_vacancies
from matching.market.dropped import drop_one
from matching.market.rule import Change, Rule


def person_class(data: MarketData) -> Ints:
    """Gives the list of excluded occupations."""
    return list_ids(data.people.excluded_occupation)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies in an excluded occupation or class."""
    covers = occupations_covering_vacancies(data)
    return any_of_lists(data.people.excluded_occupation, rows, covers)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The exclusion that opens most when it is taken back; all of them where one is not enough."""
    covers = occupations_covering_vacancies(data, vacancies)
    dropped, is_open = drop_one(data.people.excluded_occupation.row(person), covers)
    codes = [data.context.occupations[index] for index in dropped]
    return Change({"occupations": codes}, vacancies[is_open])


RULE = Rule("rule.excluded_occupation", person_class, blocks, change)
