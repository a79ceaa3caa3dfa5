"""``laowu retention``: learns from stays, holds that against the past, says who may leave soon."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from models.errors import AppError
from ui.cli import audit, offers, watching
from ui.cli.console import say, show_json, words
from ui.cli.options import AsJson, day_of
from ui.cli.rooms import Room

if TYPE_CHECKING:
    from offices.placements.schedule import Schedule
    from offices.retention.acts_risk import RiskBoard

retention = Room("retention")
audit.add_to(retention)
watching.add_to(retention)
offers.add_to(retention)

FIRST, CUT_OFFS = 20, 4
"""People that ``risk`` names by default, and past days that ``evaluate`` goes back to."""

ENDINGS = (".xlsx", ".csv")

Place = Annotated[str, Argument(metavar="PLACE", help=words().text("cli.retention.place"))]
On = Annotated[str | None, Option("--on", help=words().text("cli.retention.on"))]


class FileEndingError(AppError):
    """A table is wanted in a file of another kind than .xlsx and .csv."""

    code = "cli.retention_file_ending"


@retention.add("fit")
def fit(place: Place, on: On = None, *, as_json: AsJson = False) -> None:
    """Fits how long people stay, stores the model under its version and says what came of it."""
    from offices.retention.acts import fit_models
    from offices.retention.acts_risk import employer_names
    from offices.retention.figures import fit_figures
    from ui.cli.retention_said import say_fit
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading, transaction

    path, day = _path_of(place), day_of(on)
    with transaction() as session:
        fitted = fit_models(session, DEMO_ACTOR, path, day, now=now())
    told = fit_figures(fitted)
    if as_json:
        show_json(told)
        return
    employers = [one["employer"] for one in told["models"]["employer"]["employers"]]
    with reading() as session:
        names = employer_names(session, DEMO_ACTOR, employers)
    say_fit(told, names)


@retention.add("evaluate")
def evaluate(
    place: Place,
    on: On = None,
    cut_offs: Annotated[
        int,
        Option("--cut-offs", min=1, max=12, help=words().text("cli.retention_evaluate.cut_offs")),
    ] = CUT_OFFS,
    *,
    is_as_imported: Annotated[
        bool, Option("--as-imported", help=words().text("cli.retention_evaluate.as_imported"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Goes back to past days, fits to what was known then, and says what it was worth."""
    from offices.retention.acts_replay import replayed
    from ui.cli.retention_said import say_replay
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    path, day = _path_of(place), day_of(on)
    with reading() as session:
        told = replayed(
            session,
            DEMO_ACTOR,
            path,
            day,
            cut_offs,
            is_as_imported=is_as_imported,
            now=now(),
        )
    if as_json:
        show_json({"on": day, "is_as_imported": is_as_imported, "cut_offs": told})
    else:
        say_replay(told, day, is_as_imported=is_as_imported)


@retention.add("risk")
def risk(
    place: Place,
    on: On = None,
    first: Annotated[int, Option(min=0, help=words().text("cli.retention_risk.first"))] = FIRST,
    file: Annotated[
        Path | None, Option("--file", help=words().text("cli.retention_risk.file"))
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Says how many at work may leave soon, by office, and names those likeliest to by number."""
    from ui.cli.retention_said import risk_told, say_risk

    if file is not None and file.suffix.lower() not in ENDINGS:
        raise FileEndingError(name=file.name)
    told = risk_told(*_board(_path_of(place), day_of(on)))
    if file is not None:
        _write(told, file)
    if as_json:
        show_json(told | {"people": told["people"][:first]})
        return
    say_risk(told, first)
    if file is not None:
        say("cli.retention_risk.written", path=file)


def _path_of(place: str) -> str:
    from regions.gazetteer import load_gazetteer
    from ui.cli.places import place_code

    return load_gazetteer().place(place_code(place)).path


def _board(path: str, day: dt.date) -> "tuple[RiskBoard, Schedule]":
    from offices.placements.schedule import schedule_in_force
    from offices.retention.acts_risk import risk_board
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    with transaction() as session:
        return risk_board(session, DEMO_ACTOR, path, day, now=now()), schedule_in_force(day)


def _write(told: dict[str, Any], file: Path) -> None:
    from ui.cli.retention_files import risk_bytes
    from ui.clock import now
    from ui.files import write_file

    write_file(file, risk_bytes(told, file.suffix.lower(), words(), now()))
