"""How a solver tells how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Receives the steps of a solve."""

    def report(self, step: str, done: int, total: int) -> None:
        """Takes note that `done` of `total` parts are behind, `step` being the next or last.

        Parameters
        ----------
        step
            A code: ``flow``, ``prices``, ``check``, ``finished``.
        done, total
            Parts behind and parts in all.
        """


class SilentProgress:
    """Tells nobody."""

    def report(self, step: str, done: int, total: int) -> None:
        """Drops the report."""


SILENT = SilentProgress()
"""The default of every solver."""
