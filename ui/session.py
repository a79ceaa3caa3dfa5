"""Who sits at the screen and which language they read. Alone touches the session's state for it."""

from typing import cast, get_args

import streamlit as st

from models.values import Actor
from ui.demo_actor import DEMO_ACTOR
from ui.i18n.words import Words, load_words
from ui.settings import Language, current_settings

LANGUAGE_KEY = "language"

LANGUAGES: tuple[Language, ...] = get_args(Language)


def current_actor() -> Actor:
    """Gives the actor of this session; one for all until accounts exist."""
    return DEMO_ACTOR


def language() -> Language:
    """Gives the language that this session reads, at first the installation's."""
    chosen = st.session_state.setdefault(LANGUAGE_KEY, current_settings().language)
    return cast("Language", chosen if chosen in LANGUAGES else current_settings().language)


def words() -> Words:
    """Gives the words of this session's language."""
    return load_words(language(), is_strict=current_settings().strict_words)


def offer_languages() -> None:
    """Draws the switch of languages in the sidebar; a language names itself."""
    st.sidebar.segmented_control(
        words().text("app.language"),
        LANGUAGES,
        key=LANGUAGE_KEY,
        format_func=lambda code: load_words(code).text("language.name"),
        required=True,
    )
