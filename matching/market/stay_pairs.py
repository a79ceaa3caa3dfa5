"""Pairs of a market as the model of staying reads them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.classes import numbered
from matching.market.lists import best_of_lists
from matching.market.rules.minimum_wage import lowest_wage_fen
from matching.market.stays import (
    CHANNELS,
    Divisions,
    divisions_of,
    earlier_by_tier,
    fit_codes,
    home_groups,
    language_codes,
    logarithm,
    occupation_groups,
    post_quarters,
    stated,
    tiers_of,
    work_groups,
)
from matching.occupations.fit import fit_table
from matching.retention.spells import Codes

NO_OCCUPATION = -1
UNKNOWN_FIT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """What the model reads of each side of a market, by person and by post.

    Parameters
    ----------
    person, post
        The side's factors, slopes and groups; ``stratum`` is the post's.
    divisions
        Where the market's places lie.
    """

    person: Codes
    post: Codes
    divisions: Divisions


def sides_of(data: MarketData) -> Sides:
    """Reads both sides of a market; nothing here depends on a pair."""
    people, posts, divisions = data.people, data.vacancies, divisions_of(data.context.place_paths)
    homes, works = people.home.astype(np.int64), posts.place.astype(np.int64)
    wages = lowest_wage_fen(data)
    person = Codes(
        np.zeros(len(people), np.int8),
        {
            "language": language_codes(people.speaks_mandarin),
            "earlier": people.earlier.astype(np.int16),
        },
        {"floor": logarithm(people.wage_floor_fen)},
        home_groups(divisions, homes),
    )
    post = Codes(
        np.zeros(len(posts), np.int8),
        {
            "channel": np.full(len(posts), CHANNELS.index("organised"), np.int16),
            "quarter": post_quarters(posts, data.context.policy_day),
            "wage_stated": stated(wages),
        },
        {"wage": logarithm(wages)},
        {
            **work_groups(divisions, posts.employer, posts.industry, works),
            **occupation_groups(data.context.occupations, posts.occupation.astype(np.int64)),
        },
    )
    return Sides(person, post, divisions)


def fits_of_lists(data: MarketData, people: Ints, occupations: Ints) -> npt.NDArray[np.int16]:
    """Gives the fit, a position in ``FITS``, of people's best skill (rows) with occupations.

    Parameters
    ----------
    data
        The market.
    people
        Positions.
    occupations
        Positions among the context's occupations, each once.
    """
    skills, codes = data.people.skill_occupation, data.context.occupations
    held = numbered(skills.values)
    known = [codes[code] for code in skills.values[held.example].tolist()]
    figures = fit_table(known, [codes[code] for code in occupations.tolist()])
    none = np.full(len(occupations), UNKNOWN_FIT, np.int16)
    best = best_of_lists(skills.offsets, held.of_row, figures, none)
    return fit_codes(best(people))


def codes_of_pairs(data: MarketData, people: Ints, vacancies: Ints) -> Codes:
    """Gives single pairs as the model reads them.

    Parameters
    ----------
    data
        The market.
    people, vacancies
        Positions of the pairs.
    """
    sides, posts = sides_of(data), data.vacancies
    person, post = sides.person.rows(people), sides.post.rows(vacancies)
    tier = tiers_of(
        sides.divisions,
        data.people.home[people].astype(np.int64),
        posts.place[vacancies].astype(np.int64),
    )
    pairs = {
        "tier": tier,
        "earlier_tier": earlier_by_tier(person.factors["earlier"], tier),
        "fit": _fits(data, people, vacancies),
    }
    return Codes(
        post.stratum,
        {**person.factors, **post.factors, **pairs},
        {**person.slopes, **post.slopes},
        {**person.groups, **post.groups},
    )


def _fits(data: MarketData, people: Ints, vacancies: Ints) -> npt.NDArray[np.int16]:
    """Looks up the fit of pairs, an occupation at a time."""
    asked = data.vacancies.occupation[vacancies].astype(np.int64)
    found = np.zeros(len(people), np.int16)
    order = np.argsort(asked, kind="stable")
    starts = np.flatnonzero(np.append(True, asked[order][1:] != asked[order][:-1]))
    for rows in np.split(order, starts[1:]) if len(order) else ():
        found[rows] = fits_of_lists(data, people[rows], asked[rows[:1]])[:, 0]
    return found
