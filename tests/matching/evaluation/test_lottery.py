"""Lots between near-ties: feasible, within the loss stated, with the chances they log."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.evaluation.errors import EvaluationError
from matching.evaluation.gadgets import ALONE, Margins, find_gadgets, objective_of
from matching.evaluation.impact import ImpactParams, Verdict, policy_impact
from matching.evaluation.learners import linear
from matching.evaluation.lottery import Drawn, LotteryParams, draw, draw_gadgets
from matching.pairs.forms import ClassTable
from matching.pairs.market import Market, PartColumns
from matching.pairs.plain import FORBIDDEN, scores_of_block, scores_of_pairs
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.solution import NOBODY, Solution
from tests.matching.evaluation.worlds import before as before_outcomes
from tests.matching.pairs.pair_markets import Shape, drawn_market

WIDE = LotteryParams(budget_per_mille=20, pair_loss=4000, person_loss=10**6)


def alike_market(seed: int, people: int, vacancies: int, classes: int = 4) -> Market:
    """Draws a market of few classes, so that many people are worth the same to many vacancies."""
    rng = np.random.default_rng(seed)
    table = rng.integers(500, 1001, (classes, classes)).astype(np.int16)
    part = ClassTable(
        rng.integers(0, classes, people).astype(np.int32),
        rng.integers(0, classes, vacancies).astype(np.int32),
        table,
    )
    seats = rng.integers(1, 2 + 3 * people // vacancies, vacancies).astype(np.int64)
    return Market(people, seats, (PartColumns("alike", 1000, (part,)),), ())


def everybody(market: Market) -> np.ndarray:
    """Leaves nobody out of the lots."""
    return np.ones(market.laborer_count, np.bool_)


def check_plan(market: Market, drawn: Drawn) -> None:
    """Holds a drawn plan against rules, seats and scores, evaluated plainly."""
    placed = np.flatnonzero(drawn.plan != NOBODY)
    scores = scores_of_pairs(market, placed, drawn.plan[placed])
    assert not np.any(scores == FORBIDDEN)
    held = np.bincount(drawn.plan[placed], minlength=market.vacancy_count)
    assert np.all(held <= market.seats)
    assert np.array_equal(drawn.plan == NOBODY, drawn.before == NOBODY)
    assert objective_of(market, drawn.plan) == drawn.objective - drawn.loss
    assert 0 <= drawn.loss <= drawn.most_loss


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    per_mille=st.sampled_from([0, 1, 20, 1000]),
    each=st.sampled_from([0, 5, 400, 10**6]),
    person=st.sampled_from([0, 100, 10**6]),
)
def test_every_drawn_plan_holds(seed: int, per_mille: int, each: int, person: int) -> None:
    """Feasible, within total and single losses, for whoever was left out too."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 25)), int(rng.integers(1, 12))
    market = (
        drawn_market(rng, *size, Shape(parts=2, rules=1))
        if seed % 2
        else alike_market(seed, *size, classes=int(rng.integers(1, 4)))
    )
    solution = solve_market(market)
    is_free = rng.random(size[0]) < 0.8
    params = LotteryParams(per_mille, each, person)
    drawn = draw(market, solution, params, is_free, seed)
    check_plan(market, drawn)
    assert drawn.most_loss * 1000 <= drawn.objective * per_mille
    assert np.array_equal(drawn.chance == 0.5, drawn.gadget >= 0)
    assert np.all(drawn.chance[drawn.gadget < 0] == 1)
    assert not np.any(drawn.gadget[~is_free] >= 0)
    by_lot = np.flatnonzero(drawn.gadget >= 0)
    own = scores_of_pairs(market, by_lot, drawn.before[by_lot])
    other = scores_of_pairs(market, by_lot, drawn.other[by_lot])
    assert np.all(own - other <= person)
    loss = np.bincount(drawn.gadget[by_lot], own - other) if len(by_lot) else np.zeros(0)
    assert np.all((loss >= 0) & (loss <= each))
    if per_mille == 0 or each == 0:
        assert drawn.most_loss == 0
    # All lots against the plan: still feasible, and worth what was certified.
    worst = np.where(drawn.gadget >= 0, drawn.other, drawn.before)
    held = np.bincount(worst[worst != NOBODY], minlength=market.vacancy_count)
    assert np.all(held <= market.seats)
    assert objective_of(market, worst) == drawn.objective - drawn.most_loss


def test_chances_are_as_logged() -> None:
    """2,000 drawings: each near-tie falls either way as a fair coin, and apart from the others.

    Five standard errors of a share of one half: 0.056; of a product of two signs: 0.112.
    """
    market = alike_market(3, 60, 12)
    solution = solve_market(market)
    gadgets = find_gadgets(market, solution, Margins(10**6, 10**6, 10**6), everybody(market), 1)
    assert len(gadgets) >= 15
    before = solution.vacancy_of_laborer
    fell = np.array(
        [
            draw_gadgets(before, 0, gadgets, seed).plan[gadgets.first] != before[gadgets.first]
            for seed in range(2000)
        ]
    )
    assert np.all(np.abs(fell.mean(axis=0) - 0.5) < 0.056)
    sign = 2.0 * fell - 1
    together = sign.T @ sign / len(fell) - np.eye(len(gadgets))
    assert np.abs(together).max() < 0.112
    # The two people of a swap always fall together, and go where the other was.
    swap = gadgets.rows(gadgets.second != ALONE)
    drawn = draw_gadgets(before, 0, gadgets, 7)
    assert np.array_equal(swap.first_to, before[swap.second])
    assert np.array_equal(swap.second_to, before[swap.first])
    moved = drawn.plan != before
    assert np.array_equal(moved[swap.first], moved[swap.second])


def test_switched_off_nothing_changes() -> None:
    """Without settings, or with nobody free, the plan is what it was and certain."""
    market = alike_market(4, 40, 8)
    solution = solve_market(market)
    for params, is_free in ((None, everybody(market)), (WIDE, ~everybody(market))):
        drawn = draw(market, solution, params, is_free, 0)
        assert np.array_equal(drawn.plan, solution.vacancy_of_laborer)
        assert np.all(drawn.chance == 1)
        assert (drawn.loss, drawn.most_loss) == (0, 0)
    one, same = (draw(market, solution, WIDE, everybody(market), 5) for _ in range(2))
    assert np.array_equal(one.plan, same.plan)


def test_every_swap_and_move_of_a_small_market_is_considered() -> None:
    """Nothing is left: after the lots' near-ties no two people left over could swap without loss.

    Every pair of people not concerned is tried, and every free seat not promised.
    """
    for seed in range(30):
        market = alike_market(seed, 14, 6, classes=3)
        solution = solve_market(market)
        drawn = draw(market, solution, LotteryParams(0, 0, 10**6), everybody(market), seed)
        plan = drawn.before
        score = scores_of_block(market, np.arange(14), np.arange(6))
        left = np.flatnonzero((drawn.gadget < 0) & (plan != NOBODY))
        taken = np.bincount(plan[plan != NOBODY], minlength=6)
        by_lot = np.flatnonzero(drawn.gadget >= 0)
        alone = by_lot[np.bincount(drawn.gadget[by_lot])[drawn.gadget[by_lot]] == 1]
        free = market.seats - taken - np.bincount(drawn.other[alone], minlength=6)
        for i in left:
            for to in np.flatnonzero(free > 0):
                assert to == plan[i] or score[i, to] < score[i, plan[i]]
            for k in left:
                if plan[i] != plan[k]:
                    swapped = score[i, plan[k]] + score[k, plan[i]]
                    assert swapped < score[i, plan[i]] + score[k, plan[k]]


def planted(drawn: Drawn, seed: int, effect: float) -> tuple[np.ndarray, np.ndarray]:
    """Draws what was known of people, and outcomes that the other place raises."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(len(drawn.plan), 2))
    is_other = (drawn.plan == drawn.other) & (drawn.gadget >= 0)
    return features, features[:, 0] + effect * is_other + rng.normal(size=len(drawn.plan))


def test_lots_make_an_effect_tellable() -> None:
    """With lots the planted effect is covered in 18 or more of 20 draws; without, no answer.

    The other plan swaps every near-tie. Against lots of one half it gains half the effect, for the
    share of people concerned.
    """
    market = alike_market(6, 400, 30)
    solution = solve_market(market)
    held = 0
    for seed in range(20):
        drawn = draw(market, solution, WIDE, everybody(market), seed)
        features, outcome = planted(drawn, seed, effect=1.0)
        logged = drawn.logged(features, outcome)
        other = policy_impact(
            logged, before_outcomes(drawn.target(drawn.other)), ImpactParams(seed=seed), linear
        )
        assert other.verdict is Verdict.GAIN
        assert other.gain is not None
        assert other.affected == np.sum(drawn.gadget >= 0) > 200
        held += other.gain.holds(0.5 * other.affected / other.people)
        wild = np.roll(drawn.before, 1)
        third = policy_impact(
            logged, before_outcomes(drawn.target(wild)), ImpactParams(seed=seed), linear
        )
        assert third.verdict is Verdict.NOT_IDENTIFIABLE
    assert held >= 18
    certain = draw(market, solution, None, everybody(market), 0)
    features, outcome = planted(certain, 0, effect=1.0)
    target = before_outcomes(certain.target(drawn.other))
    found = policy_impact(certain.logged(features, outcome), target, ImpactParams(seed=0), linear)
    assert found.verdict is Verdict.NOT_IDENTIFIABLE
    assert found.gain is None


def test_a_plan_bound_by_other_rules_is_not_bettered() -> None:
    """Where a plan is not best for pairs alone, a swap that would gain is no tie."""
    market = alike_market(8, 30, 6)
    best = solve_market(market)
    rng = np.random.default_rng(0)
    plan = rng.permutation(best.vacancy_of_laborer)
    bound = Solution(
        plan, best.objective, best.bound, best.status, best.vacancy_price, best.laborer_surplus
    )
    drawn = draw(market, bound, LotteryParams(100, 10**6, 10**6), everybody(market), 0)
    check_plan(market, drawn)
    assert drawn.objective == objective_of(market, plan) < best.objective


def test_lots_are_refused() -> None:
    """Settings below 0, masks that do not fit, plans that are none."""
    market = alike_market(1, 6, 3)
    solution = solve_market(market)
    for wrong in ((-1, 0, 0), (0, -1, 0), (0, 0, -1)):
        with pytest.raises(EvaluationError):
            LotteryParams(*wrong)
        with pytest.raises(EvaluationError):
            Margins(*wrong)
    with pytest.raises(EvaluationError):
        draw(market, solution, WIDE, np.ones(2, np.bool_), 0)
    full = Solution(
        np.zeros(6, np.int64),
        0,
        0,
        solution.status,
        solution.vacancy_price,
        solution.laborer_surplus,
    )
    narrow = Market(6, np.ones(3, np.int64), market.parts, ())
    with pytest.raises(EvaluationError):
        draw(narrow, full, WIDE, everybody(narrow), 0)
