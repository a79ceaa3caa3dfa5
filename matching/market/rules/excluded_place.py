"""Places the person does not want to go to. Domain row 24: the person's word is final."""

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import list_ids
from matching.market.coverage import any_of_lists, places_covering_vacancies
from matching.market.dropped import drop_one
from matching.market.rule import Change, Rule


def person_class(data: MarketData) -> Ints:
    """Gives the list of excluded places."""
    return list_ids(data.people.excluded_place)


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies inside an excluded place."""
    return any_of_lists(data.people.excluded_place, rows, places_covering_vacancies(data))


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The exclusion that opens most when it is taken back; all of them where one is not enough."""
    covers = places_covering_vacancies(data, vacancies)
    dropped, is_open = drop_one(data.people.excluded_place.row(person), covers)
    codes = [data.context.place_codes[index] for index in dropped]
    return Change({"places": codes}, vacancies[is_open])


RULE = Rule("rule.excluded_place", person_class, blocks, change)
