"""Whom each office visits this week, under the visits that it has."""

from collections.abc import Sequence

import streamlit as st

from offices.retention.board import Board
from offices.retention.board_visits import (
    PER_WEEK,
    OfficeWeek,
    VisitLine,
    VisitWeek,
    visit_week,
)
from ui.board_steps import assumed_text, visit_rules
from ui.components.retention_choice import people_names
from ui.i18n.formats import percent_text
from ui.i18n.words import Words

PER_WEEK_KEY = "retention_per_week"
MOST_VISITS = 500
MOST_MISSED = 100
"""Rows shown of those visited and of those not reached."""


def draw_visits(board: Board, words: Words) -> None:
    """Draws the capacity, what it reaches, each office's week and the people."""
    per_week = st.number_input(
        words.text("page.retention.visits.per_week"),
        0,
        1000,
        PER_WEEK,
        key=PER_WEEK_KEY,
        width=260,
    )
    st.caption(assumed_text(words))
    week = visit_week(board, visit_rules(board.on), per_week)
    if not week.at_work:
        _draw_returns(week, board, words)
        st.info(words.text("page.retention.visits.nobody"))
        return
    _draw_figures(week, words)
    _draw_returns(week, board, words)
    st.subheader(words.text("page.retention.visits.offices"))
    st.dataframe([_office(one, words) for one in week.offices], hide_index=True, placeholder="")
    st.subheader(words.text("page.retention.visits.list"))
    _draw_people(week.visits, MOST_VISITS, board, words)
    if week.not_reached:
        label = words.text("page.retention.visits.not_reached", people=len(week.not_reached))
        with st.expander(label):
            _draw_people(week.not_reached, MOST_MISSED, board, words)
    model = board.by_kind["employer"]
    st.caption(
        words.text(
            "page.retention.visits.note",
            at_work=week.at_work,
            first_day=week.first_day,
            last_day=week.last_day,
            version=model.version,
            cut_off=model.cut_off,
        )
    )
    st.caption(words.text("retention.risk.note"))


def _draw_figures(week: VisitWeek, words: Words) -> None:
    figures = {
        "at_work": f"{week.at_work:,}",
        "due": f"{week.due:,}",
        "done": f"{week.duties_done:,}",
        "months": f"{week.months_saved:.1f}",
    }
    for column, (name, shown) in zip(st.columns(len(figures)), figures.items(), strict=True):
        column.metric(words.text(f"page.retention.visits.{name}"), shown, border=True)


def _draw_returns(week: VisitWeek, board: Board, words: Words) -> None:
    """Draws who came home early and has not been seen since, before all others."""
    if not week.returns:
        return
    st.subheader(words.text("page.retention.visits.returns", people=len(week.returns)))
    names = people_names([line.person for line in week.returns])
    rows = [
        {
            words.text("page.retention.visits.name"): names.get(line.person, ""),
            words.text("page.retention.visits.person"): line.person,
            words.text("page.retention.visits.employer"): board.employers[line.employer],
            words.text("page.retention.visits.ended"): line.ended.isoformat(),
            words.text("page.retention.visits.late"): words.text(
                f"list.{'yes' if line.is_late else 'no'}"
            ),
        }
        for line in week.returns
    ]
    st.dataframe(rows, hide_index=True, placeholder="")


def _office(one: OfficeWeek, words: Words) -> dict[str, object]:
    values = {
        "office": one.office or words.text("retention.risk.no_office"),
        "people": one.people,
        "due": one.due,
        "visited": one.visited,
        "months": round(one.months, 1),
        "next_gain": round(one.next_gain, 2),
    }
    return {words.text(f"page.retention.visits.{name}"): value for name, value in values.items()}


def _draw_people(lines: Sequence[VisitLine], most: int, board: Board, words: Words) -> None:
    if len(lines) > most:
        lines = sorted(lines, key=lambda one: (-one.gain, one.person))[:most]
        st.caption(words.text("page.retention.visits.first", first=most))
    names = people_names([line.person for line in lines])
    rows = [_person(line, names, board, words) for line in lines]
    st.dataframe(rows, hide_index=True, placeholder="")


def _person(
    line: VisitLine, names: dict[int, str], board: Board, words: Words
) -> dict[str, object]:
    due = "" if line.due_since is None else line.due_since.isoformat()
    if line.is_late:
        due = f"{due} {words.text('page.retention.visits.late')}"
    values = {
        "name": names.get(line.person, ""),
        "person": line.person,
        "office": line.office or words.text("retention.risk.no_office"),
        "due_since": due,
        "chances": " / ".join(percent_text(chance, 0) for chance in line.leaves),
        "gain": round(line.gain, 2),
        "cause": f"{words.text(f'retention.cause.{line.cause}')} {percent_text(line.share, 0)}",
        "measure": words.text(f"retention.measure.{line.measure}"),
        "employer": board.employers.get(line.employer, ""),
        "reason": words.text(line.reason),
    }
    return {words.text(f"page.retention.visits.{name}"): value for name, value in values.items()}
