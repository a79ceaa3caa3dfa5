"""Quotas on the reference market: proven over all pairs at 10^4, bounds on both sides."""

import numpy as np
import pytest

from benchmarks.laminar import quotas_of
from benchmarks.reference import reference_market
from matching.pairs.market import Market
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.laminar.quotas import Quota, Quotas
from matching.solvers.laminar.solution import QuotaSolution
from matching.solvers.laminar.solve import QuotaParams, solve_market_with_quotas
from matching.solvers.laminar.verify import verify_quota_solution
from matching.solvers.solution import NOBODY


def with_counties(market: Market, quotas: Quotas) -> Quotas:
    """Adds county groups of laborers: every fifth raised, every third capped."""
    plain = solve_market(market).vacancy_of_laborer
    county = market.parts[1].tables[0].laborer_class
    groups = []
    for at in range(0, int(county.max()) + 1, 4):
        members = np.flatnonzero((county >= at) & (county < at + 4))
        placed = int(np.count_nonzero(plain[members] != NOBODY))
        if at % 5 == 0:
            groups.append(Quota(f"raised {at}", members, least=min(placed + 2, len(members))))
        elif at % 3 == 0:
            groups.append(Quota(f"capped {at}", members, most=int(0.85 * placed)))
    return Quotas(quotas.vacancy_sets, tuple(groups))


def prove(laborers: int) -> None:
    """Solves twice under lots and has the plain check prove both."""
    market = reference_market(laborers)
    quotas = with_counties(market, quotas_of(market, solve_market(market)))
    assert quotas.vacancy_sets
    assert quotas.laborer_sets
    found = [solve_market_with_quotas(market, quotas, QuotaParams(seed=seed)) for seed in (1, 2)]
    for one in found:
        assert isinstance(one, QuotaSolution)
        verification = verify_quota_solution(market, quotas, one)
        assert verification.findings == ()
        assert verification.is_optimal
    assert found[0].objective == found[1].objective  # type: ignore[union-attr]  # checked above


def test_quotas_proven_at_a_thousand() -> None:
    """A thousand laborers, maxima and minima of both sides: gap 0 over all pairs."""
    prove(1000)


@pytest.mark.prove
def test_quotas_proven_at_ten_thousand() -> None:
    """The same at 10^4."""
    prove(10_000)
