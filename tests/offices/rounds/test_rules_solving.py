"""A round under rules: kept, bounded, told truly; collisions named; nothing claimed unproven."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from matching.columns.market_data import MarketData
from matching.constraints.assembled import assembled
from matching.constraints.declared import (
    Batch,
    Decided,
    Decision,
    Quota,
    QuotaKind,
    Rules,
    StayHome,
    Together,
)
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.solvers.joint.dense import patched_scores
from matching.solvers.joint.lots import row_totals
from matching.solvers.joint.solve import JointParams, solve_jointly
from matching.solvers.progress import SILENT
from offices.rounds.rules_collide import RulesCollideError
from offices.rounds.rules_in_force import InForce
from offices.rounds.rules_solving import solve_under
from offices.rounds.rules_tightened import tightened
from offices.rounds.solving import solve_round
from tests.matching.market_strategies import markets

SMALL = markets(min_people=3, max_people=7, min_vacancies=1, max_vacancies=4, chances=(0.05, 0.2))


@st.composite
def ruled(draw: st.DrawFn) -> tuple[MarketData, Rules]:
    """A small market with a group, households and a batch."""
    drawn = draw(SMALL)
    home = drawn.people.home.copy()
    home[:3] = home[1]  # a household has one home
    data = replace(drawn, people=replace(drawn.people, home=home))
    keys = data.people.key.tolist()
    posts = data.vacancies.key.tolist()
    leave, first = draw(st.integers(0, 1)), draw(st.integers(0, 1))
    return data, Rules(
        together=(Together("pair", tuple(keys[:2])),) if _most_at_once(data) >= 2 else (),
        stay_home=(StayHome("home", tuple(keys[first : first + 2]), leave),),
        batches=(Batch("bus", tuple(posts[:2]), draw(st.integers(1, 2))),)
        if data.vacancies.seats[:2].sum() >= 2
        else (),
    )


def _most_at_once(data: MarketData) -> int:
    """The most seats of one employer."""
    posts = data.vacancies
    return max(int(posts.seats[posts.employer == key].sum()) for key in posts.employer.tolist())


def _best(data: MarketData, rules: Rules) -> int:
    """The best value of all plans that keep the rules, by trying every one."""
    problem = assembled(data, market_of(data, DEFAULT_WEIGHTS), rules).problem
    people, posts = problem.market.laborer_count, problem.market.vacancy_count
    laborer, vacancy = np.divmod(np.arange(people * posts), posts)
    score = patched_scores(problem, laborer, vacancy).reshape(people, posts)
    options = [[-1, *np.flatnonzero(row >= 0).tolist()] for row in score]
    best = -1
    for choice in product(*options):
        plan = np.array(choice, np.int64)
        placed = np.flatnonzero(plan >= 0)
        taken = np.bincount(plan[placed], minlength=posts)
        if (taken > problem.market.seats).any() or not _keeps(data, rules, plan):
            continue
        best = max(best, int(score[placed, plan[placed]].sum()))
    return best


def _keeps(data: MarketData, rules: Rules, plan: np.ndarray) -> bool:
    """Holds a plan against the rules as an office would read them."""
    at = {int(key): index for index, key in enumerate(data.people.key)}
    paths = data.context.place_paths
    for group in rules.together:
        where = [plan[at[person]] for person in group.people]
        employers = {int(data.vacancies.employer[post]) for post in where if post >= 0}
        if any(post >= 0 for post in where) and (min(where) < 0 or len(employers) > 1):
            return False
    for home in rules.stay_home:
        away = 0
        for person in home.people:
            post = plan[at[person]]
            county = "/".join(paths[data.people.home[at[person]]].split("/")[:4]) + "/"
            away += post >= 0 and not paths[data.vacancies.place[post]].startswith(county)
        if away > home.leave:
            return False
    for batch in rules.batches:
        lines = np.flatnonzero(np.isin(data.vacancies.key, batch.vacancies))
        if 0 < np.isin(plan, lines).sum() < batch.least:
            return False
    return True


@settings(max_examples=25, deadline=None)
@given(ruled())
def test_a_small_round_is_the_best_of_all_that_keep_the_rules(
    case: tuple[MarketData, Rules],
) -> None:
    """Value and proof against every plan tried; everybody of the pool is told of once."""
    data, rules = case
    result = solve_round(data, {}, rules=InForce(own=rules))
    figures = result.figures
    best = _best(data, rules)
    assert figures["objective"] <= best <= figures["bound"]
    assert figures["objective"] >= best - max(1, int(0.001 * best))
    assert figures["rules"]["price_bound"] >= figures["bound"]
    assert figures["rules"]["cost"] >= figures["rules"]["plain"]["objective"] - best
    assert figures["status"] == "feasible"
    first = [offer.person_id for offer in result.offers if offer.rank == 1]
    without = [one.person_id for one in result.non_offers]
    assert sorted([*first, *without]) == sorted(data.people.key.tolist())
    ranks: dict[int, list[int]] = {}
    for offer in result.offers:
        ranks.setdefault(offer.person_id, []).append(offer.rank)
    assert all(found == list(range(1, len(found) + 1)) for found in ranks.values())


@settings(max_examples=25, deadline=None)
@given(ruled())
def test_what_is_told_of_one_person_is_true_when_tried(case: tuple[MarketData, Rules]) -> None:
    """Further offers keep each rule's most; ruled-out posts each break one; full posts are full."""
    data, rules = case
    market = market_of(data, DEFAULT_WEIGHTS)
    result = solve_round(data, {}, rules=InForce(own=rules))
    problem = assembled(data, market, rules).problem
    at = {int(key): index for index, key in enumerate(data.people.key)}
    post = {int(key): index for index, key in enumerate(data.vacancies.key)}
    plan = np.full(len(data.people), -1)
    for offer in result.offers:
        if offer.rank == 1:
            plan[at[offer.person_id]] = post[offer.vacancy_id]
    for offer in result.offers:
        moved = plan.copy()
        moved[at[offer.person_id]] = post[offer.vacancy_id]
        _check_joined(data, rules, moved, offer.vacancy_id)
    taken = np.bincount(plan[plan >= 0], minlength=len(data.vacancies))
    for one in result.non_offers:
        person = at[one.person_id]
        every = np.arange(len(data.vacancies))
        passes = patched_scores(problem, np.full(len(every), person), every) >= 0
        free = every[passes & (taken < data.vacancies.seats)]
        if one.reason == "outcompeted":
            assert not len(free)
        if one.reason == "ruled":
            assert one.facts["free"] == len(free) > 0
            for vacancy in free.tolist():
                tried = plan.copy()
                tried[person] = vacancy
                assert not _keeps(data, rules, tried)
        if one.reason == "group":
            assert one.facts["people"] == 2
            assert plan[[at[key] for key in rules.together[0].people]].max() < 0


def _check_joined(data: MarketData, rules: Rules, plan: np.ndarray, vacancy: int) -> None:
    """A move may leave a batch short; it breaks no home and no group, joins no closed batch."""
    assert _keeps(data, replace(rules, batches=()), plan)
    for batch in rules.batches:
        if vacancy in batch.vacancies:
            lines = np.flatnonzero(np.isin(data.vacancies.key, batch.vacancies))
            assert np.isin(plan, lines).sum() >= batch.least


@settings(max_examples=60, deadline=None)
@given(ruled())
def test_tightening_changes_no_plan(case: tuple[MarketData, Rules]) -> None:
    """Limits in place of rows leave the best value as it is."""
    data, rules = case
    near, fewer = tightened(data, rules)
    values = [
        solve_jointly(assembled(some, market_of(some, DEFAULT_WEIGHTS), asked).problem).objective
        for some, asked in ((data, rules), (near, fewer))
    ]
    assert values[0] == values[1]
    event(f"rows {len(rules.stay_home)} to {len(fewer.stay_home)}")
    assert len(fewer.stay_home) <= len(rules.stay_home)


@settings(max_examples=15, deadline=None)
@given(SMALL, st.data())
def test_rules_that_no_plan_keeps_are_named(data: MarketData, draw: st.DataObject) -> None:
    """Somebody pinned into a batch that needs two, and nobody else may come: both are named."""
    market = market_of(data, DEFAULT_WEIGHTS)
    posts = [
        index
        for index in range(len(data.vacancies))
        if data.vacancies.seats[index] >= 2
        and patched_scores(
            assembled(data, market, Rules()).problem, np.array([0]), np.array([index])
        )[0]
        >= 0
    ]
    if not posts:
        return
    vacancy = int(data.vacancies.key[draw.draw(st.sampled_from(posts))])
    keys = data.people.key.tolist()
    rules = Rules(
        batches=(Batch("bus", (vacancy,), 2),),
        decided=(
            Decided("pin", Decision.PIN, keys[0], vacancy),
            *(Decided(f"ban-{key}", Decision.BAN, key, vacancy) for key in keys[1:]),
        ),
    )
    with pytest.raises(RulesCollideError) as refused:
        solve_round(data, {}, rules=InForce(own=rules))
    told = refused.value.told
    assert {"bus", "pin"} <= {one["key"] for one in told["members"]}
    assert all(one["best_without"] is not None for one in told["members"])
    assert refused.value.params["keys"] == tuple(one["key"] for one in told["members"])


@settings(max_examples=15, deadline=None)
@given(SMALL)
def test_rules_of_the_register_give_way(data: MarketData) -> None:
    """A group of the register larger than any post is left out; the office's own is refused."""
    keys = tuple(data.people.key.tolist())
    if len(keys) <= max(1, _most_at_once(data)):
        return
    rules = Rules(together=(Together("all", keys),))
    result = solve_round(data, {}, rules=InForce(register=rules))
    told = result.figures["rules"]
    assert told["dropped_count"] == 1
    assert told["dropped"][0]["code"] == "rules.group_too_large"
    assert told["groups"]["groups"] == 0
    with pytest.raises(RulesCollideError) as refused:
        solve_round(data, {}, rules=InForce(own=rules))
    assert refused.value.told["findings"][0]["keys"] == ["all"]


@settings(max_examples=20, deadline=None)
@given(SMALL)
def test_prices_and_uses_are_told_by_rule(data: MarketData) -> None:
    """A quota's use is the plan's count, and one person more is worth at most its price."""

    def quota(most: int) -> Rules:
        return Rules(quotas=(Quota("few", QuotaKind.PAIR, most=most),))

    market = market_of(data, DEFAULT_WEIGHTS)
    solved = [
        solve_under(data, market, DEFAULT_WEIGHTS, InForce(own=quota(most)), JointParams(), SILENT)
        for most in (1, 2)
    ]
    few, more = solved
    used = row_totals(few.full.problem, few.joint.vacancy_of_laborer)
    assert used.tolist() == [(few.joint.vacancy_of_laborer >= 0).sum()]
    price = few.joint.prices.row[0] / 2**20
    assert more.joint.objective <= few.joint.root_bound + price + 1
