"""Says a week of visits and the alarms of a check: people by number, no names."""

from dataclasses import asdict

from matching.watching.alarms import RATE
from offices.retention.acts import StoredModel
from offices.retention.board import Board
from offices.retention.board_alarms import AlarmCheck, AlarmLine
from offices.retention.board_visits import VisitLine, VisitWeek
from ui.board_steps import assumed_text, is_county_wide, unit_name
from ui.cli.console import say, words
from ui.cli.retention_said import office_text
from ui.i18n.formats import percent_text

MOST_NAMED = 10
"""People who left, named by number in a line; the rest are counted."""

LEAST_CHANCE = 1e-6
"""Smaller chances are not told apart."""


def say_visits(week: VisitWeek, model: StoredModel) -> None:
    """Says how many are due and reached, what is assumed, and whom each office visits."""
    say(
        "watching.visits.basis",
        first_day=week.first_day,
        last_day=week.last_day,
        version=model.version,
        cut_off=model.cut_off,
        cases=model.model.cases,
    )
    left = week.due - week.duties_done
    say(
        "watching.visits.due",
        at_work=week.at_work,
        due=week.due,
        done=week.duties_done,
        left=left,
    )
    say("watching.visits.saved", visits=len(week.visits), months=week.months_saved)
    say("watching.visits.assumed_capacity", per_week=week.per_week)
    say("watching.plain", text=assumed_text(words()))
    if week.returns:
        say("watching.visits.returns", people=len(week.returns))
    for back in week.returns:
        code = "late_return" if back.is_late else "return"
        say(f"watching.visits.{code}", person=back.person, ended=back.ended)
    for office in week.offices:
        say("watching.visits.office", **{**asdict(office), "office": office_text(office.office)})
        for line in week.visits:
            if line.office == office.office:
                say("watching.visits.person", **_visit_texts(line))
    say("retention.risk.note")


def _visit_texts(line: VisitLine) -> dict[str, object]:
    """Gives the figures of one visit as they are read."""
    return {
        "person": line.person,
        "reason": _reason_text(line),
        "days_30": percent_text(line.leaves[0]),
        "days_60": percent_text(line.leaves[1]),
        "days_90": percent_text(line.leaves[2]),
        "cause": words().text(f"retention.cause.{line.cause}"),
        "share": percent_text(line.share),
        "measure": words().text(f"retention.measure.{line.measure}"),
        "gain": line.gain,
    }


def _reason_text(line: VisitLine) -> str:
    reason = words().text(line.reason)
    if line.due_since is None:
        return reason
    return words().text("watching.visits.due_since", reason=reason, day=line.due_since)


def say_alarms(check: AlarmCheck, board: Board) -> None:
    """Says what was looked at under which rate, and each alarm, the clearest first."""
    say(
        "watching.alarms.basis",
        first_day=check.first_day,
        last_day=check.last_day,
        people=check.people,
        units=check.units,
        version=board.before.version,
        cut_off=board.before.cut_off,
        cases=board.before.model.cases,
    )
    say(RATE, alpha=f"{check.alpha:g}")
    say("watching.alarms.allowance", allowance=check.allowance)
    if not check.lines:
        say("watching.alarms.none")
    if is_county_wide(check):
        say("watching.alarms.county_wide")
    for line in check.lines:
        say("watching.alarms.line", **_alarm_texts(line, board))
    say("watching.alarms.note")


def _alarm_texts(line: AlarmLine, board: Board) -> dict[str, object]:
    return {
        **asdict(line),
        "kind": words().text(f"watching.unit.{line.kind}"),
        "unit": unit_name(board, line.kind, str(line.unit), words()),
        "adjusted": chance_text(line.adjusted),
        "persons": _persons_text(line),
    }


def _persons_text(line: AlarmLine) -> str:
    named = words().text("app.comma").join(str(one) for one in line.persons[:MOST_NAMED])
    if len(line.persons) <= MOST_NAMED:
        return named
    return words().text("watching.alarms.persons_of", named=named, people=len(line.persons))


def chance_text(chance: float) -> str:
    """Writes a chance, or that it is below what is told apart."""
    return f"< {LEAST_CHANCE:f}" if chance < LEAST_CHANCE else f"{chance:.6f}"
