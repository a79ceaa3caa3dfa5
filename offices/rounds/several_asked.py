"""Asks a frozen round for more than one plan: others to choose from, trade-offs, further offers.

Pure and slow: called with no transaction open. What comes back is plain values, with ids.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.pairs.market import Market, PartColumns
from matching.solvers.several.different_goals import difference, market_differences
from matching.solvers.several.frontier import FrontierParams, frontier
from matching.solvers.several.further_offers import (
    FurtherOffers,
    OffersParams,
    counted,
    further_offers,
)
from matching.solvers.several.goals import Point
from matching.solvers.several.layers import MarketLayers
from matching.solvers.several.market_goals import MarketGoals
from matching.solvers.several.plans import PlansParams, differing_plans
from matching.solvers.several.shared_offers import shared_offers
from matching.solvers.solution import NOBODY
from models.errors import AppError
from offices.rounds.acts_board import FrozenMarket, FrozenPlan
from offices.rounds.board_asked import best_of_pairs
from offices.rounds.solving import lot_seed

Told = dict[str, Any]

KINDS = ("vacancy", "employer", "place")
"""What must be another for a person to count as placed elsewhere."""


class UnknownGoalError(AppError):
    """The score has no part of this name, or differences are not counted by this."""

    code = "rounds.unknown_goal"


def asked_plans(plan: FrozenPlan, params: PlansParams, kind: str = "vacancy") -> Told:
    """Tells plans nearly as good as the round's that place people elsewhere.

    A plan that is not the proven best of single pairs is sought anew first (``is_anew``).

    Parameters
    ----------
    plan
        The round's market and plan.
    params
        How many plans, and what they may lose.
    kind
        One of ``KINDS``.

    Raises
    ------
    UnknownGoalError
        If differences are not counted by this kind.
    """
    data, market = plan.frozen.data, plan.frozen.market
    solution, is_anew = best_of_pairs(plan)
    kinds = _kind_of_vacancies(data, kind)
    found = differing_plans(
        solution,
        lambda others: market_differences(market, others, kinds, lot_seed(data)),
        params,
    )
    first = solution.vacancy_of_laborer
    plans = [first, *(one.plan for one in found)]
    told = [
        {
            "value": one.value,
            "lost": solution.objective - one.value,
            "placed": _placed(one.plan),
            "elsewhere": [difference(one.plan, other, kinds) for other in plans[: at + 1]],
            "difference": one.difference,
            "most_difference": one.most_difference,
            "moves": _moves(data, first, one.plan),
        }
        for at, one in enumerate(found)
    ]
    best = {"value": solution.objective, "placed": _placed(first)}
    least = found[0].least_value if found else solution.objective
    return {"is_anew": is_anew, "best": best, "kind": kind, "least_value": least, "plans": told}


def asked_frontier(frozen: FrozenMarket, part: str, params: FrontierParams) -> Told:
    """Tells what the round's score and one of its parts cost each other.

    Parameters
    ----------
    frozen
        The round's market.
    part
        The name of a part of the score; its figures are added up as they are, 0 to 1000 a person.
    params
        How far to go.

    Raises
    ------
    UnknownGoalError
        If the score has no such part.
    """
    goals = MarketGoals(frozen.market, (_part(frozen.market, part),), lot_seed(frozen.data))
    found = frontier(goals, params)
    return {
        "part": part,
        "points": [_told_point(point) for point in found.points],
        "most_value": found.most_first,
        "most_part": found.most_second,
        "most_rise": found.most_rise,
        "unknown_share": float(found.unknown_share),
        "is_complete": found.is_complete,
    }


def asked_offers(plan: FrozenPlan, params: OffersParams) -> Told:
    """Tells further offers that hold together beside the first offers of the round's plan.

    Parameters
    ----------
    plan
        The round's market and proven plan.
    params
        How many offers, and what share of first offers is expected to be declined.
    """
    data, first = plan.frozen.data, plan.solution.vacancy_of_laborer
    drawn = replace(params, seed=lot_seed(data))
    found = further_offers(MarketLayers(plan.frozen.market), first, drawn)
    has_first = first != NOBODY
    return {
        "placed": _placed(first),
        "free_seats": int(found.free.sum()),
        "freed_seats": int(found.freed.sum()),
        "ranks": [
            {
                "rank": rank,
                "people": _placed(layer.vacancy_of_laborer),
                "waiting": _placed(layer.vacancy_of_laborer[~has_first]),
                "value": layer.objective,
                "bound": layer.bound,
            }
            for rank, layer in enumerate(found.layers, start=2)
        ],
        "certain": int(found.promised[found.is_certain].sum()),
        "vacancies": _told_vacancies(data, found),
        "offers": _rows(data, [layer.vacancy_of_laborer for layer in found.layers]),
    }


def asked_shared(plan: FrozenPlan, most_share: Fraction, params: OffersParams) -> Told:
    """Tells further offers that share seats, for no more than a share of first offers is declined.

    Parameters
    ----------
    plan
        The round's market and proven plan.
    most_share
        The greatest share of the first offers at any vacancy that is declined.
    params
        How many offers, and what share of first offers is expected to be declined at least.

    Raises
    ------
    SeveralError
        ``share`` if the greatest share is 0 or below the least, ``size`` if the round is larger
        than three counties.
    """
    data, first = plan.frozen.data, plan.solution.vacancy_of_laborer
    drawn = replace(params, seed=lot_seed(data))
    found = shared_offers(MarketLayers(plan.frozen.market), first, most_share, drawn)
    coming = found.most_coming()
    promised = np.sum([counted(offers, len(coming)) for offers in found.further], axis=0)
    return {
        "placed": _placed(first),
        "free_seats": int(found.free.sum()),
        "freed_seats": int(found.freed.sum()),
        "ranks": [
            {
                "rank": rank,
                "people": _placed(offers),
                "waiting": _placed(offers[first == NOBODY]),
            }
            for rank, offers in enumerate(found.further, start=2)
        ],
        "second_value": found.second_value,
        "second_bound": found.bound,
        "vacancies": [
            {
                "vacancy": int(data.vacancies.key[at]),
                "free": int(found.free[at]),
                "declines_needed": max(0, int(coming[at] - found.free[at])),
                "promised": int(promised[at]),
                "most_coming": int(coming[at]),
            }
            for at in np.flatnonzero(promised).tolist()
        ],
        "offers": _rows(data, found.further),
    }


def _kind_of_vacancies(data: MarketData, kind: str) -> Ints:
    posts = data.vacancies
    columns: Mapping[str, Ints] = {
        "vacancy": np.arange(len(posts), dtype=np.int64),
        "employer": posts.employer,
        "place": posts.place.astype(np.int64),
    }
    if kind not in columns:
        raise UnknownGoalError(goal=kind)
    return columns[kind]


def _part(market: Market, name: str) -> PartColumns:
    for part in market.parts:
        if part.name == name:
            return replace(part, weight=1)
    raise UnknownGoalError(goal=name)


def _told_point(point: Point) -> Told:
    return {
        "value": point.first,
        "part": point.second,
        "placed": _placed(point.plan),
        "weights": point.weights,
        "bound": point.bound,
    }


def _placed(plan: Ints) -> int:
    return int(np.count_nonzero(plan != NOBODY))


def _moves(data: MarketData, old: Ints, new: Ints) -> list[Told]:
    """Lists who is elsewhere, by ids; null stands for nowhere."""
    moved = np.flatnonzero(old != new)
    return [
        {"person": person, "from": _id(data, before), "to": _id(data, after)}
        for person, before, after in zip(
            data.people.key[moved].tolist(), old[moved].tolist(), new[moved].tolist(), strict=True
        )
    ]


def _id(data: MarketData, vacancy: int) -> int | None:
    return None if vacancy == NOBODY else int(data.vacancies.key[vacancy])


def _told_vacancies(data: MarketData, found: FurtherOffers) -> list[Told]:
    """Tells of every vacancy that is promised how often, and on what seats."""
    promised, first = found.promised, counted(found.first, len(found.free))
    return [
        {
            "vacancy": int(data.vacancies.key[at]),
            "first_offers": int(first[at]),
            "free": int(found.free[at]),
            "declines_needed": max(0, int(promised[at] - found.free[at])),
            "promised": int(promised[at]),
        }
        for at in np.flatnonzero(promised).tolist()
    ]


def _rows(data: MarketData, further: Sequence[Ints]) -> list[Told]:
    """Lists offers by rank, by ids."""
    rows: list[Told] = []
    for rank, plan in enumerate(further, start=2):
        people = np.flatnonzero(plan != NOBODY)
        rows += [
            {"person": person, "rank": rank, "vacancy": vacancy}
            for person, vacancy in zip(
                data.people.key[people].tolist(),
                data.vacancies.key[plan[people]].tolist(),
                strict=True,
            )
        ]
    return rows
