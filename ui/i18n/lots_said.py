"""What lots between near-ties did in a round, in words."""

from collections.abc import Mapping
from typing import Any

from ui.i18n.words import Words

HUNDREDTHS = 100
"""Of a thousandth: losses are told that finely."""


def lots_text(lots: Mapping[str, Any], words: Words) -> str:
    """Says whom lots concerned, what they may and did cost, and why they were drawn."""
    if not lots["people"]:
        return words.text("lots.none")
    told = {name: lots[name] for name in ("people", "gadgets", "moved", "budget_per_mille")}
    losses = {name: _per_mille(lots[name], lots["before"]) for name in ("most_loss", "loss")}
    return words.text("lots.drawn", **told, **losses)


def _per_mille(loss: int, objective: int) -> str:
    """Writes a loss in thousandths of the objective, rounded up: what is certified must hold."""
    hundredths = -(-loss * 1000 * HUNDREDTHS // objective) if objective else 0
    return f"{hundredths / HUNDREDTHS:.2f}"
