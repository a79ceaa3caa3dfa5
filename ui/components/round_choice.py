"""The choice of a round, the same on every page about rounds."""

import streamlit as st

from offices.rounds.acts import RoundLine, list_rounds
from regions.gazetteer import load_gazetteer
from ui import session
from ui.i18n.formats import date_text
from ui.i18n.words import Words
from ui.transactions import reading

ROUND_KEY = "round"


def chosen_round(words: Words) -> RoundLine | None:
    """Draws the choice, the newest round first; None, with what to do next, where there is none."""
    with reading() as db:
        by_code = {line.code: line for line in list_rounds(db, session.current_actor())}
    if not by_code:
        st.info(words.text("page.no_round"))
        return None
    if st.session_state.get(ROUND_KEY) not in by_code:
        st.session_state[ROUND_KEY] = next(iter(by_code))
    code = st.selectbox(
        words.text("page.round"),
        list(by_code),
        key=ROUND_KEY,
        format_func=lambda code: round_title(by_code[code], words),
        persist_state="session",
    )
    return by_code[code]


def choose(round_code: str) -> None:
    """Makes a round the chosen one of the next draw; only before the choice is drawn."""
    st.session_state[ROUND_KEY] = round_code


def round_title(line: RoundLine, words: Words) -> str:
    """Names a round: code, origin, policy date, state."""
    return words.text(
        "page.round_title",
        code=line.code,
        origin=load_gazetteer().place(line.origin_code).name,
        policy_date=date_text(line.policy_date),
        state=words.text(f"round_state.{line.state.value}"),
    )
