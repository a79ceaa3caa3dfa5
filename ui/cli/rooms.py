"""Groups of commands whose help, usage line and panels come from the catalogue.

Typer keeps the classes of contexts and options to itself, so they are ``Any`` here.
"""

from collections.abc import Callable
from typing import Any

from typer import Typer, rich_utils
from typer.core import TyperCommand, TyperGroup

from ui.cli.console import words
from ui.cli.usage import show_usage_error

ENGLISH_USAGE = "Usage:"
"""What typer writes before a usage line."""


def _usage(text: str) -> str:
    return text.replace(ENGLISH_USAGE, words().text("cli.panel.usage"), 1)


class Group(TyperGroup):
    """A group that says usage and help in the user's language."""

    def get_usage(self, ctx: Any) -> str:
        """Gives the usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Gives the help option."""
        return _told(super().get_help_option(ctx))


class Command(TyperCommand):
    """A command that says usage and help in the user's language."""

    def get_usage(self, ctx: Any) -> str:
        """Gives the usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Gives the help option."""
        return _told(super().get_help_option(ctx))


def _told(option: Any) -> Any:
    if option is not None:
        option.help = words().text("cli.panel.help")
    return option


class Room(Typer):
    """A group of commands.

    Parameters
    ----------
    name
        Its help stands under ``cli.<name>.help``, a command's under ``cli.<name>_<command>.help``.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            cls=Group,
            help=words().text(f"cli.{name}.help"),
            no_args_is_help=True,
            add_completion=False,
            pretty_exceptions_enable=False,
        )
        self._name = name

    def add(self, name: str, code: str = "") -> Callable[[Any], Any]:
        """Registers a function as a command."""
        code = code or f"{self._name}_{name}"
        return self.command(name, cls=Command, help=words().text(f"cli.{code}.help"))


def use_words() -> None:
    """Puts typer's own headings, marks and faults into the user's language."""
    rich_utils.rich_format_error = show_usage_error  # type: ignore[assignment]  # theirs says self
    rich_utils.ARGUMENTS_PANEL_TITLE = words().text("cli.panel.arguments")
    rich_utils.OPTIONS_PANEL_TITLE = words().text("cli.panel.options")
    rich_utils.COMMANDS_PANEL_TITLE = words().text("cli.panel.commands")
    rich_utils.ERRORS_PANEL_TITLE = words().text("cli.panel.error")
    rich_utils.REQUIRED_LONG_STRING = words().text("cli.panel.required")
