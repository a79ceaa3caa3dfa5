"""Whether as many stay as was predicted: past days gone back to, on request."""

import streamlit as st

from offices.retention.board import Board
from offices.retention.replay import CURVE_MONTH, Told
from ui.components.retention_charts import check_chart
from ui.components.retention_choice import Mark, past_checked
from ui.i18n.words import Words

RUN_KEY, CUT_OFF_KEY, ASKED_KEY = "retention_check", "retention_cut_off", "retention_asked"


def draw_check(board: Board, mark: Mark, words: Words) -> None:
    """Draws the button and, once it was pressed for this board, the figures of a past day."""
    st.caption(words.text("page.retention.replay.about"))
    if st.button(words.text("page.retention.replay.run"), key=RUN_KEY, type="primary"):
        st.session_state[ASKED_KEY] = (board.path, board.on, mark)
    if st.session_state.get(ASKED_KEY) != (board.path, board.on, mark):
        return
    with st.spinner(words.text("page.working")):
        told = {one["cut_off"]: one for one in past_checked(board.path, board.on, mark)}
    day = st.selectbox(words.text("page.retention.replay.cut_off"), list(told), key=CUT_OFF_KEY)
    _draw_day(told[day], words)


def _draw_day(told: Told, words: Words) -> None:
    if not told["curve"]:
        st.info(words.text("page.retention.replay.nothing"))
        return
    titles = {
        "predicted": words.text("page.retention.replay.predicted", month=CURVE_MONTH),
        "value": words.text("page.retention.replay.observed"),
        "rows": words.text("page.retention.replay.rows"),
    }
    st.vega_lite_chart(check_chart(told["curve"], titles))
    if told["calibration"] is not None:
        slope, large = told["calibration"]["slope"], told["calibration"]["in_the_large"]
        st.markdown(words.text("retention.replay.slope", **slope).strip())
        st.markdown(words.text("retention.replay.large", **large).strip())
    st.caption(
        words.text(
            "page.retention.replay.note",
            month=CURVE_MONTH,
            **{name: told[name] for name in ("new", "going_on", "leavings", "cases")},
            version=told["version"],
            cut_off=told["cut_off"],
        )
    )
