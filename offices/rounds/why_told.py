"""Reasons, ways in and costs as plain values: ids instead of positions, fit for JSON."""

from collections.abc import Collection, Iterable
from typing import Any

from matching.columns.market_data import MarketData
from matching.explain.override_cost import Cost
from matching.explain.override_moves import Move
from matching.explain.ways_in import WayIn
from matching.explain.why_not import WhyNot
from matching.explain.why_pair import WhyPair
from matching.solvers.solution import NOBODY

Told = dict[str, Any]
"""Codes, figures and ids."""


def told_pair(data: MarketData, why: WhyPair) -> Told:
    """Tells why a pair is in the plan."""
    return {
        "vacancy": id_of_vacancy(data, why.vacancy),
        "score": why.score,
        "price": why.price,
        "net": why.net,
        "parts": dict(why.parts),
        "contributions": dict(why.contributions),
        "further": [
            {
                "vacancy": id_of_vacancy(data, one.vacancy),
                "score": one.score,
                "price": one.price,
                "net": one.net,
                "score_less": one.score_less,
                "net_less": one.net_less,
            }
            for one in why.further
        ],
    }


def told_not(data: MarketData, why: WhyNot) -> Told:
    """Tells why a pair is not in the plan, and who would have to move."""
    return {
        "vacancy": id_of_vacancy(data, why.vacancy),
        "score": why.score,
        "own_vacancy": id_of_vacancy(data, why.own_vacancy),
        "own_score": why.own_score,
        "rules": [
            {"rule": rule.code, "facts": dict(rule.facts), "is_personal": rule.is_personal}
            for rule in why.rules
        ],
        "holders": [
            {"person": int(data.people.key[one.person]), "score": one.score} for one in why.holders
        ],
        "holder_scores": [one.score for one in why.holders],
        "loss": why.loss,
        "moves": told_moves(data, why.moves),
    }


def told_ways(data: MarketData, ways: Iterable[WayIn]) -> list[Told]:
    """Tells what would bring the person in; all of one way is needed together."""
    return [
        {
            "vacancy": id_of_vacancy(data, way.vacancy),
            "changes": [{"rule": one.code, "facts": dict(one.facts)} for one in way.changes],
            "seats": way.seats,
            "points": way.points,
            "is_sure": way.is_sure,
        }
        for way in ways
    ]


def told_cost(data: MarketData, cost: Cost) -> Told:
    """Tells what overrides cost and who moves."""
    return {"loss": cost.loss, "moves": told_moves(data, cost.moves)}


def told_moves(data: MarketData, moves: Iterable[Move]) -> list[Told]:
    """Tells who moves where, along the way from one to the next."""
    return [
        {
            "person": int(data.people.key[move.person]),
            "before": id_of_vacancy(data, move.before),
            "after": id_of_vacancy(data, move.after),
            "score_before": move.score_before,
            "score_after": move.score_after,
        }
        for move in moves
    ]


def id_of_vacancy(data: MarketData, position: int) -> int | None:
    """Gives a vacancy's id, None for no vacancy."""
    return None if position == NOBODY else int(data.vacancies.key[position])


def people_in(told: Told) -> list[int]:
    """Lists the ids of the people that an answer speaks of."""
    return [one["person"] for name in ("holders", "moves") for one in told.get(name, ())]


def vacancies_in(told: Told) -> list[int]:
    """Lists the ids of the vacancies that an answer speaks of."""
    further = [one["vacancy"] for name in ("further", "ways") for one in told.get(name, ())]
    moved = [move[side] for move in told.get("moves", ()) for side in ("before", "after")]
    found = [told.get("vacancy"), told.get("own_vacancy"), told.get("planned"), *further, *moved]
    return [vacancy for vacancy in found if vacancy is not None]


def within_scope(told: Told, seen: Collection[int]) -> Told:
    """Leaves out people beyond the actor's region and counts them instead.

    Parameters
    ----------
    told
        An answer.
    seen
        Ids of the people whom the actor may see.
    """
    narrowed = dict(told)
    for name in ("holders", "moves"):
        if name in told:
            narrowed[name] = [one for one in told[name] if one["person"] in seen]
            narrowed[f"{name}_elsewhere"] = len(told[name]) - len(narrowed[name])
    return narrowed
