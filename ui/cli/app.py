"""The command line: its commands by name, each with help in the user's language."""

from typer import Typer, rich_utils

from ui.cli.console import words
from ui.cli.database import init
from ui.cli.serving import serve


def _typer(room: str) -> Typer:
    return Typer(
        help=words().text(f"cli.{room}.help"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )


def _make_app() -> Typer:
    rich_utils.ARGUMENTS_PANEL_TITLE = words().text("cli.panel.arguments")
    rich_utils.OPTIONS_PANEL_TITLE = words().text("cli.panel.options")
    rich_utils.COMMANDS_PANEL_TITLE = words().text("cli.panel.commands")
    rich_utils.ERRORS_PANEL_TITLE = words().text("cli.panel.error")
    made = _typer("laowu")
    made.command("init", help=words().text("cli.init.help"))(init)
    made.command("serve", help=words().text("cli.serve.help"))(serve)
    return made


app = _make_app()
"""What ``laowu`` runs."""
