"""Why quotas cannot be kept: counts that are right, and a smallest colliding set."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers.laminar.quotas import Quota, Quotas
from matching.solvers.laminar.solution import Infeasible
from matching.solvers.laminar.solve import solve_market_with_quotas
from matching.solvers.laminar.verify_infeasible import verify_infeasible
from tests.matching.pairs.pair_markets import all_scores
from tests.matching.solvers.all_pairs.market_cases import dense_market
from tests.matching.solvers.laminar.quota_cases import brute_force, drawn_case


def only(quotas: Quotas, bounds: tuple[tuple[str, str], ...]) -> Quotas:
    """Drops all bounds but those named."""

    def kept(sets: tuple[Quota, ...]) -> tuple[Quota, ...]:
        return tuple(
            replace(
                one,
                least=one.least if (one.name, "least") in bounds else 0,
                most=one.most if (one.name, "most") in bounds else None,
            )
            for one in sets
        )

    return Quotas(kept(quotas.vacancy_sets), kept(quotas.laborer_sets))


def fewest_false_placements(market: Market, quotas: Quotas) -> int:
    """Finds how many placements would have to be invented to keep the quotas, as a programme.

    Proper placements x, and invented ones y: of somebody of any set of laborers, or of nobody's,
    at a post of any set of vacancies, or of none. They count in all sets that hold theirs.
    """
    laborer, vacancy = np.nonzero(all_scores(market) != FORBIDDEN)
    groups, posts = quotas.laborer_sets, quotas.vacancy_sets
    group, post = (side.ravel() for side in np.indices((len(groups) + 1, len(posts) + 1)))
    none = np.zeros(len(group))
    rows = [(np.append(laborer == one, none), 1.0) for one in range(market.laborer_count)] + [
        (np.append(vacancy == one, none), float(market.seats[one]))
        for one in range(len(market.seats))
    ]
    for sets, real, invented, room in (
        (posts, vacancy, post, None),
        (groups, laborer, group, len),
    ):
        for at, quota in enumerate(sets):
            inner = [k for k, other in enumerate(sets) if holds(quota, other, comes_later=k >= at)]
            count = np.append(np.isin(real, quota.members), np.isin(invented, inner)).astype(float)
            rows.append((-count, -float(quota.least)))
            limits = [] if quota.most is None else [quota.most]
            limits += [room(quota.members)] if room else []
            rows += [(count, float(limit)) for limit in limits]
    found = linprog(
        np.append(np.zeros(len(laborer)), np.ones(len(group))),
        A_ub=np.array([row for row, _ in rows]),
        b_ub=np.array([limit for _, limit in rows]),
        bounds=[*[(0, 1)] * len(laborer), *[(0, None)] * len(group)],
    )
    assert found.success
    return round(float(found.fun))


def holds(outer: Quota, inner: Quota, *, comes_later: bool) -> bool:
    """Tells whether one set holds another; of equal sets the first holds the second."""
    outer_members, inner_members = set(outer.members.tolist()), set(inner.members.tolist())
    return inner_members < outer_members or (inner_members == outer_members and comes_later)


def check(market: Market, quotas: Quotas) -> bool:
    """Checks everything said where quotas cannot be kept; tells whether they cannot."""
    found = solve_market_with_quotas(market, quotas)
    if not isinstance(found, Infeasible):
        return False
    assert brute_force(market, quotas) is None
    assert verify_infeasible(market, quotas, found) == ()
    assert brute_force(market, only(quotas, found.colliding)) is None
    for one in found.colliding:
        fewer = tuple(other for other in found.colliding if other != one)
        assert brute_force(market, only(quotas, fewer)) is not None
    named = {*found.minima, *found.maxima}
    assert {name for name, _ in found.colliding} <= named
    return True


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=120, deadline=None)
def test_witness_and_smallest_set(seed: int) -> None:
    """The cut proves it, and dropping any one of the smallest set resolves the collision."""
    rng = np.random.default_rng(seed)
    check(*drawn_case(rng, int(rng.integers(1, 5)), int(rng.integers(1, 4))))


@pytest.mark.prove
@pytest.mark.parametrize("block", range(8))
def test_witness_and_smallest_set_many(block: int) -> None:
    """The same on thousands of cases, at least a tenth of which cannot be kept."""
    impossible = 0
    for seed in range(500):
        rng = np.random.default_rng([block, seed])
        impossible += check(*drawn_case(rng, int(rng.integers(1, 6)), int(rng.integers(1, 5))))
    assert impossible >= 50


@pytest.mark.parametrize("block", range(4))
def test_missing_is_exact(block: int) -> None:
    """So many invented placements are needed, by a linear programme, and no fewer."""
    seen = 0
    for seed in range(60):
        rng = np.random.default_rng([7, block, seed])
        market, quotas = drawn_case(rng, int(rng.integers(1, 5)), int(rng.integers(1, 4)))
        found = solve_market_with_quotas(market, quotas)
        if isinstance(found, Infeasible):
            seen += 1
            assert found.missing == fewest_false_placements(market, quotas), (block, seed)
    assert seen > 2


def test_counts_of_a_known_case() -> None:
    """Four places asked in a city that only two laborers may take: two are missing."""
    scores = np.full((5, 3), 100)
    market = dense_market([4, 4, 4], scores)
    rule = np.ones((5, 3), np.bool_)
    rule[:2] = False
    rule[:, 2] = False
    market = with_rule(market, rule)
    city = Quota("city", np.array([0, 1]), least=4)
    other = Quota("other", np.array([2]), most=1)
    found = solve_market_with_quotas(market, Quotas((other, city)))
    assert isinstance(found, Infeasible)
    assert found.missing == 2
    assert found.minima == ("city",)
    assert found.maxima == ()
    assert found.laborers.tolist() == [0, 1]
    assert found.vacancies.tolist() == []
    assert found.colliding == (("city", "least"),)


def with_rule(market: Market, forbids: np.ndarray) -> Market:
    """Adds a rule with a word on every pair."""
    from matching.pairs.forms import ClassTable
    from matching.pairs.market import RuleColumns

    people, posts = (np.arange(size, dtype=np.int32) for size in forbids.shape)
    rule = RuleColumns("rule", (ClassTable(people, posts, forbids),))
    return replace(market, rules=(rule,))


def test_false_claims_are_refused() -> None:
    """A cut moved for anybody, or a count changed, is refused or proves as much."""
    rng = np.random.default_rng(5)
    while True:
        market, quotas = drawn_case(rng, 5, 4)
        found = solve_market_with_quotas(market, quotas)
        if isinstance(found, Infeasible):
            break
    for step in (-1, 1):
        assert verify_infeasible(market, quotas, replace(found, missing=found.missing + step))
    assert verify_infeasible(market, quotas, replace(found, minima=(*found.minima, "?")))
    assert verify_infeasible(market, quotas, replace(found, maxima=(*found.maxima, "?")))
    sides = np.array([*found.laborers.tolist(), market.laborer_count])
    assert verify_infeasible(market, quotas, replace(found, laborers=sides))
    posts = np.array([*found.vacancies.tolist(), market.vacancy_count])
    assert verify_infeasible(market, quotas, replace(found, vacancies=posts))
