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
        format_func=lambda code: round_title(by_code[code]),
        persist_state="session",
    )
    state = words.text(f"round_state.{by_code[code].state.value}")
    st.caption(words.text("page.round_state", state=state))
    return by_code[code]


def choose(round_code: str) -> None:
    """Makes a round the chosen one of the next draw; only before the choice is drawn."""
    st.session_state[ROUND_KEY] = round_code


def round_title(line: RoundLine) -> str:
    """Names a round by code, origin and policy date: the same in every language and state.

    The browser keeps a choice by its label, so a label may not change under it.
    """
    origin = load_gazetteer().place(line.origin_code).name
    return f"{line.code}  {origin}  {date_text(line.policy_date)}"
