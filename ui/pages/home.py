"""The first page: what this is, and what to do next."""

import streamlit as st

from ui import session


def render() -> None:
    """Draws the page."""
    words = session.words()
    st.title(words.text("app.title"))
    st.markdown(words.text("page.home.next"))


if __name__ == "__main__":
    render()
