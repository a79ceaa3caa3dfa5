"""A plan after its lots: within what they may cost, proven with its gap, told to everybody."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.arrow import table_from_ipc
from matching.columns.market_data import MarketData
from matching.constraints.declared import Rules, Together
from matching.market.declared import market_of
from matching.market.judged import reasons_of, worth_of_pairs
from matching.market.weights import DEFAULT_WEIGHTS, weights_of
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.solution import NOBODY, Solution, Status
from offices.rounds.errors import LotsError, LotsUnderRulesError
from offices.rounds.lots_settings import MOST_BUDGET_PER_MILLE, lots_of, settings_with_lots
from offices.rounds.lots_stored import read_lots
from offices.rounds.results import RoundResult
from offices.rounds.rules_in_force import InForce
from offices.rounds.solving import solve_round
from tests.matching.market_strategies import Filler, made_market, markets

EVERY_LOSS = 1_000_000

CROWDED = markets(min_people=2, max_people=30, min_vacancies=1, max_vacancies=10, chances=(0.05,))


def limits(budget: int, pair: int = EVERY_LOSS, person: int = EVERY_LOSS) -> dict[str, Any]:
    """Gives settings with lots."""
    return {"lots": {"budget_per_mille": budget, "pair_loss": pair, "person_loss": person}}


def solution_of(result: RoundResult) -> Solution:
    """Reads the plan that a round stores, with its prices and the figures claimed."""
    stored = table_from_ipc(result.proof)
    columns = (
        np.array(stored[name][0].as_py(), np.int64) for name in ("plan", "prices", "surpluses")
    )
    plan, prices, surpluses = columns
    figures = result.figures
    status = Status(figures["status"])
    return Solution(plan, figures["objective"], figures["bound"], status, prices, surpluses)


def plain(result: RoundResult) -> tuple[Any, ...]:
    """Gives everything of a result that can be compared."""
    return list(result.offers), result.non_offers, result.figures, result.proof, result.lots


@settings(max_examples=25, deadline=None)
@given(CROWDED, st.sampled_from([0, 1, 20, 50]), st.sampled_from([0, 5_000, EVERY_LOSS]))
def test_a_drawn_plan_holds_and_keeps_to_its_limits(
    data: MarketData, budget: int, pair: int
) -> None:
    """Feasible, its gap proven by the prices of the best plan; nobody placed is dropped."""
    best, drawn = solve_round(data, {}), solve_round(data, limits(budget, pair))
    told, solution = drawn.figures["lots"], solution_of(drawn)
    checked = verify_market(market_of(data, DEFAULT_WEIGHTS), solution)
    assert checked.is_feasible
    assert not checked.findings
    assert checked.is_optimal == (told["loss"] == 0)
    assert told["before"] == best.figures["objective"] == drawn.figures["bound"]
    assert drawn.figures["objective"] == told["before"] - told["loss"]
    assert drawn.figures["gap"] * told["before"] == pytest.approx(told["loss"])
    assert 0 <= told["loss"] <= told["most_loss"] <= told["before"] * budget // 1000
    assert told["most_loss"] <= told["gadgets"] * pair
    plan = solution_of(best).vacancy_of_laborer
    assert np.array_equal(plan == NOBODY, solution.vacancy_of_laborer == NOBODY)


@settings(max_examples=25, deadline=None)
@given(CROWDED)
def test_the_chances_kept_are_those_of_the_draw(data: MarketData) -> None:
    """Both arms by ids, even chances, and of everybody else the place of the best plan."""
    best, drawn = solve_round(data, {}), solve_round(data, limits(50))
    assert best.lots is None
    assert drawn.lots is not None
    rows, told = read_lots(drawn.lots), drawn.figures["lots"]
    first = {one.person_id: one.vacancy_id for one in drawn.offers if one.rank == 1}
    before = {one.person_id: one.vacancy_id for one in best.offers if one.rank == 1}
    people = rows.person.tolist()
    got = np.where(rows.is_other, rows.other, rows.planned).tolist()
    assert got == [first[person] for person in people]
    assert rows.planned.tolist() == [before[person] for person in people]
    assert np.all(rows.planned != rows.other)
    assert np.all(rows.chance_per_mille == 500)
    assert len(set(people)) == len(people) == told["people"]
    assert len(np.unique(rows.gadget)) == told["gadgets"]
    assert int(rows.is_other.sum()) == told["moved"]
    moved_together = [np.unique(rows.is_other[rows.gadget == one]) for one in rows.gadget]
    assert all(len(fell) == 1 for fell in moved_together)
    others = first.keys() - set(people)
    assert {one: first[one] for one in others} == {one: before[one] for one in others}


@settings(max_examples=25, deadline=None)
@given(CROWDED)
def test_who_has_no_offer_learns_the_same_as_without_lots(data: MarketData) -> None:
    """Reasons and nearest changes are those of the proven plan; offers tell the drawn pairs."""
    best, drawn = solve_round(data, {}), solve_round(data, limits(50))
    expected = {one.person_id: one for one in best.non_offers}
    told = {one.person_id: one for one in drawn.non_offers}
    assert told.keys() == expected.keys()
    kept = {person for person, one in told.items() if one.reason != "left_over"}
    assert {one: told[one] for one in kept} == {one: expected[one] for one in kept}
    score = {(one.person_id, one.vacancy_id): one.score for one in best.offers}
    for offer in drawn.offers:
        pair = offer.person_id, offer.vacancy_id
        assert score.get(pair, offer.score) == offer.score
    assert sum(one.score for one in drawn.offers if one.rank == 1) == drawn.figures["objective"]


@settings(max_examples=20, deadline=None)
@given(CROWDED)
def test_the_same_market_draws_the_same_lots(data: MarketData) -> None:
    """Two solves agree in every offer, reason, figure and byte; without lots nothing is drawn."""
    assert plain(solve_round(data, limits(50))) == plain(solve_round(data, limits(50)))
    without = solve_round(data, {})
    assert "lots" not in without.figures
    assert without.figures["status"] == "optimal"


def test_lots_fall_either_way() -> None:
    """Over twenty markets some near-ties fall for the plan and some against it."""
    drawn = [solve_round(made_market(30, 12, Filler(seed, 0.05)), limits(50)) for seed in range(20)]
    rows = [read_lots(one.lots) for one in drawn if one.lots is not None]
    fell = np.concatenate([row.is_other for row in rows])
    assert len(fell) >= 40
    assert 0.2 < fell.mean() < 0.8


def test_other_people_draw_other_lots() -> None:
    """The lots follow from who is in the round: new ids, and the same near-ties fall otherwise."""
    data = made_market(30, 14, Filler(9, 0.05))
    plans = set()
    for start in range(0, 4000, 500):
        keys = np.arange(start, start + len(data.people))
        renamed = replace(data, people=replace(data.people, key=keys))
        plans.add(solution_of(solve_round(renamed, limits(50))).objective)
    assert len(plans) > 1


@pytest.mark.parametrize(
    ("seed", "people", "vacancies", "chance"),
    [(12, 37, 14, 0.2), (137, 34, 18, 0.05), (217, 39, 18, 0.2)],
)
def test_who_could_take_a_freed_seat_is_told_so(
    seed: int, people: int, vacancies: int, chance: float
) -> None:
    """Exactly those without an offer who would add score at a free seat; without lots nobody.

    The seeds were chosen so that a move frees a seat for which somebody waits.
    """
    data, weights = made_market(people, vacancies, Filler(seed, chance)), {"wage": 1000}
    market = market_of(data, weights_of(weights))
    told = []
    for kept in ({}, limits(50)):
        result = solve_round(data, {"weights": weights, **kept})
        plan = solution_of(result).vacancy_of_laborer
        held = np.bincount(plan[plan != NOBODY], minlength=vacancies)
        free = np.flatnonzero(held < data.vacancies.seats)
        waiting = np.flatnonzero(plan == NOBODY)
        row, column = np.nonzero(reasons_of(market, waiting, free) == 0)
        adds = worth_of_pairs(market, waiting[row], free[column]) > 0
        expected = set(data.people.key[waiting[row[adds]]].tolist())
        open_to = {one.person_id for one in result.non_offers if one.reason == "left_over"}
        assert open_to == expected
        told.append(len(open_to))
    assert told[0] == 0
    assert told[1] > 0


def test_a_stopped_plan_is_drawn_from_as_it_is() -> None:
    """The loss is against the plan that was found; the gap is against the bound."""
    data = made_market(30, 12, Filler(5, 0.05))
    stopped = solve_round(data, limits(50), is_stopped=lambda: True)
    figures = stopped.figures
    assert figures["objective"] == figures["lots"]["before"] - figures["lots"]["loss"]
    assert figures["bound"] >= figures["lots"]["before"]
    assert not verify_market(market_of(data, DEFAULT_WEIGHTS), solution_of(stopped)).findings


def test_lots_beside_joint_rules_are_refused() -> None:
    """A lot could tear a group apart: refused, not left out in silence."""
    data = made_market(6, 4, Filler(1, 0.05))
    pair = tuple(data.people.key[:2].tolist())
    rules = InForce(own=Rules(together=(Together("two", pair),)))
    with pytest.raises(LotsUnderRulesError):
        solve_round(data, settings_with_lots(5), rules=rules)
    assert "rules" in solve_round(data, {}, rules=rules).figures


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        (5, "lots"),
        ({}, "budget_per_mille"),
        ({"budget_per_mille": 1, "pair_loss": 1}, "person_loss"),
        ({"budget_per_mille": -1, "pair_loss": 1, "person_loss": 1}, "budget_per_mille"),
        ({"budget_per_mille": True, "pair_loss": 1, "person_loss": 1}, "budget_per_mille"),
        ({"budget_per_mille": 1.5, "pair_loss": 1, "person_loss": 1}, "budget_per_mille"),
        (limits(MOST_BUDGET_PER_MILLE + 1)["lots"], "budget_per_mille"),
        (limits(1, pair=EVERY_LOSS + 1)["lots"], "pair_loss"),
        (limits(1)["lots"] | {"eps": 1}, "eps"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(stated: object, field: str) -> None:
    """The field at fault is named, before anything is solved."""
    with pytest.raises(LotsError) as refused:
        lots_of({"lots": stated})
    assert refused.value.params["field"] == field
    with pytest.raises(LotsError):
        solve_round(made_market(2, 2, Filler(1, 0.05)), {"lots": stated})


def test_without_the_setting_nothing_is_drawn() -> None:
    """Off unless set; the usual limits are read back as given."""
    assert lots_of({}) is None
    usual = lots_of(settings_with_lots(0))
    assert usual is not None
    assert (usual.budget_per_mille, usual.pair_loss, usual.person_loss) == (0, 10_000, 50_000)
