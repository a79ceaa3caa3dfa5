"""What was read for one round put together as market columns."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa

from matching.columns.context import MarketContext
from matching.columns.market_data import MarketData
from offices.rounds.errors import CautionError
from offices.rounds.frames import PersonLists
from offices.rounds.numbering import day_number
from offices.rounds.people_columns import people_columns
from offices.rounds.places import measure, number_places
from offices.rounds.rows import VacancyRow, VacancyRules
from offices.rounds.vacancy_columns import vacancy_columns
from regions.places import Place

MOST_CAUTION = 3000
"""Three standard deviations: beyond, an estimate says nothing about the post any more."""

CAUTION = "retention_caution_per_mille"
"""The round's setting: standard deviations by which estimates of staying are lowered."""


def caution_of(settings: Mapping[str, Any]) -> int:
    """Gives the caution that a round's settings state; 0, so that expected months count, if none.

    Raises
    ------
    CautionError
        If it is no integer from 0 to 3000.
    """
    value = settings.get(CAUTION, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_CAUTION:
        raise CautionError(value=value, most=MOST_CAUTION)
    return value


@dataclass(frozen=True, slots=True, eq=False)
class RetentionUsed:
    """The model of who stays that a round uses, as its table, and with what caution."""

    table: pa.Table
    caution_per_mille: int


@dataclass(frozen=True, slots=True, eq=False)
class MarketParts:
    """Everything a market is packed from.

    Parameters
    ----------
    policy_date
        The day rules and tables are read for.
    pool, lists
        ``PEOPLE`` of the pool in the order of their ids, and what is listed for people.
    vacancies, rules
        Vacancies in the order of their ids, and what the law adds to them.
    retention
        The model of who stays, and by how much its estimates are lowered.
    earlier
        Class of earlier stays by person, where one is told.
    pairs
        Origin and destination path of the pairs in force.
    known_distances_m
        Metres by the codes of two counties, where stored.
    """

    policy_date: dt.date
    pool: pl.DataFrame
    lists: PersonLists
    vacancies: Sequence[VacancyRow]
    rules: VacancyRules
    retention: RetentionUsed
    earlier: Mapping[int, int]
    pairs: Sequence[tuple[str, str]]
    known_distances_m: Mapping[tuple[str, str], int]


def assemble(
    parts: MarketParts, place_of: Callable[[str], Place]
) -> tuple[MarketData, Mapping[tuple[str, str], int]]:
    """Packs a market; also gives the distances of counties, in metres, not known before.

    Raises
    ------
    UnknownDivisionError
        If a row names a place that is no division of today.
    """
    homes = set(parts.pool["division_code"].unique())
    works = {vacancy.division_code for vacancy in parts.vacancies}
    numbers = number_places(homes | works | _other_places(parts), place_of)
    occupations = sorted(_occupations(parts))
    occupation_numbers = {code: number for number, code in enumerate(occupations)}
    distances = measure(numbers, homes, works, parts.known_distances_m)
    context = MarketContext(
        policy_day=day_number(parts.policy_date),
        place_codes=tuple(place.code for place in numbers.places),
        place_paths=tuple(place.path for place in numbers.places),
        occupations=tuple(occupations),
        distance_m=distances.matrix_m,
        home_index=distances.home_index,
        work_index=distances.work_index,
        pairs=tuple(parts.pairs),
        retention=parts.retention.table,
        caution_per_mille=parts.retention.caution_per_mille,
    )
    people = people_columns(
        parts.pool, parts.lists, parts.earlier, numbers.number_by_code, occupation_numbers
    )
    vacancies = vacancy_columns(
        parts.vacancies, parts.rules, numbers.places, numbers.number_by_code, occupation_numbers
    )
    return MarketData(people, vacancies, context), distances.computed_m


def _other_places(parts: MarketParts) -> set[str]:
    """Collects the places that people and vacancies name."""
    lists = parts.lists
    columns = [
        listed["code"]
        for listed in (lists.wished_places, lists.excluded_places, lists.limit_places)
    ]
    named = {code for vacancy in parts.vacancies for code in vacancy.recruits_from}
    return named.union(*(column.unique() for column in columns))


def _occupations(parts: MarketParts) -> set[str]:
    lists = parts.lists
    columns = [
        listed["code"]
        for listed in (lists.skills, lists.wished_occupations, lists.excluded_occupations)
    ]
    named = {vacancy.occupation_code for vacancy in parts.vacancies}
    return named.union(*(column.unique() for column in columns))
