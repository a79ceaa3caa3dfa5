"""What there is to tell about a pair, as codes and figures."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.explain.skills import NO_SKILL, RELATIONS, fits_of, matched_skills
from matching.market.judged import parts_of_pairs
from matching.market.parts.wish import PART
from matching.market.stay_pairs import codes_of_pairs
from matching.pairs.market import Market
from matching.retention.model import RetentionModel
from matching.retention.predicting import MONTHS

METRES_PER_KM = 1000
PER_MILLE = 1000
HUNDREDTHS = 100

WISHES = pl.Series(["not_stated", "not_met", "met"])


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is told of pairs, a row each: score parts, and the figures behind them.

    Parameters
    ----------
    parts
        0 to 1000 each, a column per part.
    facts
        See ``told_of_pairs``; a struct where a fact has several figures.
    """

    parts: pl.DataFrame
    facts: pl.DataFrame


def json_texts(frame: pl.DataFrame) -> pl.Series:
    """Writes each row as a JSON object."""
    return frame.select(pl.struct(pl.all()).struct.json_encode()).to_series()


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
        The model behind the retention part.
    """

    data: MarketData
    market: Market
    fits: Ints
    retention: RetentionModel


def pair_tables(data: MarketData, market: Market) -> PairTables:
    """Prepares the telling about pairs of a market."""
    model = RetentionModel.from_arrow(data.context.retention)
    return PairTables(data, market, fits_of(data), model)


def told_of_pairs(tables: PairTables, people: Ints, vacancies: Ints) -> Told:
    """Gives the score parts of each pair and the figures behind them, fit for JSON.

    ``distance_km``; ``wage_min_fen`` and ``wage_max_fen`` per month, null if not stated; ``skill``
    with ``relation``, the person's ``occupation`` and ``level``, the post's ``level_min``;
    ``retention`` with what is expected of this person at this post: ``per_mille`` still there after
    six months, hundredths of ``months`` kept within twelve with the 95 % interval ``low`` to
    ``high`` of the estimate, ``employer_cases`` earlier people of the employer there, and
    ``is_prior`` where no history at all is known; ``wishes`` with ``met``, ``not_met`` or
    ``not_stated`` for occupation and place; ``contributions``, what each part adds to the score.
    """
    data, market = tables.data, tables.market
    posts = data.vacancies
    parts = pl.DataFrame(parts_of_pairs(market, people, vacancies))
    facts = pl.DataFrame(
        {
            "distance_km": _distances_km(data, people, vacancies),
            "wage_min_fen": _stated(posts.wage_min_fen[vacancies]),
            "wage_max_fen": _stated(posts.wage_max_fen[vacancies]),
            "skill": _skill_facts(tables, people, vacancies),
            "retention": _retention_facts(tables, people, vacancies),
            "wishes": _wish_facts(data, market, people, vacancies),
            "contributions": _struct(
                {part.name: part.weight * parts[part.name] for part in market.parts}
            ),
        }
    )
    return Told(parts, facts)


def _struct(fields: Mapping[str, pl.Series | npt.NDArray[np.integer]]) -> pl.Series:
    return pl.DataFrame(fields).to_struct()


def _stated(wage: Ints) -> pl.Series:
    """Gives null for a wage that is not stated."""
    return pl.Series(wage).set(pl.Series(wage < 0), None)


def _distances_km(data: MarketData, people: Ints, vacancies: Ints) -> Ints:
    context = data.context
    homes = context.home_index[data.people.home[people]]
    works = context.work_index[data.vacancies.place[vacancies]]
    metres = context.distance_m[homes, works].astype(np.int64)
    return (metres + METRES_PER_KM // 2) // METRES_PER_KM


def _skill_facts(tables: PairTables, people: Ints, vacancies: Ints) -> pl.Series:
    data = tables.data
    skills = matched_skills(data, tables.fits, people, vacancies)
    codes = pl.Series([*data.context.occupations, None], dtype=pl.String)
    none = len(codes) - 1
    return _struct(
        {
            "relation": pl.Series(skills.fit).replace_strict(RELATIONS, return_dtype=pl.String),
            "occupation": codes.gather(
                np.where(skills.occupation == NO_SKILL, none, skills.occupation)
            ),
            "level": skills.level,
            "level_min": data.vacancies.skill_level_min[vacancies],
        }
    )


def _retention_facts(tables: PairTables, people: Ints, vacancies: Ints) -> pl.Series:
    model, codes = tables.retention, codes_of_pairs(tables.data, people, vacancies)
    found, employers = model.predict(codes), model.effects("employer")
    cases = np.append(employers.cases, 0)[employers.positions(codes.groups["employer"])]
    return _struct(
        {
            "per_mille": _rounded(PER_MILLE * found.stayed[:, MONTHS.index(6)]),
            "months": _rounded(HUNDREDTHS * found.months),
            "low": _rounded(HUNDREDTHS * found.low),
            "high": _rounded(HUNDREDTHS * found.high),
            "employer_cases": cases,
            "is_prior": pl.repeat(model.is_prior, len(people), eager=True),
        }
    )


def _rounded(values: npt.NDArray[np.float32]) -> Ints:
    return np.rint(values).astype(np.int64)


def _wish_facts(data: MarketData, market: Market, people: Ints, vacancies: Ints) -> pl.Series:
    part = next(part for part in market.parts if part.name == PART.name)
    wished = (data.people.wished_occupation, data.people.wished_place)
    trades, places = (
        WISHES.gather(np.where(lists.counts()[people] == 0, 0, np.where(is_met, 2, 1)))
        for lists, is_met in zip(
            wished, (table.of_pairs(people, vacancies) > 0 for table in part.tables), strict=True
        )
    )
    return _struct({"occupation": trades, "place": places})
