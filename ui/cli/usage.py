"""Says what is wrong with a command as typed; typer says it in English and in Python's words.

Typer keeps the classes of its errors to itself, so they are told apart by name here. What was typed
is not repeated, unless it is the name of an option: it may be somebody's name or number.
"""

from typing import Any

from ui.cli.console import ERR, words

HELP_ITSELF = "NoArgsIsHelpError"
"""Not a fault: the help was printed instead."""

PROGRAM = "laowu"
"""Whose help is named if typer forgot the command."""


def show_usage_error(error: Any) -> None:
    """Prints the fault and the command whose help says more, on standard error."""
    if type(error).__name__ == HELP_ITSELF:
        return
    ERR.print(_fault(error))
    context = getattr(error, "ctx", None)
    command = PROGRAM if context is None else context.command_path
    ERR.print(words().text("cli.usage.help", command=command))


def _fault(error: Any) -> str:
    name = type(error).__name__
    if name == "NoSuchOption":
        return words().text("cli.usage.no_such_option", option=error.option_name)
    if name == "BadOptionUsage":
        return words().text("cli.usage.bad_option", option=error.option_name)
    parameter = getattr(error, "param", None)
    if parameter is not None:
        code = "cli.usage.missing" if name == "MissingParameter" else "cli.usage.bad_value"
        name = parameter.metavar or parameter.opts[0]
        return words().text(code, name=name, meaning=parameter.help)
    commands = getattr(error.ctx.command, "commands", None) if error.ctx else None
    if commands:
        comma = words().text("app.comma")
        return words().text("cli.usage.no_such_command", commands=comma.join(commands))
    return words().text("cli.usage.not_understood")
