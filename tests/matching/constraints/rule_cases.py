"""Random rules for random small markets, most of them tight, none of them refused on entry."""

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np

from matching.columns.market_data import MarketData
from matching.constraints.checks import findings_of
from matching.constraints.declared import (
    Batch,
    Budget,
    Concentration,
    Decided,
    Decision,
    GroupFloor,
    OwnBest,
    Quota,
    QuotaKind,
    Reciprocity,
    Rooms,
    Rules,
    Site,
    StayHome,
    Together,
    Trip,
)
from matching.pairs.market import Market

Rng = np.random.Generator

ORIGINS = ("", "430000", "433124", "433130", "433124100000")
DESTINATIONS = ("", "430000", "440000", "441900", "330282", "433124")


def drawn_rules(
    data: MarketData, market: Market, seed: int, families: tuple[str, ...] | None = None
) -> Rules:
    """Draws rules of some families, by default of about half of them; wrong ones are left out."""
    rng = np.random.default_rng(seed)
    rules = Rules()
    for name, draw in DRAWN.items():
        if families is None and rng.random() < 0.5:
            continue
        if families is not None and name not in families:
            continue
        for rule in draw(rng, data):
            more = replace(rules, **{name: (*getattr(rules, name), rule)})
            if not findings_of(data, market, more):
                rules = more
    return rules


def count_of(rules: Rules) -> int:
    """Counts all rules."""
    return sum(len(getattr(rules, field.name)) for field in fields(Rules))


def _people(rng: Rng, data: MarketData, most: int) -> tuple[int, ...]:
    size = min(len(data.people), int(rng.integers(1, most + 1)))
    return tuple(rng.choice(data.people.key, size, replace=False).tolist())


def _together(rng: Rng, data: MarketData) -> list[Together]:
    order = rng.permutation(data.people.key).tolist()
    return [
        Together(
            f"group{start}",
            tuple(order[start : start + 2 + int(rng.random() < 0.3)]),
            Site.EMPLOYER if rng.random() < 0.6 else Site.PLACE,
            needs_room=bool(rng.random() < 0.4),
        )
        for start in range(0, len(order) - 2, 3)
    ]


def _rooms(rng: Rng, data: MarketData) -> list[Rooms]:
    employers = np.unique(data.vacancies.employer).tolist()
    counts = (0, 1, 1, 2, None)
    return [
        Rooms(f"rooms{employer}", employer, counts[int(rng.integers(0, len(counts)))])
        for employer in employers
        if rng.random() < 0.8
    ]


def _stay_home(rng: Rng, data: MarketData) -> list[StayHome]:
    order = rng.permutation(data.people.key).tolist()
    return [
        StayHome(f"home{start}", tuple(order[start : start + 2]), int(rng.integers(0, 2)))
        for start in range(0, len(order) - 1, 3)
    ]


def _batches(rng: Rng, data: MarketData) -> list[Batch]:
    posts = data.vacancies
    by_line = [
        Batch(f"line{key}", (int(key),), int(rng.integers(1, 4)))
        for key in posts.key
        if rng.random() < 0.3
    ]
    by_employer = [
        Batch(
            f"employer{employer}",
            tuple(posts.key[posts.employer == employer].tolist()),
            int(rng.integers(2, 4)),
        )
        for employer in np.unique(posts.employer).tolist()
        if rng.random() < 0.3
    ]
    return by_line + by_employer


def _trips(rng: Rng, data: MarketData) -> list[Trip]:
    return [
        Trip(
            f"trip{number}",
            str(rng.choice(ORIGINS[1:])),
            str(rng.choice(DESTINATIONS[1:])),
            seats=int(rng.integers(1, 4)),
            least=int(rng.integers(0, 3)),
            vehicles=int(rng.integers(1, 3)),
            saving=int(rng.integers(0, 200_000)),
            cost=int(rng.integers(0, 250_000)),
            departs=data.context.policy_day + 10 if rng.random() < 0.5 else None,
        )
        for number in range(int(rng.integers(0, 3)))
    ]


def _quotas(rng: Rng, data: MarketData) -> list[Quota]:
    employers = np.unique(data.vacancies.employer).tolist()
    return [
        Quota(
            f"quota{number}",
            QuotaKind.PAIR,
            str(rng.choice(ORIGINS)),
            str(rng.choice(DESTINATIONS)),
            tuple(employers[:2]) if rng.random() < 0.3 else (),
            least=int(rng.integers(0, 2)) if rng.random() < 0.4 else None,
            most=int(rng.integers(0, 4)) if rng.random() < 0.7 else None,
        )
        for number in range(int(rng.integers(0, 4)))
    ]


def _concentration(rng: Rng, data: MarketData) -> list[Concentration]:
    del data
    return [Concentration("concentration", int(rng.integers(1, 3)))]


def _reciprocity(rng: Rng, data: MarketData) -> list[Reciprocity]:
    del data
    apart = int(rng.integers(0, 2))
    return [Reciprocity("pair", "433124", "433130", int(rng.integers(-apart, apart + 1)), apart)]


def _decided(rng: Rng, data: MarketData) -> list[Decided]:
    pairs = [
        (int(rng.choice(data.people.key)), int(rng.choice(data.vacancies.key)))
        for _ in range(int(rng.integers(0, 5)))
        if len(data.people) and len(data.vacancies)
    ]
    kinds = (Decision.OVERRIDE, Decision.BAN, Decision.PIN, Decision.STANDING)
    return [
        Decided(f"decided{number}", kinds[int(rng.integers(0, 4))], *pair)
        for number, pair in enumerate(pairs)
    ]


def _floors(rng: Rng, data: MarketData) -> list[GroupFloor]:
    return [GroupFloor("floor", _people(rng, data, 4), 1)] if len(data.people) else []


def _own_best(rng: Rng, data: MarketData) -> list[OwnBest]:
    del data
    return [OwnBest("own", int(rng.integers(0, 300_000)))]


def _budgets(rng: Rng, data: MarketData) -> list[Budget]:
    del data
    return [
        Budget(
            "budget",
            int(rng.integers(0, 200_000)),
            fen_per_km=int(rng.integers(0, 100)),
            fen_per_person=int(rng.integers(0, 20_000)),
            destination=str(rng.choice(DESTINATIONS)),
        )
    ]


DRAWN: dict[str, Callable[[Rng, MarketData], list]] = {  # type: ignore[type-arg]  # of one family each
    "together": _together,
    "rooms": _rooms,
    "stay_home": _stay_home,
    "batches": _batches,
    "trips": _trips,
    "quotas": _quotas,
    "concentration": _concentration,
    "reciprocity": _reciprocity,
    "decided": _decided,
    "floors": _floors,
    "own_best": _own_best,
    "budgets": _budgets,
}
