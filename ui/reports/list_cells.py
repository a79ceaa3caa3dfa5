"""How the frozen values of a list's line become cells: words, amounts, dates."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from matching.occupations.classification import load_classification
from offices.workbooks.book import CellValue
from ui.i18n.formats import distance_text, wage_text
from ui.i18n.words import Words

Data = Mapping[str, Any]
Cell = Callable[[Words, Data], CellValue]

SEPARATOR = "、"
"""Between the members of an enumeration, as Chinese tables write it."""


def plain(name: str) -> Cell:
    """Shows a value as it is; an empty cell for none."""
    return lambda _words, data: data[name]


def blank(_words: Words, _data: Data) -> CellValue:
    """Leaves a cell to be filled in by hand."""
    return None


def coded(name: str, prefix: str) -> Cell:
    """Shows the words for a code."""

    def cell(words: Words, data: Data) -> CellValue:
        code = data[name]
        return None if code is None else words.text(f"{prefix}.{code}")

    return cell


def day(name: str) -> Cell:
    """Shows a date."""

    def cell(_words: Words, data: Data) -> CellValue:
        text = data[name]
        return None if text is None else dt.date.fromisoformat(text)

    return cell


def truth(name: str) -> Cell:
    """Shows yes or no, and nothing where it is not known."""

    def cell(words: Words, data: Data) -> CellValue:
        value = data[name]
        return None if value is None else words.text("list.yes" if value else "list.no")

    return cell


def joined(name: str) -> Cell:
    """Shows several names in one cell."""
    return lambda _words, data: SEPARATOR.join(data[name]) or None


def partners(words: Words, data: Data) -> CellValue:
    """Shows who helps with a duty."""
    return SEPARATOR.join(words.text(f"list.side.{side}") for side in data["partners"])


def skills(words: Words, data: Data) -> CellValue:
    """Shows skills with their levels."""
    shown = [
        f"{title}({words.text(f'list.level.{level}')})" if level else str(title)
        for title, level in data["skills"]
    ]
    return SEPARATOR.join(shown) or None


def wage(words: Words, data: Data) -> CellValue:
    """Shows a wage or a range of wages per month."""
    low, high = data["wage_min_fen"], data["wage_max_fen"]
    return None if low is None and high is None else wage_text(words, low, high)


def wage_floor(words: Words, data: Data) -> CellValue:
    """Shows the least wage somebody would take."""
    fen = data["wage_floor_fen"]
    return None if fen is None else wage_text(words, fen)


def share(name: str) -> Cell:
    """Shows a share given per mille as a percentage with one digit."""

    def cell(_words: Words, data: Data) -> CellValue:
        value = data[name]
        return None if value is None else f"{value / 10:.1f}%"

    return cell


def contract(words: Words, data: Data) -> CellValue:
    """Shows the term of a contract, or whether there is one."""
    months = data["contract_months"]
    if months is not None:
        return words.text("list.months", months=months)
    return truth("contract")(words, data)


def offer(rank: int) -> Cell:
    """Shows the recommended post of a rank: employer, title, place and wage."""

    def cell(words: Words, data: Data) -> CellValue:
        found = _offer(data["offers"], rank)
        return (
            None
            if found is None
            else words.text(
                "list.post",
                employer=found["employer"],
                title=found["title"],
                place=found["place"],
                wage=wage_text(words, found["wage_min_fen"], found["wage_max_fen"]),
            )
        )

    return cell


def reason(words: Words, data: Data) -> CellValue:
    """Says in short why the first post, or why none."""
    first = _offer(data["offers"], 1)
    if first is None:
        return words.text(f"non_offer.{data['reason']}")
    skill = first["facts"]["skill"]
    occupation = skill["occupation"]
    return words.text(
        "list.because",
        relation=words.text(
            f"relation.{skill['relation']}",
            occupation="" if occupation is None else load_classification().name(occupation),
        ),
        distance=distance_text(words, first["facts"]["distance_km"]),
    )


def _offer(offers: Sequence[Data], rank: int) -> Data | None:
    return next((found for found in offers if found["rank"] == rank), None)
