"""The figures of a solved round, as commands give them."""

from typing import Any

from offices.rounds.acts import round_summary
from ui.cli.console import OUT, say, words
from ui.demo_actor import DEMO_ACTOR
from ui.i18n.formats import percent_text
from ui.i18n.lots_said import lots_text
from ui.i18n.staying_said import staying_basis, staying_rows
from ui.list_files import exported_files
from ui.settings import Settings
from ui.transactions import reading

FIGURES = ("people", "seats", "arcs", "placed", "objective", "bound", "gap")

TOLD = ("rules", "staying", "lots")
"""Figures that have words of their own."""

GAP_DIGITS = 4


def result_of(settings: Settings, round_code: str) -> dict[str, Any]:
    """Gives a round's figures and where its printed lists lie."""
    with reading(settings) as session:
        figures = round_summary(session, DEMO_ACTOR, round_code).figures
    result = {name: figures.get(name) for name in FIGURES}
    told = {name: figures.get(name) for name in TOLD}
    lists = [str(path) for path in exported_files(settings, round_code, words())]
    return {"round": round_code, **result, **told, "lists": lists}


def show_result(result: dict[str, Any]) -> None:
    """Prints the figures, one to a line."""
    say("cli.result.round", round=result["round"])
    for name in FIGURES[:-1]:
        say(f"count.{name}", count=result[name])
    say("count.gap", gap=percent_text(result["gap"], GAP_DIGITS))
    if result["staying"]:
        _show_staying(result["staying"])
    if result["rules"]:
        from ui.cli.rules_said import say_outcome

        say("round_rules.outcome")
        say_outcome(result)
    if result["lots"]:
        OUT.print(lots_text(result["lots"], words()))
    for path in result["lists"]:
        say("cli.result.list", path=path)


def _show_staying(staying: dict[str, Any]) -> None:
    say("staying.title")
    for row in staying_rows(staying, words()):
        figure, plan, in_turn = row.values()
        say("staying.line", figure=figure, plan=plan, in_turn=in_turn)
    OUT.print(staying_basis(staying, words()))
