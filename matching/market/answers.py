"""What may lawfully count for whether an offer is accepted, and what people refused before.

No sex, ethnicity, age, health or disability; the factors are those of ``answers_tables``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.columns.ragged import ragged_of
from matching.market.answers_tables import (
    FAR_BEFORE,
    NOT_REFUSED,
    PAY_BEFORE,
    STATED,
    WISHES,
    WORK_BEFORE,
    Refused,
    factor_tables,
    minors,
    slope_tables,
    tier_table,
)
from matching.market.rules.minimum_wage import lowest_wage_fen
from matching.market.stays import FITS, TIERS, divisions_of, home_groups, work_groups
from matching.retention.acceptance import fit_acceptance
from matching.retention.bins import BINS
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams, Structure
from matching.retention.spells import Codes, Spells

CAUSES = ("too_far", "pay", "work", "family", "terms", "other")
"""Groups of the reasons for refusing; the k-th is cause k + 1 of an offer, 0 is accepted."""

ACCEPTED = 0
TOO_FAR, PAY, WORK = (CAUSES.index(name) + 1 for name in ("too_far", "pay", "work"))

STRUCTURE = Structure(
    causes=len(CAUSES),
    factors={
        "tier": len(TIERS),
        "fit": len(FITS),
        "place_wish": len(WISHES),
        "occupation_wish": len(WISHES),
        "pay_stated": len(STATED),
        "far_before": len(FAR_BEFORE),
        "pay_before": len(PAY_BEFORE),
        "work_before": len(WORK_BEFORE),
    },
    slopes=("wage_over_floor",),
    chains=(("employer", "industry_place"), ("county", "prefecture")),
    cause_factors=("tier", "occupation_wish", "pay_stated"),
)
"""What the model is told; a pair's index is the sum of what it says of each."""

PRIOR_REFUSAL = 0.3
"""Chance of a refusal where no answer is known. A choice; it is the same for all offers."""

PARAMS = RetentionParams(
    STRUCTURE,
    prior_hazard=(PRIOR_REFUSAL,) * BINS,
    factor_cases=16.0,
    slope_cases=16.0,
    horizon=1,
)
"""The settings of every fit. Sixteen cases stand for effects of a quarter either way, as in
offices' models of staying; with four, chances spread too far while few answers are known."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Offers that people answered, one row each.

    Parameters
    ----------
    person
        Key of the person, int64 (n,).
    cause
        0 accepted, k refused for reason k, int8 (n,).
    tier
        Of the post from the person's home, a position in ``TIERS``, int16 (n,).
    wage_fen
        Lowest monthly wage the post states, -1 none, int64 (n,).
    minor
        Minor class of the post's occupation as a number, -1 unknown, int64 (n,).
    """

    person: Ints
    cause: npt.NDArray[np.int8]
    tier: npt.NDArray[np.int16]
    wage_fen: Ints
    minor: Ints

    def __len__(self) -> int:
        return len(self.person)

    def rows(self, chosen: npt.NDArray[np.generic]) -> "Answers":
        """Gives some rows, by positions or truth values."""
        return Answers(*(getattr(self, name)[chosen] for name in Answers.__dataclass_fields__))


def answers_of(
    data: MarketData, people: Ints, vacancies: Ints, cause: npt.NDArray[np.int8]
) -> Answers:
    """Notes answers to offers of a market, so that they can count in later ones.

    Parameters
    ----------
    data
        The market.
    people, vacancies
        Positions of the offers.
    cause
        0 accepted, k refused for reason k, int8 (n,).
    """
    return Answers(
        data.people.key[people],
        cause,
        tier_table(data).of_pairs(people, vacancies),
        lowest_wage_fen(data)[vacancies],
        minors(data)[vacancies],
    )


def joined(*some: Answers) -> Answers:
    """Puts answers one below the other."""
    names = Answers.__dataclass_fields__
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in some]) for name in names
    }
    return Answers(**columns)


def refused_before(data: MarketData, answers: Answers) -> Refused:
    """Gives what the people of a market refused among some answers.

    Parameters
    ----------
    data
        The market.
    answers
        Those given before its offers; of people who are not in it they do not count.
    """
    keys = data.people.key
    order = np.argsort(keys)
    at = np.minimum(np.searchsorted(keys[order], answers.person), max(0, len(keys) - 1))
    row = order[at] if len(keys) else np.zeros(len(answers), np.int64)
    is_known = (keys[row] == answers.person) if len(keys) else np.zeros(len(answers), np.bool_)
    far_tier = np.full(len(keys), -1, np.int64)
    pay_fen = np.full(len(keys), NOT_REFUSED, np.int64)
    known_tier = answers.tier != TIERS.index("unknown")
    far = is_known & (answers.cause == TOO_FAR) & known_tier
    np.maximum.at(far_tier, row[far], answers.tier[far].astype(np.int64))
    pay = is_known & (answers.cause == PAY)
    np.maximum.at(pay_fen, row[pay], answers.wage_fen[pay])
    kinds: list[set[int]] = [set() for _ in keys]
    work = is_known & (answers.cause == WORK) & (answers.minor >= 0)
    for person, minor in zip(row[work].tolist(), answers.minor[work].tolist(), strict=True):
        kinds[person].add(minor)
    return Refused(far_tier, pay_fen, ragged_of(sorted(one) for one in kinds))


def offers_of(codes: Codes, cause: npt.NDArray[np.int8]) -> Spells:
    """Gives answered offers as the model reads them: spells of one step that a refusal ends."""
    count = len(codes)
    return Spells(
        entered=np.zeros(count, np.int16),
        left=np.ones(count, np.int16),
        cause=cause,
        weight_per_mille=np.full(count, 1000, np.int16),
        stratum=codes.stratum,
        factors=codes.factors,
        slopes=codes.slopes,
        groups=codes.groups,
    )


def all_offers(some: Sequence[Spells]) -> Spells:
    """Puts the offers of several rounds together, oldest first; at least one.

    An employer whose industry was told anew counts in the one that was told last.
    """

    def put(columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        return np.concatenate(columns)

    plain: dict[str, Any] = {
        name: put([getattr(one, name) for one in some])
        for name in ("entered", "left", "cause", "weight_per_mille", "stratum")
    }
    named: dict[str, Any] = {
        kind: {
            name: put([getattr(one, kind)[name] for one in some]) for name in getattr(some[0], kind)
        }
        for kind in ("factors", "slopes", "groups")
    }
    for chain in STRUCTURE.chains:
        for fine, coarse in pairwise(chain):
            named["groups"][coarse] = _newest(named["groups"][fine], named["groups"][coarse])
    return Spells(**plain, **named)


def _newest(fine: Ints, coarse: Ints) -> Ints:
    """Gives each group the parent of its last row; rows of no group keep theirs."""
    known, last = np.unique(fine[::-1], return_index=True)
    newest: Ints = coarse[::-1][last][np.searchsorted(known, fine)]
    return np.where(fine < 0, coarse, newest)


def prior_of(cut_off_day: date) -> RetentionModel:
    """Gives the model of an office that has no answer yet: the stated prior."""
    none = np.zeros(0, np.int64)
    codes = Codes(
        none.astype(np.int8),
        dict.fromkeys(STRUCTURE.factors, none.astype(np.int16)),
        dict.fromkeys(STRUCTURE.slopes, none.astype(np.float64)),
        dict.fromkeys(STRUCTURE.groups, none),
    )
    return fit_acceptance(offers_of(codes, none.astype(np.int8)), PARAMS, cut_off_day)


def codes_of_offers(data: MarketData, people: Ints, vacancies: Ints, refused: Refused) -> Codes:
    """Gives offers as the model reads them.

    Parameters
    ----------
    data
        The market.
    people, vacancies
        Positions of the offers.
    refused
        What the people of the market refused before.
    """
    posts = post_groups(data)
    homes = person_groups(data)
    return Codes(
        np.zeros(len(people), np.int8),
        {
            name: table.of_pairs(people, vacancies).astype(np.int16)
            for name, table in factor_tables(data, refused).items()
        },
        {
            name: table.of_pairs(people, vacancies).astype(np.float64)
            for name, table in slope_tables(data).items()
        },
        {name: ids[vacancies] for name, ids in posts.items()}
        | {name: ids[people] for name, ids in homes.items()},
    )


def person_groups(data: MarketData) -> dict[str, Ints]:
    """Gives the groups of people: where they come from."""
    homes = data.people.home.astype(np.int64)
    return home_groups(divisions_of(data.context.place_paths), homes)


def post_groups(data: MarketData) -> dict[str, Ints]:
    """Gives the groups of posts: employer in each province, industry and place."""
    posts = data.vacancies
    works = posts.place.astype(np.int64)
    divisions = divisions_of(data.context.place_paths)
    return work_groups(divisions, posts.employer, posts.industry, works)
