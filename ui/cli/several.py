"""``laowu round plans``, ``frontier`` and ``offers``: more than one plan to choose from."""

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from models.errors import AppError
from ui.cli.console import show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room

if TYPE_CHECKING:
    from offices.rounds.acts_board import FrozenPlan

PLANS, POINTS, OFFERS = 3, 9, 3
"""What commands look for by default; so many plans can be compared at a table."""

LOSE, DECLINED = "1", "10"
"""Percent: of the total score that another plan may lose, and of first offers declined."""

FULL_PERCENT = 100


class BadPercentError(AppError):
    """A percentage that is no number from 0 to 100."""

    code = "several.bad_percent"


def add_several(rounds: Room) -> None:
    """Adds the commands to those of rounds."""
    rounds.add("plans")(plans)
    rounds.add("frontier")(frontier)
    rounds.add("offers")(offers)


def plans(
    round_code: RoundCode,
    count: Annotated[
        int, Option("--plans", min=1, max=9, help=words().text("cli.round_plans.plans"))
    ] = PLANS,
    lose: Annotated[str, Option("--lose", help=words().text("cli.round_plans.lose"))] = LOSE,
    by: Annotated[str, Option("--by", help=words().text("cli.round_plans.by"))] = "vacancy",
    *,
    as_json: AsJson = False,
) -> None:
    """Finds plans nearly as good as the round's that place as many people elsewhere as can be."""
    from matching.solvers.several.plans import PlansParams
    from offices.rounds.several_asked import asked_plans
    from ui.cli.several_said import say_plans

    params = PlansParams(count, share_of(lose))
    told = asked_plans(_plan_of(round_code), params, by)
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_plans(told)


def frontier(
    round_code: RoundCode,
    part: Annotated[str, Argument(metavar="PART", help=words().text("cli.round_frontier.part"))],
    points: Annotated[int, Option(min=2, help=words().text("cli.round_frontier.points"))] = POINTS,
    *,
    as_json: AsJson = False,
) -> None:
    """Says what the total score and one of its parts cost each other."""
    from matching.solvers.several.frontier import FrontierParams
    from offices.rounds.acts_board import frozen_market
    from offices.rounds.several_asked import asked_frontier
    from ui.cli.several_said import say_frontier
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        frozen = frozen_market(session, DEMO_ACTOR, round_code)
    told = asked_frontier(frozen, part, FrontierParams(points))
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_frontier(told)


def offers(
    round_code: RoundCode,
    count: Annotated[
        int, Option("--offers", min=2, max=5, help=words().text("cli.round_offers.offers"))
    ] = OFFERS,
    declined: Annotated[
        str, Option("--declined", help=words().text("cli.round_offers.declined"))
    ] = DECLINED,
    most: Annotated[
        str | None, Option("--most-declined", help=words().text("cli.round_offers.most_declined"))
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Finds second and further offers with a seat for everybody who moves on to one."""
    from matching.solvers.several.further_offers import OffersParams
    from offices.rounds.several_asked import asked_offers, asked_shared
    from ui.cli.several_said import say_offers, say_shared

    params = OffersParams(count, share_of(declined))
    if most is None:
        told, said = asked_offers(_plan_of(round_code), params), say_offers
    else:
        told, said = asked_shared(_plan_of(round_code), share_of(most), params), say_shared
    if as_json:
        show_json({"round": round_code, **told})
    else:
        said(told)


def share_of(percent: str) -> Fraction:
    """Reads a percentage such as 0.5 as an exact share.

    Raises
    ------
    BadPercentError
        If it is no number from 0 to 100.
    """
    try:
        share = Fraction(percent) / FULL_PERCENT
    except (ValueError, ZeroDivisionError) as error:
        raise BadPercentError(percent=percent) from error
    if not 0 <= share <= 1:
        raise BadPercentError(percent=percent)
    return share


def _plan_of(round_code: str) -> "FrozenPlan":
    from offices.rounds.acts_board import frozen_plan
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        return frozen_plan(session, DEMO_ACTOR, round_code)
