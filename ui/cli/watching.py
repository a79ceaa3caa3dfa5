"""``laowu retention visits`` and ``alarms``: whom to see this week, and where too many leave."""

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from ui.cli.console import show_json, words
from ui.cli.options import AsJson, day_of
from ui.cli.rooms import Room

if TYPE_CHECKING:
    from offices.retention.board import Board

PER_WEEK, PER_MILLE = 20, 50
"""Visits of an office in a week, and the rate of false alarms, unless told otherwise."""

Place = Annotated[str, Argument(metavar="PLACE", help=words().text("cli.retention.place"))]
On = Annotated[str | None, Option("--on", help=words().text("cli.retention.on"))]


def add_to(app: Room) -> None:
    """Adds the commands to a group of commands."""
    app.add("visits", "retention_visits")(visits)
    app.add("alarms", "retention_alarms")(alarms)


def visits(
    place: Place,
    on: On = None,
    per_week: Annotated[
        int,
        Option("--per-week", min=0, max=10_000, help=words().text("cli.retention_visits.per_week")),
    ] = PER_WEEK,
    *,
    as_json: AsJson = False,
) -> None:
    """Says whom each office visits this week: duties first, then where most months are saved."""
    from offices.retention.board_visits import visit_week
    from ui.board_steps import visit_rules
    from ui.cli.watching_said import say_visits

    board = _board(place, day_of(on))
    week = visit_week(board, visit_rules(board.on), per_week)
    model = board.by_kind["employer"]
    if as_json:
        show_json({"version": model.version, "cut_off": model.cut_off, **asdict(week)})
    else:
        say_visits(week, model)


def alarms(
    place: Place,
    on: On = None,
    rate: Annotated[
        int, Option("--rate", min=1, max=500, help=words().text("cli.retention_alarms.rate"))
    ] = PER_MILLE,
    *,
    as_json: AsJson = False,
) -> None:
    """Says which employers shed people and to which places people return, at a stated rate."""
    from matching.watching.alarms import AlarmParams
    from offices.retention.board_alarms import alarm_check
    from ui.cli.watching_said import say_alarms

    board = _board(place, day_of(on))
    check = alarm_check(board, AlarmParams(alpha=rate / 1000))
    if as_json:
        told = {"version": board.before.version, "cut_off": board.before.cut_off}
        show_json({**told, **asdict(check)})
    else:
        say_alarms(check, board)


def _board(place: str, day: dt.date) -> "Board":
    from offices.retention.acts_board import read_board
    from regions.gazetteer import load_gazetteer
    from ui.cli.places import place_code
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    path = load_gazetteer().place(place_code(place)).path
    with transaction() as session:
        return read_board(session, DEMO_ACTOR, path, day, now=now())
