"""How long computations tell how far they are."""

from typing import Protocol


class Progress(Protocol):
    """Receives the steps of a computation."""

    def report(self, step: str, done: int, total: int) -> None:
        """Takes note that ``done`` of ``total`` parts of a step are behind."""


class SilentProgress:
    """Tells nobody."""

    def report(self, step: str, done: int, total: int) -> None:
        """Drops the report."""


SILENT = SilentProgress()
"""The default of every computation."""
