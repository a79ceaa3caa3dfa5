"""The command line: its commands by name, each with help in the user's language."""

from typer import Typer, rich_utils

from ui.cli.console import words
from ui.cli.database import init
from ui.cli.lists import lists
from ui.cli.rounds import rounds
from ui.cli.serving import serve


def _make_app() -> Typer:
    rich_utils.ARGUMENTS_PANEL_TITLE = words().text("cli.panel.arguments")
    rich_utils.OPTIONS_PANEL_TITLE = words().text("cli.panel.options")
    rich_utils.COMMANDS_PANEL_TITLE = words().text("cli.panel.commands")
    rich_utils.ERRORS_PANEL_TITLE = words().text("cli.panel.error")
    made = Typer(
        help=words().text("cli.laowu.help"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    made.command("init", help=words().text("cli.init.help"))(init)
    made.add_typer(rounds, name="round")
    made.add_typer(lists, name="lists")
    made.command("serve", help=words().text("cli.serve.help"))(serve)
    return made


app = _make_app()
"""What ``laowu`` runs."""
