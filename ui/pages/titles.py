"""The job titles that wait for a clerk's choice: which occupation each of them means."""

from collections.abc import Sequence

import streamlit as st

from offices.register.acts_titles import OpenTitle, confirm_title, open_titles
from ui import session
from ui.clock import now
from ui.components.attempts import attempt
from ui.i18n.words import Words
from ui.transactions import reading, transaction

TITLE_KEY, CODE_KEY, CONFIRM_KEY = "open_title", "title_code", "title_confirm"
MOST_SHOWN = 100
"""Titles in the table, those that hold back most first; choosing takes them off it."""


def render() -> None:
    """Draws the page."""
    words = session.words()
    st.title(words.text("page.titles.title"))
    st.caption(words.text("page.titles.about"))
    with reading() as db:
        waiting = open_titles(db, session.current_actor())
    if not waiting:
        st.info(words.text("page.titles.none"))
        return
    _draw_choice(waiting, words)
    st.caption(words.text("page.titles.count", total=len(waiting), shown=MOST_SHOWN))
    st.dataframe([_row(one, words) for one in waiting[:MOST_SHOWN]], hide_index=True)


def _draw_choice(waiting: Sequence[OpenTitle], words: Words) -> None:
    by_title = {one.title: one for one in waiting}
    if st.session_state.get(TITLE_KEY) not in by_title:
        st.session_state[TITLE_KEY] = waiting[0].title
    title = st.selectbox(words.text("page.titles.which"), list(by_title), key=TITLE_KEY)
    names = {option.code: option.name for option in by_title[title].options}
    code = st.selectbox(
        words.text("page.titles.means"),
        list(names),
        index=None,
        key=f"{CODE_KEY}_{title}",
        placeholder=words.text("page.titles.choose"),
        accept_new_options=True,
        format_func=lambda code: f"{code} {names.get(code, '')}",
    )
    if st.button(words.text("page.titles.confirm"), key=CONFIRM_KEY, disabled=code is None):
        with attempt():
            with transaction() as db:
                confirm_title(db, session.current_actor(), title, str(code), now=now())
            st.rerun()


def _row(one: OpenTitle, words: Words) -> dict[str, object]:
    values = {
        "title": one.title,
        "vacancies": one.vacancies,
        "people": one.people,
        "options": "  ".join(f"{option.code} {option.name}" for option in one.options),
    }
    return {words.text(f"page.titles.column.{name}"): value for name, value in values.items()}


if __name__ == "__main__":
    render()
