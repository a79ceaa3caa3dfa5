"""``laowu round rules``: what binds a round's plan, and the office's own file of rules."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from models.errors import AppError
from ui.cli.console import ERR, ExitStatus, end, show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room

if TYPE_CHECKING:
    from offices.rounds.acts import RoundRules


class RulesNotTextError(AppError):
    """A file of rules that is no UTF-8 text."""

    code = "rounds.rules_not_text"


class BothAskedError(AppError):
    """A file of rules and their removal were asked for at once."""

    code = "cli.rules_both"


def add_rules(rounds: Room) -> None:
    """Adds the command to those of rounds."""
    rounds.add("rules")(rules)


def rules(
    round_code: RoundCode,
    file: Annotated[
        Path | None, Option("--file", help=words().text("cli.round_rules.file"))
    ] = None,
    *,
    is_cleared: Annotated[
        bool, Option("--clear", help=words().text("cli.round_rules.clear"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Shows the rules of a round; with a file, takes it in place of the one before."""
    from matching.constraints.errors import RulesError
    from offices.rounds.rules_file import RulesFileError
    from ui.cli.rules_said import say_findings, say_rules
    from ui.i18n.said import error_text

    if file is not None and is_cleared:
        raise BothAskedError
    try:
        found = _shown(round_code) if file is None and not is_cleared else _set(round_code, file)
    except (RulesError, RulesFileError) as error:
        if as_json:
            show_json({"round": round_code, "findings": _findings(error)})
        else:
            ERR.print(error_text(words(), error))
            say_findings(error.findings)
        end(ExitStatus.REFUSED)
    if as_json:
        show_json(_told(round_code, found))
    else:
        say_rules(found)


def _shown(round_code: str) -> "RoundRules":
    from offices.rounds.acts import round_rules
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        return round_rules(session, DEMO_ACTOR, round_code)


def _set(round_code: str, file: Path | None) -> "RoundRules":
    from offices.rounds.acts import set_rules
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.files import read_file
    from ui.transactions import transaction

    try:
        content = "" if file is None else read_file(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulesNotTextError from error
    with transaction() as session:
        return set_rules(session, DEMO_ACTOR, round_code, content, now=now())


def _findings(error: Any) -> list[dict[str, Any]]:  # one of two errors that carry findings
    from offices.rounds.rules_collide import told_findings

    return told_findings(error.findings)


def _told(round_code: str, found: "RoundRules") -> dict[str, Any]:
    from offices.rounds.rules_stored import rules_to_json

    return {
        "round": round_code,
        "from_register": [family.value for family in found.families],
        "found": dict(found.found),
        "own": rules_to_json(found.file.rules),
        "floors": [asdict(floor) for floor in found.file.floors],
        "left_out": [asdict(one) for one in found.file.left_out],
        "file": found.text,
    }
