"""Runs ``laowu``: errors become messages and an exit status."""

import sys

from models.errors import AppError
from ui.cli.console import ERR, ExitStatus
from ui.i18n.words import Words, load_words
from ui.settings import Settings, current_settings

INTERRUPTED = 130
"""What shells expect after Ctrl+C: 128 and the number of the signal."""


def main() -> int:
    """Runs one command and gives its exit status."""
    try:
        settings = current_settings()
    except AppError as error:
        return _refuse(load_words(Settings.model_fields["language"].default), error)
    words = load_words(settings.language, is_strict=settings.strict_words)
    try:
        _run(settings)
    except AppError as error:
        return _refuse(words, error)
    except KeyboardInterrupt:
        ERR.print(words.text("cli.interrupted"))
        return INTERRUPTED
    return ExitStatus.DONE


def _run(settings: Settings) -> None:
    from ui.boundary import run_guarded
    from ui.cli.app import app  # the settings decide the language of its help

    run_guarded(lambda: app(prog_name="laowu"), settings.var_folder)


def _refuse(words: Words, error: AppError) -> int:
    from ui.i18n.said import error_text

    ERR.print(error_text(words, error))
    return ExitStatus.REFUSED


if __name__ == "__main__":
    sys.exit(main())
