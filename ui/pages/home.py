"""The first page: what this is, and what to do next."""

from itertools import count

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
        following, said = PAGE_AFTER[rounds[0].state], round_title(rounds[0])
        st.info(words.text(f"page.home.after_{rounds[0].state.value}", round=said))
    else:
        following = "rounds" if batches else "register"
        st.info(words.text("page.home.no_round" if batches else "page.home.empty"))
    for column, number, step in zip(st.columns(len(STEPS)), count(1), STEPS, strict=False):
        kind = "next_step" if step == following else "step"
        title = words.text(f"page.{step}.title")
        with column.container(border=True, height="stretch"):
            label = words.text(f"page.home.{kind}", number=number, title=title)
            st.page_link(f"ui/pages/{step}.py", label=label)
            st.caption(words.text(f"page.{step}.about"))


if __name__ == "__main__":
    render()
