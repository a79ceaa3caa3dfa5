"""What a page shows when its script fails."""

import streamlit as st

from models.errors import AppError
from ui import session
from ui.clock import now
from ui.i18n.said import error_text
from ui.incidents import record_incident
from ui.settings import current_settings


def show_script_error(error: Exception) -> bool:
    """Says on the page what went wrong, in the reader's language; an unexpected error by reference.

    Returns True: nothing else is shown.
    """
    words = session.words()
    if isinstance(error, AppError):
        st.error(error_text(words, error))
        return True
    reference = record_incident(error, current_settings().var_folder, now=now())
    st.error(words.text("app.unexpected_on_page", reference=reference))
    return True
