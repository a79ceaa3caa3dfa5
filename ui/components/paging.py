"""Pages of a hundred rows: reads one, and draws the switch between them."""

from collections.abc import Callable
from typing import Protocol, TypeVar

import streamlit as st

from ui.i18n.words import Words

PAGE_ROWS = 100


class Paged(Protocol):
    """Some rows of all that match."""

    @property
    def total(self) -> int:
        """Says how many match."""


Found = TypeVar("Found", bound=Paged)


def read_page(key: str, read: Callable[[int], Found]) -> Found:
    """Reads the page that is switched on, or the last one where there are fewer by now.

    Parameters
    ----------
    key
        Key of the switch.
    read
        Gives the rows from an offset on.
    """
    number = int(st.session_state.get(key, 1))
    found = read((number - 1) * PAGE_ROWS)
    last = page_count(found.total)
    if number > last:
        st.session_state[key] = last
        found = read((last - 1) * PAGE_ROWS)
    return found


def draw_switch(key: str, total: int, words: Words) -> None:
    """Draws how many rows there are and, where they fill more than one page, the switch."""
    st.caption(words.text("page.rows", total=total))
    if page_count(total) > 1 or key in st.session_state:
        st.pagination(page_count(total), key=key)


def page_count(total: int) -> int:
    """Gives the number of pages, at least one."""
    return max(1, -(-total // PAGE_ROWS))
