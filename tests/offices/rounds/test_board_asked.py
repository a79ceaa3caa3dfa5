"""A round answers about shortage, prices, money, envy and missing facts, in counts."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matching.columns.market_data import MarketData
from matching.explain.board_training import Training
from matching.explain.envy import envy_of
from matching.explain.portfolio_packages import Seats
from matching.explain.worth_asking_questions import QUESTIONS
from matching.market.arcs import candidate_arcs
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.prices import highest_prices
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY, Status, priced_solution
from matching.solvers.witness import largest_placement
from models.tables.people import Person
from models.values import NotAllowedError, Permission
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.acts_board import FrozenPlan, frozen_market, frozen_plan
from offices.rounds.board_asked import (
    asked_board,
    asked_envy,
    asked_first,
    asked_portfolio,
    asked_shortage,
)
from offices.rounds.board_packages import PackagesError, read_packages
from offices.rounds.errors import NotSolvedError
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    fill_random,
    solved_round,
)
from tests.matching.market_strategies import Filler, made_market

Sessions = sessionmaker[Session]

PLAIN: dict[str, list[str]] = {"register_rules": []}
"""Settings of a round whose plan is the best of pairs."""


@pytest.fixture
def round_code(sqlite_session_factory: Sessions) -> str:
    """Gives a round that is frozen, but not solved."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=120, vacancies=12)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, PLAIN, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
    return code


@pytest.fixture
def plan(sqlite_session_factory: Sessions, round_code: str) -> FrozenPlan:
    """Gives the round's market and plan."""
    with sqlite_session_factory.begin() as session:
        solved_round(session, round_code)
        return frozen_plan(session, ACTOR, round_code)


def test_the_plan_read_is_the_one_proven(plan: FrozenPlan) -> None:
    """Plan, prices and surpluses prove each other on the market read beside them."""
    assert verify_market(plan.frozen.market, plan.solution).is_optimal


def test_shortage_needs_no_solve(sqlite_session_factory: Sessions, round_code: str) -> None:
    """A frozen round is enough; the counts are those of the witness."""
    with sqlite_session_factory.begin() as session:
        frozen = frozen_market(session, ACTOR, round_code)
        with pytest.raises(NotSolvedError):
            frozen_plan(session, ACTOR, round_code)
    told = asked_shortage(frozen, 1)
    assert told["placed"] == largest_placement(frozen.market).placed
    assert all(crowd["people"] > crowd["per_seat"] * crowd["seats"] for crowd in told["crowds"])
    assert all(sum(crowd["homes"].values()) == crowd["people"] for crowd in told["crowds"])
    assert told["people"] == told["placed"] + told["barred"] + sum(told["deficits"])
    assert len(told["groups"]) == min(1, len(told["deficits"]))
    for group in told["groups"]:
        assert sum(group["homes"].values()) == group["people"]


def test_the_board_tells_lines_courses_and_a_forecast(plan: FrozenPlan) -> None:
    """Prices are the plan's, the dearest first; the best course comes first."""
    told = asked_board(plan, lines=4, courses=3, places=5)
    price = plan.solution.vacancy_price
    keys = plan.frozen.data.vacancies.key.tolist()
    assert [line["price"] for line in told["lines"]] == sorted(price[price > 0].tolist())[::-1][:4]
    assert all(price[keys.index(line["vacancy"])] == line["price"] for line in told["lines"])
    assert told["wanted_lines"] == int((price > 0).sum())
    gains = [course["gain"] for course in told["courses"]]
    assert gains == sorted(gains, reverse=True)
    assert all(course["people"] <= 5 for course in told["courses"])
    assert all(course["gain"] <= course["most"] for course in told["courses"])
    assert 0 <= told["forecast"]["gain"] <= int(price.max()) * told["forecast"]["seats"]


PACKAGES = """
[[package]]
code = "beds"
cost_yuan = 3000
seats = [{{vacancies = {both}, seats = 4}}, {{vacancies = [{first}], seats = 1}}]

[[package]]
code = "course"
cost_yuan = 2000
places = 6
certificates = ["health", "welding"]
occupation = "{occupation}"
level = 2

[[package]]
code = "nothing"
cost_yuan = 0
"""


def packages_for(data: MarketData) -> str:
    """Writes a file of packages that fits a round."""
    keys = data.vacancies.key.tolist()
    occupation = data.context.occupations[int(data.vacancies.occupation[0])]
    return PACKAGES.format(both=keys[:2], first=keys[0], occupation=occupation)


def test_a_file_of_packages_is_read_and_chosen_from(plan: FrozenPlan) -> None:
    """The choice keeps to the budget and is proven; costs are told in fen."""
    for budget in (0, 2_500, 9_000):
        told = asked_portfolio(plan, packages_for(plan.frozen.data).encode(), budget)
        chosen = [one for one in told["packages"] if one["is_chosen"]]
        assert sum(one["cost_fen"] for one in chosen) == told["cost_fen"] <= 100 * budget
        assert told["is_best"]
        assert told["gain"] == told["most"]
        assert told["gain"] >= max((one["gain_alone"] for one in chosen), default=0)
        assert [one["seats"] for one in told["packages"]] == [5, 0, 0]
        assert told["packages"][1]["people"] <= 6


@pytest.mark.parametrize(
    ("before", "after", "entry", "reason"),
    [
        ("[[package]]", "[[package", "", "not_toml"),
        ('code = "beds"', "", "code", "missing"),
        ("cost_yuan = 3000", "", "cost_yuan", "missing"),
        ("cost_yuan = 3000", "cost_yuan = -1", "cost_yuan", "value"),
        ("cost_yuan = 3000", "cost_yuan = true", "cost_yuan", "value"),
        ("cost_yuan = 3000", "cost_yuan = 1\nprice = 2", "price", "unknown"),
        ("vacancies = [1]", "vacancies = [999999]", "seats", "no_such_vacancy"),
        ("vacancies = [1]", "vacancies = []", "seats", "value"),
        ("vacancies = [1]", "vacancy = [1]", "seats", "value"),
        ("seats = [{", "seats = 3 #", "seats", "value"),
        ("health", "beauty", "certificates", "no_such_certificate"),
        ('occupation = "', 'occupation = "x', "occupation", "no_such_occupation"),
        ("level = 2", "level = 6", "level", "value"),
    ],
)
def test_faults_of_the_file_are_named(before: str, after: str, entry: str, reason: str) -> None:
    """The entry and the reason."""
    data = made_market(3, 3, Filler(1, 0.1))
    data = replace(data, vacancies=replace(data.vacancies, key=np.array([1, 2, 3])))
    text = packages_for(data).replace(before, after, 1)
    with pytest.raises(PackagesError) as refused:
        read_packages(text.encode(), data)
    assert (refused.value.params["entry"], refused.value.params["reason"]) == (entry, reason)


@pytest.mark.parametrize("content", [b"package = 3", b"package = [1]", b"\xff"])
def test_a_file_without_packages_is_refused(content: bytes) -> None:
    """Packages are a list of tables in a text file; none at all is an empty list."""
    data = made_market(3, 3, Filler(1, 0.1))
    with pytest.raises(PackagesError):
        read_packages(content, data)
    assert read_packages(b"", data) == ()


@pytest.mark.parametrize("is_by_own_wishes", [False, True])
def test_envy_is_counted_and_priced(plan: FrozenPlan, *, is_by_own_wishes: bool) -> None:
    """By the score the counts are those of the report; what is lost is not negative."""
    told = asked_envy(plan, is_by_own_wishes=is_by_own_wishes)
    market = plan.frozen.market
    if not is_by_own_wishes:
        report = envy_of(market, market, plan.solution.vacancy_of_laborer)
        assert told["envious_pairs"] == report.envious_pairs
    for price in told["prices"]:
        assert 0 <= price["least_loss"] <= price["loss"]
        assert price["is_exact"] == (price["loss"] == price["least_loss"])


def test_questions_are_counted_by_fact_and_post(plan: FrozenPlan) -> None:
    """Every fact is told; the first ones add up to those asked for; worths are within bounds."""
    told = asked_first(plan, 4)
    assert [one["question"] for one in told["questions"]] == [one.code for one in QUESTIONS]
    most = {one["question"]: one["most"] for one in told["questions"]}
    for effect in ("opens", "breaks"):
        assert sum(one["people"] for one in told[effect]) <= 4
        assert all(0 < one["worth"] <= most[one["question"]] for one in told[effect])


def test_another_plan_is_counted_and_the_best_one_priced(plan: FrozenPlan) -> None:
    """Of a plan that is not the best of pairs envy is counted; prices are the best plan's."""
    nobody = np.full(len(plan.frozen.data.people), NOBODY)
    stopped = replace(plan.solution, vacancy_of_laborer=nobody, objective=0, status=Status.FEASIBLE)
    other = replace(plan, solution=stopped)
    content = packages_for(plan.frozen.data).encode()

    def answers(asked: FrozenPlan) -> list[dict[str, object]]:
        return [
            asked_board(asked, lines=9, courses=2, places=3),
            asked_portfolio(asked, content, 4_000),
            asked_first(asked, 3),
        ]

    for best, found in zip(answers(plan), answers(other), strict=True):
        assert (best.pop("is_anew"), found.pop("is_anew")) == (False, True)
        for told in (best, found):  # of people worth the same, one plan leaves out others
            told.pop("packages", None)
        assert best.get("lines") == found.get("lines")
        assert best.get("gain") == found.get("gain")
        assert best.get("forecast") == found.get("forecast")
    best, found = (asked_envy(one, is_by_own_wishes=False) for one in (plan, other))
    assert best["prices"] == found["prices"]
    assert found["envious_pairs"] == 0 < found["pairs_at_free_seats"] == found["blocking_pairs"]


def test_prices_that_are_not_the_lowest_are_not_told(plan: FrozenPlan) -> None:
    """The board tells what a seat brings, whichever prices prove the plan."""
    frozen = plan.frozen
    everything = candidate_arcs(frozen.data)
    problem = AssignmentProblem(
        len(frozen.data.people),
        frozen.market.seats,
        everything.arc_laborer,
        everything.arc_vacancy,
        everything.arc_score,
    )
    highest = highest_prices(problem, plan.solution.vacancy_of_laborer)
    proven = priced_solution(problem, plan.solution.vacancy_of_laborer.copy(), highest)
    told = asked_board(replace(plan, solution=proven), lines=20, courses=0, places=0)
    assert not told["is_anew"]
    assert told["lines"] == asked_board(plan, lines=20, courses=0, places=0)["lines"]


def test_a_round_bound_by_rules_is_asked_as_well(sqlite_session_factory: Sessions) -> None:
    """Whatever binds its plan, prices are those of the best plan of pairs, and that is said."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=120, vacancies=12)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        bound = frozen_plan(session, ACTOR, code)
    told = asked_board(bound, lines=20, courses=0, places=0)
    best = solve_market(bound.frozen.market, MarketParams(is_lowest=True))
    assert [line["price"] for line in told["lines"]] == sorted(
        best.vacancy_price[best.vacancy_price > 0].tolist(), reverse=True
    )
    assert told["is_anew"] == (bound.solution.status != Status.OPTIMAL)


def test_nobody_is_named(sqlite_session_factory: Sessions, plan: FrozenPlan) -> None:
    """No name and no id of a person is in what is told."""
    told = json.dumps(
        [
            asked_shortage(plan.frozen),
            asked_board(plan, lines=5, courses=2, places=5),
            asked_portfolio(plan, packages_for(plan.frozen.data).encode(), 9_000),
            asked_envy(plan, is_by_own_wishes=False),
            asked_first(plan, 3),
        ],
        ensure_ascii=False,
    )
    with sqlite_session_factory.begin() as session:
        names = set(session.scalars(select(Person.name)))
    assert not [name for name in names if name in told]
    assert '"person' not in told
    assert np.all(plan.frozen.data.people.key > 0)


def test_who_may_not_read_rounds_is_refused(
    sqlite_session_factory: Sessions, round_code: str
) -> None:
    """Another county, and an actor without the permission."""
    for actor in (OTHER_COUNTY, actor_for(COUNTY_PATH, without=Permission.ROUNDS_READ)):
        with sqlite_session_factory.begin() as session, pytest.raises(NotAllowedError):
            frozen_market(session, actor, round_code)
        with sqlite_session_factory.begin() as session, pytest.raises(NotAllowedError):
            frozen_plan(session, actor, round_code)


def test_the_example_in_the_documents_is_read() -> None:
    """The packages shown there are what they say."""
    text = (Path(__file__).parents[3] / "docs" / "board.md").read_text(encoding="utf-8")
    data = made_market(5, 4, Filler(1, 0.1))
    posts = replace(data.vacancies, key=np.array([1, 2, 3, 4]))
    example = text.split("```toml\n")[1].split("```")[0]
    coach, beds, health, sewing = read_packages(example.encode(), replace(data, vacancies=posts))
    assert coach.seats == (Seats((0, 1), 45),)
    assert (beds.cost_fen, beds.seats) == (1_200_000, (Seats((1,), 10), Seats((2,), 5)))
    assert (health.places, health.training) == (30, Training(certificates=1))
    assert sewing.training == Training(occupation=0, level=2)
