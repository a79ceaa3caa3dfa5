"""The first page: what this is, and what to do next."""

import streamlit as st

from models.enums import RoundState
from offices.register.acts import list_batches
from offices.rounds.acts import list_rounds
from ui import session
from ui.components.round_choice import round_title
from ui.transactions import reading

PAGE_AFTER = {
    RoundState.DRAFT: "rounds",
    RoundState.SOLVED: "proposals",
    RoundState.PUBLISHED: "lists",
}
"""Where the work goes on, by the state of the newest round."""

STEPS = ("register", "rounds", "proposals", "lists")


def render() -> None:
    """Draws the page."""
    words, actor = session.words(), session.current_actor()
    st.title(words.text("app.title"))
    st.markdown(words.text("page.home.next"))
    with reading() as db:
        rounds, batches = list_rounds(db, actor), list_batches(db, actor)
    if rounds:
        following, said = PAGE_AFTER[rounds[0].state], round_title(rounds[0], words)
        st.info(words.text(f"page.home.after_{rounds[0].state.value}", round=said))
    else:
        following = "rounds" if batches else "register"
        st.info(words.text("page.home.no_round" if batches else "page.home.empty"))
    for number, step in enumerate(STEPS, start=1):
        label = words.text("page.home.step", number=number, title=words.text(f"page.{step}.title"))
        icon = "👉" if step == following else None
        st.page_link(f"ui/pages/{step}.py", label=label, icon=icon)
        st.caption(words.text(f"page.{step}.about"))


if __name__ == "__main__":
    render()
