"""``laowu round why`` and ``laowu round override``: reasons, ways in, and the cost of a decision.

People and posts are given by number only. Nothing is changed by asking.
"""

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from models.errors import AppError
from ui.cli.console import ExitStatus, end, show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room

if TYPE_CHECKING:
    from offices.rounds.why_asked import Decision

Pairs = list[str] | None


class BadPairError(AppError):
    """A pair is not written as two numbers with a colon between them."""

    code = "why.bad_pair"


class NothingAskedError(AppError):
    """No override was named."""

    code = "why.nothing_asked"


def add_why(rounds: Room) -> None:
    """Adds the two commands to those of rounds."""
    rounds.add("why")(why)
    rounds.add("override")(override)


def why(
    round_code: RoundCode,
    person: Annotated[int, Argument(metavar="PERSON", help=words().text("cli.round_why.person"))],
    post: Annotated[
        int | None, Argument(metavar="POST", help=words().text("cli.round_why.post"))
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Says why a person has this post, why not another or none, and the nearest ways in."""
    from offices.rounds.acts_why import plan_asked_about
    from offices.rounds.why_asked import asked_why
    from ui.cli.why_said import say_why
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        plan = plan_asked_about(session, DEMO_ACTOR, round_code, [person])
    told, titles, names = _named(asked_why(plan, person, post))
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_why(told, titles, names)


def override(
    round_code: RoundCode,
    pin: Annotated[
        Pairs, Option(metavar="PERSON:POST", help=words().text("cli.round_override.pin"))
    ] = None,
    ban: Annotated[
        Pairs, Option(metavar="PERSON:POST", help=words().text("cli.round_override.ban"))
    ] = None,
    withdraw: Annotated[
        list[int] | None,
        Option(metavar="PERSON", help=words().text("cli.round_override.withdraw")),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Says what decisions against the plan would cost and who would move; changes nothing."""
    from offices.rounds.acts_why import plan_asked_about
    from offices.rounds.why_asked import FORBIDDEN, asked_override
    from ui.cli.why_said import say_cost
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    decisions = _decisions(pin or [], ban or [], withdraw or [])
    people = [decision.laborer for decision in decisions]
    with reading() as session:
        plan = plan_asked_about(session, DEMO_ACTOR, round_code, people)
    told, titles, names = _named(asked_override(plan, decisions))
    if as_json:
        show_json({"round": round_code, **told})
    else:
        say_cost(told, titles, names)
    end(ExitStatus.REFUSED if told["reason"] == FORBIDDEN else ExitStatus.DONE)


def _decisions(pins: list[str], bans: list[str], withdrawals: list[int]) -> "list[Decision]":
    """Reads what was decided.

    Raises
    ------
    BadPairError, NothingAskedError
        If a pair is not one, or there is nothing.
    """
    from matching.solvers.repair.changes import Ban, Pin, Withdraw

    found: list[Decision] = [
        *(Withdraw(person) for person in withdrawals),
        *(Ban(*_pair(text)) for text in bans),
        *(Pin(*_pair(text)) for text in pins),
    ]
    if not found:
        raise NothingAskedError
    return found


def _pair(text: str) -> tuple[int, int]:
    person, _, post = text.partition(":")
    if not (person.isdecimal() and post.isdecimal()):
        raise BadPairError
    return int(person), int(post)


def _named(told: dict[str, Any]) -> tuple[dict[str, Any], dict[int, str], dict[int, str]]:
    """Reads what posts and people in an answer are called, those beyond the region left out."""
    from offices.rounds.acts import vacancy_titles
    from offices.rounds.acts_why import names_in_scope
    from offices.rounds.why_told import people_in, vacancies_in, within_scope
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        names = names_in_scope(session, DEMO_ACTOR, people_in(told))
        titles = vacancy_titles(session, DEMO_ACTOR, vacancies_in(told))
    return within_scope(told, names.keys()), titles, names
