"""The command line: its commands by name, each with help in the user's language."""

from ui.cli.database import init
from ui.cli.demo import demo, run
from ui.cli.imports import imports
from ui.cli.lists import lists
from ui.cli.retention import retention
from ui.cli.rooms import Room, use_words
from ui.cli.rounds import rounds
from ui.cli.serving import serve
from ui.cli.titles import titles


def _make_app() -> Room:
    use_words()
    made = Room("laowu")
    made.add("init", "init")(init)
    made.add_typer(imports, name="import")
    made.add_typer(rounds, name="round")
    made.add_typer(lists, name="lists")
    made.add_typer(titles, name="titles")
    made.add_typer(retention, name="retention")
    made.add("demo", "demo")(demo)
    made.add("run", "run")(run)
    made.add("serve", "serve")(serve)
    return made


app = _make_app()
"""What ``laowu`` runs."""
