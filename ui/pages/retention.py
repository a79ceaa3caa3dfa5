"""The retention board: who stays, why people leave, where to look closer, whom to visit."""

import streamlit as st

from ui import session
from ui.components.attempts import attempt
from ui.components.retention_alarms import draw_alarms
from ui.components.retention_check import draw_check
from ui.components.retention_choice import chosen_board
from ui.components.retention_staying import draw_causes, draw_curves
from ui.components.retention_visits import draw_visits
from ui.i18n.words import Words

VIEW_KEY = "retention_view"
STAYING, CAUSES, ALARMS, VISITS, REPLAY = "staying", "causes", "alarms", "visits", "replay"


def render() -> None:
    """Draws the page."""
    words = session.words()
    st.title(words.text("page.retention.title"))
    st.caption(words.text("page.retention.about"))
    with attempt():
        _draw(words)


def _draw(words: Words) -> None:
    found = chosen_board(words)
    if found is None:
        return
    board, mark = found
    has_stays = any(len(stays) for stays in board.known.by_outcome.values())
    if not has_stays and not len(board.known.at_work):
        st.info(words.text("page.retention.no_records"))
        return
    view = st.segmented_control(
        words.text("page.retention.view"),
        (STAYING, CAUSES, ALARMS, VISITS, REPLAY),
        default=STAYING,
        required=True,
        key=VIEW_KEY,
        format_func=lambda view: words.text(f"page.retention.view_{view}"),
    )
    if view == STAYING:
        draw_curves(board, words)
    elif view == CAUSES:
        draw_causes(board, words)
    elif view == ALARMS:
        draw_alarms(board, words)
    elif view == VISITS:
        draw_visits(board, words)
    else:
        draw_check(board, mark, words)


if __name__ == "__main__":
    render()
