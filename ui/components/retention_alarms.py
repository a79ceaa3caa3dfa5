"""Employers that shed people and places to which people return, at the rate that is asked for."""

import streamlit as st

from matching.watching.alarms import RATE, AlarmParams
from offices.retention.board import Board
from offices.retention.board_alarms import AlarmCheck, AlarmLine, alarm_check
from ui.board_steps import is_county_wide, unit_name
from ui.i18n.words import Words

RATE_KEY = "retention_rate"
PER_MILLE = 50
MOST_NAMED = 30
NAME_WIDTH = 280
"""Pixels, so that the names of employers are not cut off."""

LEAST_CHANCE = 1e-6
"""Smaller chances are not told apart."""

KINDS = {"employers": "employer", "townships": "township", "counties": "county"}


def draw_alarms(board: Board, words: Words) -> None:
    """Draws the rate, how many alarms there are by kind, and each of them."""
    rate = st.number_input(
        words.text("page.retention.alarms.rate"), 1, 500, PER_MILLE, key=RATE_KEY, width=260
    )
    check = alarm_check(board, AlarmParams(alpha=rate / 1000))
    for column, (name, kind) in zip(st.columns(len(KINDS)), KINDS.items(), strict=True):
        found = sum(line.kind == kind for line in check.lines)
        column.metric(words.text(f"page.retention.alarms.{name}"), f"{found:,}", border=True)
    if is_county_wide(check):
        st.warning(words.text("watching.alarms.county_wide"))
    if check.lines:
        rows = [_row(line, board, words) for line in check.lines]
        name = words.text("page.retention.alarms.unit")
        wide = {name: st.column_config.TextColumn(width=NAME_WIDTH)}
        st.dataframe(rows, hide_index=True, placeholder="", column_config=wide)
    else:
        st.success(words.text("watching.alarms.none"))
    st.caption(words.text(RATE, alpha=f"{check.alpha:g}"))
    st.caption(words.text("watching.alarms.allowance", allowance=check.allowance))
    st.caption(words.text("watching.alarms.note"))
    _draw_note(check, board, words)


def _row(line: AlarmLine, board: Board, words: Words) -> dict[str, object]:
    named = words.text("app.comma").join(str(one) for one in line.persons[:MOST_NAMED])
    if len(line.persons) > MOST_NAMED:
        named = words.text("watching.alarms.persons_of", named=named, people=len(line.persons))
    values = {
        "kind": words.text(f"watching.unit.{line.kind}"),
        "unit": unit_name(board, line.kind, str(line.unit), words),
        "people": line.people,
        "observed": line.observed,
        "expected": round(line.expected, 1),
        "since": f"{line.since:%Y-%m}",
        "months": f"{line.first_day:%Y-%m} - {line.last_day:%Y-%m}",
        "adjusted": f"< {LEAST_CHANCE:f}"
        if line.adjusted < LEAST_CHANCE
        else f"{line.adjusted:.6f}",
        "persons": named,
    }
    return {words.text(f"page.retention.alarms.{name}"): value for name, value in values.items()}


def _draw_note(check: AlarmCheck, board: Board, words: Words) -> None:
    st.caption(
        words.text(
            "page.retention.alarms.note",
            version=board.before.version,
            cut_off=board.before.cut_off,
            cases=board.before.model.cases,
            people=check.people,
            units=check.units,
            first_day=check.first_day,
            last_day=check.last_day,
        )
    )
