"""``laowu round shortage``, ``board``, ``portfolio``, ``envy`` and ``ask-first``: counts only."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from ui.cli.console import show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room

if TYPE_CHECKING:
    from offices.rounds.acts_board import FrozenPlan

GROUPS, LINES, COURSES, PLACES, FIRST = 3, 10, 5, 30, 20
"""What commands tell of by default; thirty people are a usual class."""


def add_board(rounds: Room) -> None:
    """Adds the commands to those of rounds."""
    rounds.add("shortage")(shortage)
    rounds.add("board")(board)
    rounds.add("portfolio")(portfolio)
    rounds.add("envy")(envy)
    rounds.add("ask-first", "round_ask_first")(ask_first)


def shortage(
    round_code: RoundCode,
    groups: Annotated[int, Option(min=0, help=words().text("cli.round_shortage.groups"))] = GROUPS,
    *,
    as_json: AsJson = False,
) -> None:
    """Says who competes for too few posts, and what rules have to do with it."""
    from offices.rounds.acts_board import frozen_market
    from offices.rounds.board_asked import asked_shortage
    from ui.cli.board_said import say_shortage
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        frozen = frozen_market(session, DEMO_ACTOR, round_code)
    told = asked_shortage(frozen, groups)
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_shortage(told)


def board(
    round_code: RoundCode,
    lines: Annotated[int, Option(min=0, help=words().text("cli.round_board.lines"))] = LINES,
    courses: Annotated[int, Option(min=0, help=words().text("cli.round_board.courses"))] = COURSES,
    places: Annotated[int, Option(min=0, help=words().text("cli.round_board.places"))] = PLACES,
    *,
    as_json: AsJson = False,
) -> None:
    """Says what one more seat brings, what a few more everywhere bring, and which courses."""
    from offices.rounds.board_asked import asked_board
    from ui.cli.board_said import say_board

    told = asked_board(_plan_of(round_code), lines=lines, courses=courses, places=places)
    if as_json:
        show_json({"round": round_code, **told})
        return
    lists = (told["lines"], told["employers"], told["places"])
    say_board(told, _titles_of(line for some in lists for line in some))


def portfolio(
    round_code: RoundCode,
    file: Annotated[Path, Argument(metavar="FILE", help=words().text("cli.round_portfolio.file"))],
    budget_yuan: Annotated[
        int, Option("--budget-yuan", min=0, help=words().text("cli.round_portfolio.budget"))
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Says which packages of seats and courses to pay for under a budget."""
    from offices.rounds.board_asked import asked_portfolio
    from ui.cli.board_said import say_portfolio
    from ui.files import read_file

    told = asked_portfolio(_plan_of(round_code), read_file(file), budget_yuan)
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_portfolio(told)


def envy(
    round_code: RoundCode,
    *,
    is_by_own_wishes: Annotated[
        bool, Option("--own-wishes", help=words().text("cli.round_envy.own_wishes"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Says how many pairs block the plan, who envies whom, and what removing it costs."""
    from offices.rounds.board_asked import asked_envy
    from ui.cli.board_said import say_envy

    told = asked_envy(_plan_of(round_code), is_by_own_wishes=is_by_own_wishes)
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_envy(told)


def ask_first(
    round_code: RoundCode,
    first: Annotated[int, Option(min=0, help=words().text("cli.round_ask_first.first"))] = FIRST,
    *,
    as_json: AsJson = False,
) -> None:
    """Says which missing facts are worth asking for first."""
    from offices.rounds.board_asked import asked_first
    from ui.cli.board_said import say_questions

    told = asked_first(_plan_of(round_code), first)
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_questions(told, _titles_of((*told["opens"], *told["breaks"])))


def _plan_of(round_code: str) -> "FrozenPlan":
    from offices.rounds.acts_board import frozen_plan
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        return frozen_plan(session, DEMO_ACTOR, round_code)


def _titles_of(lines: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    from offices.rounds.acts import vacancy_titles
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        return vacancy_titles(session, DEMO_ACTOR, [line["vacancy"] for line in lines])
