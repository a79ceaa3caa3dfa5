"""What a plan lets expect of staying, in words."""

from collections.abc import Mapping
from typing import Any

from ui.i18n.words import Words

PLANS = ("plan", "in_turn")
"""The plan of the round, and today's practice."""

Figures = Mapping[str, Any]


def staying_rows(staying: Figures, words: Words) -> list[dict[str, str]]:
    """Gives a row per figure with a column per plan: people placed, months, people at work."""
    own, other = (staying[name] for name in PLANS)
    columns = [words.text(f"staying.{name}") for name in ("figure", *PLANS)]
    rows = [(words.text("staying.people"), f"{own['people']:,}", f"{other['people']:,}")]
    months = (_said(own["months"], words), _said(other["months"], words))
    rows.append((words.text("staying.months"), *months))
    for month, value in own["at_work"].items():
        label = words.text("staying.at_work", month=month)
        rows.append((label, _said(value, words), _said(other["at_work"][month], words)))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def staying_basis(staying: Figures, words: Words) -> str:
    """Says what the figures are, of whom, as known when, and by which model."""
    kind = "prior" if staying["is_prior"] else "basis"
    said = words.text(f"staying.{kind}", **_basis(staying))
    if staying["caution_per_mille"]:
        deviations = f"{staying['caution_per_mille'] / 1000:g}"
        said += words.text("staying.caution", deviations=deviations)
    return said


def _basis(staying: Figures) -> dict[str, object]:
    return {name: staying[name] for name in ("version", "cut_off", "cases")}


def _said(value: list[int], words: Words) -> str:
    expected, low, high = value
    return words.text("staying.interval", expected=expected, low=low, high=high)
