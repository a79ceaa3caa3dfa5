"""What a round's plan lets expect of staying, beside today's practice."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.i18n.staying_said import staying_basis, staying_rows
from ui.i18n.words import Words


def draw_staying(staying: Mapping[str, Any], words: Words) -> None:
    """Draws months kept and people still at work, with intervals, and what they rest on."""
    st.markdown(words.text("staying.title"))
    st.dataframe(staying_rows(staying, words), hide_index=True, width="stretch")
    st.caption(staying_basis(staying, words))
