"""Runs ``laowu``: the boundary where errors become messages and an exit status."""

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
        from ui.cli.app import app  # the settings above decide the language of its help

        app(prog_name="laowu")
    except AppError as error:
        return _refuse(words, error)
    except KeyboardInterrupt:
        ERR.print(words.text("cli.interrupted"))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 (the one boundary of commands)
        return _apologise(words, settings, error)
    return ExitStatus.DONE


def _refuse(words: Words, error: AppError) -> int:
    from ui.incidents import error_text

    ERR.print(error_text(words, error))
    return ExitStatus.REFUSED


def _apologise(words: Words, settings: Settings, error: Exception) -> int:
    from ui.clock import now
    from ui.incidents import LOG_NAME, record_incident

    reference = record_incident(error, settings.var_folder, now=now())
    log = settings.var_folder / LOG_NAME
    ERR.print(words.text("app.unexpected", reference=reference, log=log))
    return ExitStatus.REFUSED


if __name__ == "__main__":
    sys.exit(main())
