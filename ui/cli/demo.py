"""``laowu demo`` and ``laowu run``: the sample's round, and the web application on top of it."""

from typing import Annotated

from rich.progress import Progress, TaskID
from typer import Option

from models.errors import AppError
from ui.cli.console import say, show_json, tell, words
from ui.cli.database import prepare
from ui.cli.options import AsJson
from ui.cli.serving import listen, serve_on
from ui.settings import Settings, current_settings

COUNTY = "county"
"""The sample that the web application starts with."""


class UnknownSizeError(AppError):
    """No sample has this size."""

    code = "sample.unknown_size"


def demo(
    size: Annotated[str | None, Option(help=words().text("cli.demo.size"))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Runs the sample's round, or reports the one that was run."""
    from ui.cli.summary import result_of, show_result
    from ui.sample_round import sample_in

    settings = current_settings()
    prepare(settings)
    code = _played(settings, size or sample_in(settings) or COUNTY)
    result = result_of(settings, code)
    if as_json:
        show_json(result)
    else:
        show_result(result)


def run() -> None:
    """Prepares everything on first use, runs the sample's round, and serves the pages."""
    from ui.cli.summary import result_of, show_result
    from ui.sample_round import is_empty, sample_in

    settings = current_settings()
    with listen(settings) as listener:
        prepare(settings)
        sample = sample_in(settings) or (COUNTY if is_empty(settings) else None)
        if sample is None:
            say("cli.run.own_data")
        else:
            show_result(result_of(settings, _played(settings, sample)))
        serve_on(listener, settings)


def _played(settings: Settings, name: str) -> str:
    from offices.sample.sizes import SIZES
    from ui.cli.progress import progress_bar
    from ui.sample_round import sample_round

    if name not in SIZES:
        raise UnknownSizeError(size=name, sizes=tuple(SIZES))
    tell("cli.demo.made_up")
    with progress_bar() as bar:
        return sample_round(settings, SIZES[name], words(), BarSteps(settings, bar))


class BarSteps:
    """Shows the sample's steps as lines with a bar, and watches its solve.

    Parameters
    ----------
    settings
        Where the table of solves lies.
    bar
        The progress display.
    """

    def __init__(self, settings: Settings, bar: Progress) -> None:
        self._settings = settings
        self._bar = bar
        self._last: TaskID | None = None

    def begin(self, step: str) -> None:
        """Ends the line before and begins the next."""
        self._end()
        self._last = self._bar.add_task(words().text(f"step.{step}"), total=None)

    def solve(self, round_code: str) -> None:
        """Queues a solve and waits for its end."""
        from ui.cli.progress import watch

        self._end()
        self._last = self._bar.add_task(words().text("step.waiting"), total=None)
        watch(self._settings, round_code, self._bar, self._last)

    def _end(self) -> None:
        if self._last is not None:
            self._bar.update(self._last, total=1, completed=1)
