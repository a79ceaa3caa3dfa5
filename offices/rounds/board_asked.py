"""Asks a frozen market about shortage, prices, money, envy and missing facts. Pure and slow.

Called with no transaction open; what comes back is plain values. Prices and trials are those of the
best plan of pairs: where a round's plan is another one, stopped early or bound by rules on the plan
as a whole, the best one is found first, and that is said (``is_anew``).
"""

from dataclasses import replace

from matching.explain.board import price_board
from matching.explain.board_forecast import PERCENT, forecaster
from matching.explain.board_trainees import Nets, best_trainees
from matching.explain.board_training import trainings_wanted
from matching.explain.envy import envy_of
from matching.explain.envy_price import prices_of_demands
from matching.explain.envy_ranking import OWN_PARTS, ranking_by
from matching.explain.portfolio import best_portfolio
from matching.explain.portfolio_packages import PackageTrials
from matching.explain.shortage import MOST_GROUPS, crowded_groups, shortage_of
from matching.explain.worth_asking import FIRST, ask_first
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.all_pairs.verify import verify_market
from matching.solvers.repair.start import standing_plan
from matching.solvers.solution import Solution
from offices.rounds.acts_board import FrozenMarket, FrozenPlan
from offices.rounds.board_packages import FEN_PER_YUAN, chosen_packages, read_packages
from offices.rounds.board_told import (
    Told,
    told_board,
    told_crowd,
    told_envy,
    told_forecast,
    told_questions,
    told_shortage,
    told_trainees,
)

PEOPLE_PER_SEAT = (2, 3, 5, 10)
"""How sharp a shortage is told: more people than so many to a seat."""


def asked_shortage(frozen: FrozenMarket, groups: int = MOST_GROUPS) -> Told:
    """Tells who competes for too few posts, and what rules have to do with it.

    Parameters
    ----------
    frozen
        The round's market.
    groups
        Groups told of in full.
    """
    told = told_shortage(shortage_of(frozen.data, frozen.market, groups))
    crowds = ((most, crowded_groups(frozen.market, most)) for most in PEOPLE_PER_SEAT)
    return {
        **told,
        "crowds": [told_crowd(frozen.data, most, some) for most, some in crowds if some],
    }


def asked_board(plan: FrozenPlan, *, lines: int, courses: int, places: int) -> Told:
    """Tells what one more seat brings, what a few more everywhere bring, and which courses.

    Parameters
    ----------
    plan
        The round's market and plan.
    lines
        Lines, employers and places told of, at most.
    courses
        Courses tried: those that the dearest seats ask for.
    places
        People a course.
    """
    data, market = plan.frozen.data, plan.frozen.market
    solution, is_anew = best_of_pairs(plan)
    tried = forecaster(market, solution)
    board = price_board(data, replace(solution, vacancy_price=tried.one_more))
    standing = standing_plan(market, solution)
    found = [
        best_trainees(data, market, standing, training, places)
        for training in trainings_wanted(data, tried.one_more)[:courses]
    ]
    return {
        "is_anew": is_anew,
        **told_board(data, board, lines),
        "forecast": told_forecast(tried, PERCENT),
        "courses": [told_trainees(data, one) for one in sorted(found, key=lambda one: -one.gain)],
    }


def asked_portfolio(plan: FrozenPlan, content: bytes, budget_yuan: int) -> Told:
    """Tells which packages of a file to pay for under a budget.

    Parameters
    ----------
    plan
        The round's market and plan.
    content
        The file of packages, see ``read_packages``.
    budget_yuan
        At least 0.

    Raises
    ------
    PackagesError
        If the file cannot be read.
    BoardError
        If two packages have one code.
    """
    data, market = plan.frozen.data, plan.frozen.market
    wanted = read_packages(content, data)
    solution, is_anew = best_of_pairs(plan)
    standing = standing_plan(market, solution)
    packages = chosen_packages(data, market, standing, wanted)
    found = best_portfolio(
        PackageTrials(data, market, standing, packages), budget_yuan * FEN_PER_YUAN
    )
    return {
        "is_anew": is_anew,
        "budget_fen": budget_yuan * FEN_PER_YUAN,
        "cost_fen": found.cost_fen,
        "gain": found.gain,
        "most": found.most,
        "is_best": found.is_best,
        "packages": [
            {
                "code": package.code,
                "cost_fen": package.cost_fen,
                "seats": sum(pool.seats for pool in package.seats),
                "people": len(package.people),
                "gain_alone": alone,
                "is_chosen": at in found.chosen,
            }
            for at, (package, alone) in enumerate(zip(packages, found.alone, strict=True))
        ],
    }


def asked_envy(plan: FrozenPlan, *, is_by_own_wishes: bool) -> Told:
    """Tells what is against a plan, and the price of removing it.

    Parameters
    ----------
    plan
        The round's market and plan: the plan is counted as it is, the price is that against the
        best plan of pairs.
    is_by_own_wishes
        Whether people rank posts by distance, wage and wish; otherwise by the whole score.
    """
    market = plan.frozen.market
    ranking = ranking_by(market, OWN_PARTS) if is_by_own_wishes else market
    report = envy_of(market, ranking, plan.solution.vacancy_of_laborer)
    solution, is_anew = best_of_pairs(plan)
    prices = prices_of_demands(market, ranking, solution)
    return {"is_anew": is_anew, **told_envy(report, prices, solution.objective)}


def asked_first(plan: FrozenPlan, first: int = FIRST) -> Told:
    """Tells which missing facts are worth asking for first.

    Parameters
    ----------
    plan
        The round's market and plan.
    first
        Questions found exactly, of each effect.
    """
    data, market = plan.frozen.data, plan.frozen.market
    solution, is_anew = best_of_pairs(plan)
    standing = standing_plan(market, solution)
    told = told_questions(data, market, ask_first(data, market, standing, first))
    return {"is_anew": is_anew, **told}


def best_of_pairs(plan: FrozenPlan) -> tuple[Solution, bool]:
    """Gives the best plan of pairs with its proof, and whether it had to be found anew."""
    market = plan.frozen.market
    checked = verify_market(market, plan.solution, lambda _, price: Nets(market).at(price))
    if checked.is_optimal:
        return plan.solution, False
    return solve_market(market, MarketParams(is_lowest=True)), True
