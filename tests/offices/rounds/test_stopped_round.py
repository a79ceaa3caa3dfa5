"""A solve that is stopped early still gives everybody an answer, and promises nothing unproven."""

import pytest
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from offices.rounds.solving import solve_round
from tests.matching.market_strategies import markets

CROWDED = markets(min_people=2, max_people=10, min_vacancies=1, max_vacancies=4, chances=(0.05,))


@settings(max_examples=40, deadline=None)
@given(CROWDED)
def test_a_stopped_solve_is_told_with_its_gap(data: MarketData) -> None:
    """The gap is that of plan and bound; the bound holds; without a proof no change is promised."""
    stopped = solve_round(data, {}, is_stopped=lambda: True)
    whole = solve_round(data, {})
    figures = stopped.figures
    assert figures["objective"] <= whole.figures["objective"] <= figures["bound"]
    missing = figures["bound"] - figures["objective"]
    assert figures["gap"] == pytest.approx(missing / figures["bound"] if figures["bound"] else 0)
    assert (figures["status"] == "optimal") == (missing == 0)
    first = [offer.person_id for offer in stopped.offers if offer.rank == 1]
    without = [person.person_id for person in stopped.non_offers]
    assert sorted([*first, *without]) == sorted(data.people.key.tolist())
    assert figures["arcs"] == whole.figures["arcs"]
    if missing:
        for person in stopped.non_offers:
            assert person.change is None or person.change["code"] != "more_seats"
            assert person.change is None or not person.change["places"]
