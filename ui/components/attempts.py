"""Says an error of ours where it happened; the rest of the page stays."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from models.errors import AppError
from ui import session
from ui.i18n.said import error_text


@contextmanager
def attempt() -> Iterator[None]:
    """Draws an error of ours as a message in the reader's language."""
    try:
        yield
    except AppError as error:
        st.error(error_text(session.words(), error))
