"""Rounds: open one, freeze it and have it solved, see how far it is and what came of it."""

import streamlit as st

from models.enums import RoundState, SolveState
from offices.rounds.acts import (
    RoundSummary,
    non_offers_by_reason,
    open_round,
    request_solve,
    round_rules,
    round_summary,
    take_snapshot,
)
from offices.rounds.rules_families import usual_settings
from ui import session
from ui.cli.places import place_code
from ui.clock import now, today
from ui.components.attempts import attempt
from ui.components.round_choice import choose, chosen_round
from ui.components.round_lots import further_settings
from ui.components.round_rules import draw_outcome, draw_rules
from ui.components.solve_watch import draw_failure, watch_solve
from ui.components.standings import draw_figures, draw_standings
from ui.i18n.words import Words
from ui.transactions import reading, transaction

OPEN_KEY, PLACE_KEY, DAY_KEY, SOLVE_KEY = "round_open", "round_place", "round_day", "round_solve"
UNDER_WAY = (SolveState.QUEUED, SolveState.RUNNING, SolveState.STOPPING)


def render() -> None:
    """Draws the page."""
    words = session.words()
    st.title(words.text("page.rounds.title"))
    st.caption(words.text("page.rounds.about"))
    _draw_opening(words)
    line = chosen_round(words)
    if line is None:
        return
    actor = session.current_actor()
    with reading() as db:
        found = round_summary(db, actor, line.code)
        rules = round_rules(db, actor, line.code)
        without = non_offers_by_reason(db, actor, line.code) if found.figures else {}
    _draw_solve(found, words)
    draw_rules(found, rules, words)
    if found.counts:
        draw_standings(found, words)
    if found.figures:
        draw_figures(found, without, words)
        if found.figures.get("rules"):
            draw_outcome(found.figures["rules"], words)
        following = "lists" if line.state is RoundState.PUBLISHED else "proposals"
        label = words.text(f"page.rounds.to_{following}")
        st.page_link(f"ui/pages/{following}.py", label=label)


def _draw_opening(words: Words) -> None:
    with st.expander(words.text("page.rounds.open")), st.form("round_form", border=False):
        place = st.text_input(
            words.text("page.rounds.place"),
            key=PLACE_KEY,
            placeholder=words.text("page.rounds.place_example"),
        )
        day = st.date_input(
            words.text("page.rounds.policy_date"),
            today(),
            key=DAY_KEY,
            format="YYYY-MM-DD",
            help=words.text("page.rounds.policy_date_about"),
        )
        further = further_settings(words)
        if not st.form_submit_button(words.text("page.rounds.open"), key=OPEN_KEY):
            return
        with attempt():
            code = place_code(place.strip())
            with transaction() as db:
                actor, kept = session.current_actor(), usual_settings() | further
                opened = open_round(db, actor, code, day, kept, now=now())
            choose(opened.code)
            st.rerun()


def _draw_solve(found: RoundSummary, words: Words) -> None:
    """Draws what can be done with the solve: request one, watch it, know why it failed."""
    if found.last_solve_id is not None and found.last_solve_state in UNDER_WAY:
        watch_solve(found.last_solve_id)
        return
    if found.round.state is RoundState.PUBLISHED:
        st.success(words.text("page.rounds.is_published"))
        return
    if found.last_solve_id is not None:
        draw_failure(found.last_solve_id, words)
    if not found.figures:
        st.info(words.text("page.rounds.not_solved"))
    again = "solve_again" if found.figures else "solve"
    if st.button(words.text(f"page.rounds.{again}"), key=SOLVE_KEY, type="primary"):
        with attempt(), st.spinner(words.text("page.working")):
            _freeze_and_request(found.round.code)
            st.rerun()


def _freeze_and_request(round_code: str) -> None:
    """Freezes the pool as it is now and queues its solve, both or neither."""
    actor = session.current_actor()
    with transaction() as db:
        take_snapshot(db, actor, round_code, now=now())
        request_solve(db, actor, round_code, now=now())


if __name__ == "__main__":
    render()
