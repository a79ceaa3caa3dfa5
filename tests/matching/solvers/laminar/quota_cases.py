"""Small markets under quotas, and their optimum found in other ways."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers.laminar.quotas import Quota, Quotas
from tests.matching.pairs.pair_markets import Shape, all_scores, drawn_market
from tests.matching.solvers.all_pairs.market_cases import tiny_shape


def drawn_sets(
    rng: np.random.Generator, count: int, room: np.ndarray, side: str, share: float
) -> tuple[Quota, ...]:
    """Draws nested sets: members are split again and again; some get bounds that nearly fit."""
    quotas: list[Quota] = []
    open_groups = [rng.permutation(count)]
    while open_groups:
        group = open_groups.pop()
        if rng.random() < share:
            limit = int(room[group].sum())
            least = int(rng.integers(0, limit + 1)) if rng.random() < 0.4 else 0
            most = int(rng.integers(least, limit + 2)) if rng.random() < 0.6 else None
            quotas.append(Quota(f"{side}{len(quotas)}", group, least, most))
        if len(group) > 1 and rng.random() < 0.7:
            cut = int(rng.integers(1, len(group)))
            open_groups += [group[:cut], group[cut:]]
    return tuple(quotas[at] for at in rng.permutation(len(quotas)))


def without_inner_collisions(quotas: Quotas) -> Quotas:
    """Lowers minima to 0 where those within a set add up to more than its maximum."""
    sides = []
    for sets in (quotas.vacancy_sets, quotas.laborer_sets):
        kept = list(sets)
        for one in sorted(range(len(kept)), key=lambda at: len(kept[at].members)):
            within = [
                at
                for at, other in enumerate(kept)
                if at != one and set(other.members.tolist()) <= set(kept[one].members.tolist())
            ]
            most = kept[one].most
            if most is not None and sum(kept[at].least for at in within) > most:
                for at in within:
                    kept[at] = replace(kept[at], least=0)
        sides.append(tuple(kept))
    return Quotas(*sides)


def drawn_case(rng: np.random.Generator, laborers: int, vacancies: int) -> tuple[Market, Quotas]:
    """Draws a tiny market with nested quotas on both sides."""
    market = drawn_market(rng, laborers, vacancies, tiny_shape(rng))
    share = float(rng.choice([0.3, 0.7, 1.0]))
    heads = np.minimum(market.seats, laborers)
    quotas = Quotas(
        drawn_sets(rng, vacancies, heads, "v", share),
        drawn_sets(rng, laborers, np.ones(laborers, np.int64), "l", share),
    )
    return market, without_inner_collisions(quotas)


def medium_case(seed: int, laborers: int = 60, vacancies: int = 25) -> tuple[Market, Quotas]:
    """Draws a market for the oracle of mixed integer programmes."""
    rng = np.random.default_rng(seed)
    market = drawn_market(rng, laborers, vacancies, Shape(parts=4, rules=1, most_seats=4))
    heads = np.minimum(market.seats, laborers)
    quotas = Quotas(
        drawn_sets(rng, vacancies, heads // 2, "v", 0.5),
        drawn_sets(rng, laborers, (np.arange(laborers) % 2).astype(np.int64), "l", 0.5),
    )
    return market, without_inner_collisions(quotas)


def keeps(quota: Quota, placed: int) -> bool:
    """Tells whether a number placed lies within the bounds."""
    return quota.least <= placed and (quota.most is None or placed <= quota.most)


def brute_force(market: Market, quotas: Quotas) -> int | None:
    """Tries every plan; None where none keeps the quotas."""
    scores = all_scores(market)
    choices = [
        [-1, *np.flatnonzero(scores[laborer] != FORBIDDEN).tolist()]
        for laborer in range(market.laborer_count)
    ]
    best: int | None = None
    for plan in product(*choices):
        taken = [plan.count(vacancy) for vacancy in range(market.vacancy_count)]
        if any(one > most for one, most in zip(taken, market.seats, strict=True)):
            continue
        if all(
            keeps(quota, sum(taken[at] for at in quota.members)) for quota in quotas.vacancy_sets
        ) and all(
            keeps(quota, sum(plan[at] >= 0 for at in quota.members))
            for quota in quotas.laborer_sets
        ):
            value = sum(int(scores[i, j]) for i, j in enumerate(plan) if j >= 0)
            best = value if best is None else max(best, value)
    return best


def milp_optimum(market: Market, quotas: Quotas) -> int | None:
    """Finds the optimum as a mixed integer programme; None where nothing is feasible."""
    scores = all_scores(market)
    laborer, vacancy = np.nonzero(scores != FORBIDDEN)
    if not laborer.size:
        return 0 if all(keeps(quota, 0) for quota in quotas.all) else None
    rows = [laborer[None, :] == np.arange(market.laborer_count)[:, None]]
    rows += [vacancy[None, :] == np.arange(market.vacancy_count)[:, None]]
    rows += [np.isin(vacancy, quota.members)[None, :] for quota in quotas.vacancy_sets]
    rows += [np.isin(laborer, quota.members)[None, :] for quota in quotas.laborer_sets]
    least = [0] * (market.laborer_count + market.vacancy_count) + [q.least for q in quotas.all]
    most: Sequence[float] = [
        *[1.0] * market.laborer_count,
        *market.seats.astype(float),
        *[np.inf if q.most is None else float(q.most) for q in quotas.all],
    ]
    found = milp(
        -scores[laborer, vacancy].astype(float),
        constraints=LinearConstraint(vstack([csr_array(row * 1.0) for row in rows]), least, most),
        bounds=Bounds(0, 1),
        integrality=np.ones(laborer.size),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    return int(scores[laborer, vacancy][np.rint(found.x) > 0].sum())


def with_bounds(quotas: Quotas, name: str, least: int, most: int | None) -> Quotas:
    """Replaces the bounds of one quota."""

    def changed(sets: tuple[Quota, ...]) -> tuple[Quota, ...]:
        return tuple(
            replace(one, least=least, most=most) if one.name == name else one for one in sets
        )

    return Quotas(changed(quotas.vacancy_sets), changed(quotas.laborer_sets))
