"""What the retention page and its commands share: the schedule, names of units, who is at fault."""

import datetime as dt

from matching.occupations.classification import load_classification
from matching.watching.due import VisitRules
from offices.placements.schedule import schedule_in_force
from offices.retention.board import Board
from offices.retention.board_alarms import AlarmCheck
from offices.retention.board_curves import Grouping
from offices.retention.board_visits import ASSUMED, ASSUMPTION
from regions.gazetteer import load_gazetteer
from ui.i18n.words import Words

BELOW_MAJOR = "-00-00-00"
"""Ends the code of a major class."""


def visit_rules(on: dt.date) -> VisitRules:
    """Gives the schedule in force on a day, as watching reads it."""
    found = schedule_in_force(on)
    return VisitRules(found.days_after_start, found.then_every_days, found.hours_after_return)


def unit_name(board: Board, by: str, unit: str, words: Words) -> str:
    """Names an employer, a place, a round or an occupation of a board."""
    if by == Grouping.EMPLOYER:
        return board.employers[int(unit)]
    if by == Grouping.ROUND:
        return board.rounds.get(int(unit), unit)
    if by == Grouping.OCCUPATION:
        found = load_classification().get(unit + BELOW_MAJOR)
        return unit if found is None else found.name
    if by == Grouping.ALL:
        return words.text("watching.everybody")
    return load_gazetteer().place(unit).name


def assumed_text(words: Words) -> str:
    """Says what is assumed of a visit."""
    causes = [words.text(f"retention.cause.{cause}") for cause in ASSUMED]
    (left,) = set(ASSUMED.values())
    return words.text(
        "watching.visits.assumed",
        months=ASSUMPTION.months,
        causes=words.text("app.comma").join(causes),
        left=left,
    )


def is_county_wide(check: AlarmCheck) -> bool:
    """Whether more left a whole county than was expected: then its employers are not to blame."""
    return any(line.kind == Grouping.COUNTY for line in check.lines)
