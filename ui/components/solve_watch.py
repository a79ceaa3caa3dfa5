"""How far a solve is, read from its line in the table every second."""

import streamlit as st

from models.enums import SolveState
from offices.queue.acts import SolveStatus, cancel, solve_status, stop
from offices.rounds.rules_collide import REFUSED, collision_keys
from ui import session
from ui.clock import now
from ui.components.attempts import attempt
from ui.components.round_rules import draw_collision
from ui.i18n.rules_said import Told
from ui.i18n.words import Words, placeholders
from ui.solve_steps import step_text
from ui.transactions import reading, transaction

INTERVAL_SECONDS = 1.0
CANCEL_KEY, STOP_KEY = "cancel_solve", "stop_solve"


@st.fragment(run_every=INTERVAL_SECONDS)
def watch_solve(solve_id: int) -> None:
    """Draws a bar; once the solve is over the whole page is drawn again."""
    words, actor = session.words(), session.current_actor()
    with reading() as db:
        status = solve_status(db, actor, solve_id)
    if status.is_over:
        st.rerun()
    st.progress(_share(status), step_text(status, words))
    acts = {CANCEL_KEY: cancel}
    if status.state is SolveState.RUNNING and status.figures:
        acts = {STOP_KEY: stop, CANCEL_KEY: cancel}
    with st.container(horizontal=True):
        for key, act in acts.items():
            help_text = words.text(f"page.rounds.{key}_about")
            if st.button(words.text(f"page.rounds.{key}"), key=key, help=help_text):
                with attempt(), transaction() as db:
                    act(db, actor, solve_id, now=now())
                st.rerun()


def draw_failure(solve_id: int, words: Words) -> None:
    """Says why the last solve brought nothing."""
    with reading() as db:
        status = solve_status(db, session.current_actor(), solve_id)
    if status.state is SolveState.CANCELLED:
        st.warning(words.text("page.rounds.cancelled"))
    elif status.state is SolveState.FAILED:
        refused = (status.figures or {}).get(REFUSED)
        st.error(_failure(status.error_code or "", refused, words))
        if refused:
            draw_collision(refused, words)


def _share(status: SolveStatus) -> float:
    return min(1.0, status.step_done / status.step_total) if status.step_total else 0.0


def _failure(code: str, refused: Told | None, words: Words) -> str:
    """Says the error; most parameters are not kept, so one that needs them is told by its code."""
    if refused:
        keys = words.text("app.comma").join(collision_keys(refused))
        return words.text(code, keys=keys)
    is_plain = words.knows(code) and not placeholders(words.texts[code])
    return words.text(code) if is_plain else words.text("app.error", code=code)
