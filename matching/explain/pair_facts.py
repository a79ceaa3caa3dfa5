"""What there is to tell about a pair, as codes and figures."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.explain.skills import NO_SKILL, RELATIONS, fits_of, matched_skills
from matching.market.judged import parts_of_pairs
from matching.market.parts.wish import PART
from matching.pairs.market import Market
from matching.retention.origins import county_of_places
from matching.retention.shares import Retention, retention_of

Facts = dict[str, object]

METRES_PER_KM = 1000


def part_rows(market: Market, people: Ints, vacancies: Ints) -> tuple[dict[str, int], ...]:
    """Gives the score parts of each pair, 0 to 1000 by name."""
    parts = parts_of_pairs(market, people, vacancies)
    rows = zip(*(values.tolist() for values in parts.values()), strict=True)
    return tuple(dict(zip(parts, row, strict=True)) for row in rows)


@dataclass(frozen=True, slots=True, eq=False)
class PairTables:
    """What telling about pairs is looked up in, made once for a market.

    Parameters
    ----------
    data, market
        The market.
    fits
        Nearness of occupations, see ``fits_of``.
    retention
        The shares behind the retention part, homes' counties by vacancies.
    county_row
        The row there of each place.
    """

    data: MarketData
    market: Market
    fits: Ints
    retention: Retention
    county_row: Ints


def pair_tables(data: MarketData, market: Market) -> PairTables:
    """Prepares the telling about pairs of a market."""
    county = county_of_places(data.context)
    counties = np.unique(county[data.people.home])
    row = np.searchsorted(counties, county)
    return PairTables(data, market, fits_of(data), retention_of(data, counties), row)


def facts_of_pairs(tables: PairTables, people: Ints, vacancies: Ints) -> tuple[Facts, ...]:
    """Gives the figures behind each pair, fit for JSON.

    ``distance_km``; ``wage_min_fen`` and ``wage_max_fen`` per month, None if not stated; ``skill``
    with ``relation``, the person's ``occupation`` and ``level``, the post's ``level_min``;
    ``retention`` with ``per_mille``, ``cases`` of the same employer, county and occupation and
    ``employer_cases``; ``wishes`` with ``met``, ``not_met`` or ``not_stated`` for occupation and
    place; ``contributions``, what each part adds to the score.
    """
    data, market = tables.data, tables.market
    weights = {part.name: part.weight for part in market.parts}
    posts = data.vacancies
    columns = zip(
        _distances_km(data, people, vacancies).tolist(),
        posts.wage_min_fen[vacancies].tolist(),
        posts.wage_max_fen[vacancies].tolist(),
        _skill_facts(tables, people, vacancies),
        _retention_facts(tables, people, vacancies),
        _wish_facts(data, market, people, vacancies),
        part_rows(market, people, vacancies),
        strict=True,
    )
    return tuple(
        {
            "distance_km": kilometres,
            "wage_min_fen": lowest if lowest >= 0 else None,
            "wage_max_fen": highest if highest >= 0 else None,
            "skill": of_skill,
            "retention": of_retention,
            "wishes": of_wishes,
            "contributions": {name: weights[name] * value for name, value in parts.items()},
        }
        for kilometres, lowest, highest, of_skill, of_retention, of_wishes, parts in columns
    )


def _distances_km(data: MarketData, people: Ints, vacancies: Ints) -> Ints:
    context = data.context
    homes = context.home_index[data.people.home[people]]
    works = context.work_index[data.vacancies.place[vacancies]]
    metres = context.distance_m[homes, works].astype(np.int64)
    return (metres + METRES_PER_KM // 2) // METRES_PER_KM


def _skill_facts(tables: PairTables, people: Ints, vacancies: Ints) -> list[Facts]:
    data = tables.data
    skills = matched_skills(data, tables.fits, people, vacancies)
    codes = data.context.occupations
    columns = zip(
        skills.occupation.tolist(),
        skills.level.tolist(),
        skills.fit.tolist(),
        data.vacancies.skill_level_min[vacancies].tolist(),
        strict=True,
    )
    return [
        {
            "relation": RELATIONS[fit],
            "occupation": None if occupation == NO_SKILL else codes[occupation],
            "level": level,
            "level_min": level_min,
        }
        for occupation, level, fit, level_min in columns
    ]


def _retention_facts(tables: PairTables, people: Ints, vacancies: Ints) -> list[Facts]:
    row = tables.county_row[tables.data.people.home[people]]
    found = tables.retention
    columns = zip(
        found.share_per_mille[row, vacancies].tolist(),
        found.cases[row, vacancies].tolist(),
        found.employer_cases[vacancies].tolist(),
        strict=True,
    )
    return [
        {"per_mille": share, "cases": cases, "employer_cases": of_employer}
        for share, cases, of_employer in columns
    ]


def _wish_facts(data: MarketData, market: Market, people: Ints, vacancies: Ints) -> list[Facts]:
    part = next(part for part in market.parts if part.name == PART.name)
    wished = (data.people.wished_occupation, data.people.wished_place)
    trades, places = (
        np.where(lists.counts()[people] == 0, "not_stated", np.where(is_met, "met", "not_met"))
        for lists, is_met in zip(
            wished, (table.of_pairs(people, vacancies) > 0 for table in part.tables), strict=True
        )
    )
    return [
        {"occupation": trade, "place": place}
        for trade, place in zip(trades.tolist(), places.tolist(), strict=True)
    ]
