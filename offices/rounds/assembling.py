"""Rows of one round put together as market columns."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matching.columns.context import MarketContext
from matching.columns.market_data import MarketData
from offices.rounds.past_stays import has_outcome, past_stays
from offices.rounds.people_columns import UNKNOWN, day_number, people_columns
from offices.rounds.places import measure, number_places
from offices.rounds.rows import (
    EmploymentRow,
    PersonLists,
    PersonRow,
    VacancyRow,
    VacancyRules,
)
from offices.rounds.vacancy_columns import vacancy_columns
from regions.places import Place


@dataclass(frozen=True, slots=True)
class MarketRows:
    """Everything a market is packed from.

    Parameters
    ----------
    policy_date
        The day rules and tables are read for.
    pool, lists
        People of the pool in the order of their ids, and what is listed for them.
    vacancies, rules
        Vacancies in the order of their ids, and what the law adds to them.
    records
        Work records of everybody registered at the origin.
    pairs
        Origin and destination path of the pairs in force.
    known_distances_m
        Metres by origin and destination code, where stored.
    """

    policy_date: dt.date
    pool: Sequence[PersonRow]
    lists: PersonLists
    vacancies: Sequence[VacancyRow]
    rules: VacancyRules
    records: Sequence[EmploymentRow]
    pairs: Sequence[tuple[str, str]]
    known_distances_m: Mapping[tuple[str, str], int]


def assemble(
    rows: MarketRows, place_of: Callable[[str], Place]
) -> tuple[MarketData, Mapping[tuple[str, str], int]]:
    """Packs a market; also gives the distances in metres that were not known before.

    Raises
    ------
    UnknownDivisionError
        If a row names a place that is no division of today.
    """
    homes = {person.division_code for person in rows.pool}
    works = {vacancy.division_code for vacancy in rows.vacancies}
    numbers = number_places(homes | works | _other_places(rows), place_of)
    occupations = sorted(_occupations(rows))
    occupation_numbers = {code: number for number, code in enumerate(occupations)}
    distances = measure(numbers, homes, works, rows.known_distances_m)
    context = MarketContext(
        policy_day=day_number(rows.policy_date, UNKNOWN),
        place_codes=tuple(place.code for place in numbers.places),
        place_paths=tuple(place.path for place in numbers.places),
        occupations=tuple(occupations),
        distance_m=distances.matrix_m,
        home_index=distances.home_index,
        work_index=distances.work_index,
        pairs=tuple(rows.pairs),
        stays=past_stays(rows.records, rows.policy_date, numbers, occupation_numbers),
    )
    data = MarketData(
        people_columns(rows.pool, rows.lists, numbers.number_by_code, occupation_numbers),
        vacancy_columns(
            rows.vacancies,
            rows.rules,
            numbers.places,
            numbers.number_by_code,
            occupation_numbers,
        ),
        context,
    )
    return data, distances.computed_m


def _other_places(rows: MarketRows) -> set[str]:
    """Collects the places that people and vacancies name, and those that stays came from."""
    lists = rows.lists
    wished = (lists.wished_places, lists.excluded_places, lists.limit_places)
    named = {code for by_person in wished for codes in by_person.values() for code in codes}
    named |= {code for vacancy in rows.vacancies for code in vacancy.recruits_from}
    return named | {
        record.home_code for record in rows.records if has_outcome(record, rows.policy_date)
    }


def _occupations(rows: MarketRows) -> set[str]:
    lists = rows.lists
    found = {code for skills in lists.skills.values() for code, _ in skills}
    for by_person in (lists.wished_occupations, lists.excluded_occupations):
        found |= {code for codes in by_person.values() for code in codes}
    found |= {vacancy.occupation_code for vacancy in rows.vacancies}
    return found | {
        record.occupation_code
        for record in rows.records
        if record.occupation_code and has_outcome(record, rows.policy_date)
    }
