"""Asks a frozen market about shortage, prices, money, envy and missing facts. Pure and slow.

Called with no transaction open; what comes back is plain values.
"""

from matching.explain.board import price_board
from matching.explain.board_forecast import PERCENT, forecaster
from matching.explain.board_trainees import best_trainees
from matching.explain.board_training import trainings_wanted
from matching.explain.envy import envy_of
from matching.explain.envy_price import prices_of_demands
from matching.explain.envy_ranking import OWN_PARTS, ranking_by
from matching.explain.portfolio import best_portfolio
from matching.explain.portfolio_packages import PackageTrials
from matching.explain.shortage import MOST_GROUPS, shortage_of
from matching.explain.worth_asking import FIRST, ask_first
from matching.solvers.repair.start import standing_plan
from offices.rounds.acts_board import FrozenMarket, FrozenPlan
from offices.rounds.board_packages import FEN_PER_YUAN, chosen_packages, read_packages
from offices.rounds.board_told import (
    Told,
    told_board,
    told_envy,
    told_forecast,
    told_questions,
    told_shortage,
    told_trainees,
)


def asked_shortage(frozen: FrozenMarket, groups: int = MOST_GROUPS) -> Told:
    """Tells who competes for too few posts, and what rules have to do with it.

    Parameters
    ----------
    frozen
        The round's market.
    groups
        Groups told of in full.
    """
    return told_shortage(shortage_of(frozen.data, frozen.market, groups))


def asked_board(plan: FrozenPlan, *, lines: int, courses: int, places: int) -> Told:
    """Tells what one more seat brings, what a few more everywhere bring, and which courses.

    Parameters
    ----------
    plan
        The round's market and proven plan.
    lines
        Lines, employers and places told of, at most.
    courses
        Courses tried: those that the dearest seats ask for.
    places
        People a course.

    Raises
    ------
    RepairError
        ``not_optimal`` if the plan is not proven.
    """
    data, market, solution = plan.frozen.data, plan.frozen.market, plan.solution
    told = told_board(data, price_board(data, solution), lines)
    standing = standing_plan(market, solution)
    tried = (
        best_trainees(data, market, standing, training, places)
        for training in trainings_wanted(data, solution.vacancy_price)[:courses]
    )
    found = sorted(tried, key=lambda one: -one.gain)
    return {
        **told,
        "forecast": told_forecast(forecaster(market, solution), PERCENT),
        "courses": [told_trainees(data, one) for one in found],
    }


def asked_portfolio(plan: FrozenPlan, content: bytes, budget_yuan: int) -> Told:
    """Tells which packages of a file to pay for under a budget.

    Parameters
    ----------
    plan
        The round's market and proven plan.
    content
        The file of packages, see ``read_packages``.
    budget_yuan
        At least 0.

    Raises
    ------
    PackagesError
        If the file cannot be read.
    RepairError
        ``not_optimal`` if the plan is not proven.
    """
    data, market = plan.frozen.data, plan.frozen.market
    wanted = read_packages(content, data)
    standing = standing_plan(market, plan.solution)
    packages = chosen_packages(data, market, standing, wanted)
    found = best_portfolio(
        PackageTrials(data, market, standing, packages), budget_yuan * FEN_PER_YUAN
    )
    return {
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
        The round's market and plan.
    is_by_own_wishes
        Whether people rank posts by distance, wage and wish; otherwise by the whole score.
    """
    market, solution = plan.frozen.market, plan.solution
    ranking = ranking_by(market, OWN_PARTS) if is_by_own_wishes else market
    report = envy_of(market, ranking, solution.vacancy_of_laborer)
    prices = prices_of_demands(market, ranking, solution)
    return told_envy(report, prices, solution.objective)


def asked_first(plan: FrozenPlan, first: int = FIRST) -> Told:
    """Tells which missing facts are worth asking for first.

    Parameters
    ----------
    plan
        The round's market and proven plan.
    first
        Questions found exactly, of each effect.

    Raises
    ------
    RepairError
        ``not_optimal`` if the plan is not proven.
    """
    data, market = plan.frozen.data, plan.frozen.market
    standing = standing_plan(market, plan.solution)
    return told_questions(data, market, ask_first(data, market, standing, first))
