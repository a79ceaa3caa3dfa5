"""Rules that no plan keeps, told by their keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from matching.constraints.errors import Finding
from models.errors import AppError

REFUSED = "refused"
"""Where the figures of a failed solve keep which rules collide."""


class RulesCollideError(AppError):
    """No plan keeps the rules of a round.

    Parameters
    ----------
    told
        ``findings`` where they cannot be meant, ``members`` of the smallest set that collides with
        the value of the best plan without each; codes, keys and figures only.
    """

    code = "rounds.rules_collide"

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        super().__init__(keys=collision_keys(told))


def collision_keys(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Gives the keys of the rules that collide, each once."""
    keys = [
        *(key for one in told.get("findings", ()) for key in one["keys"]),
        *(one["key"] for one in told.get("members", ())),
    ]
    return tuple(dict.fromkeys(keys))


def told_findings(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Gives findings as plain values."""
    return [
        {"code": one.code, "keys": list(one.keys), "facts": dict(one.facts)} for one in findings
    ]
