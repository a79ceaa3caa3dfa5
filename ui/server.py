"""The web application: Streamlit's own server behind strict headers."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from models.errors import AppError
from ui import session
from ui.headers import GuardedAnswers
from ui.i18n.words import load_words
from ui.script_errors import show_script_error
from ui.settings import ROOT, current_settings
from ui.transactions import close_engines, reading

HTTP_UNAVAILABLE = 503

SILENCED = ("streamlit.error_util", "uvicorn.access")
"""The one prints uncaught errors with their messages, which may quote data; the other addresses."""


def health(_request: Request) -> JSONResponse:
    """Tells whether the server can read its database."""
    try:
        with reading():
            pass
    except AppError as error:
        return JSONResponse({"status": error.code}, HTTP_UNAVAILABLE)
    return JSONResponse({"status": "ok"})


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    """Reads the words before the first visitor, and spares the collector what stays forever."""
    _silence()
    for language in session.LANGUAGES:
        load_words(language, is_strict=current_settings().strict_words)
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        close_engines()


def _silence() -> None:
    for name in SILENCED:
        logging.getLogger(name).disabled = True


def _allowed_hosts() -> list[str]:
    return ["127.0.0.1", "localhost", current_settings().host]


app = st.App(
    ROOT / "streamlit_app.py",
    lifespan=_lifespan,
    routes=[Route("/health", health)],
    middleware=[
        Middleware(GuardedAnswers),
        Middleware(TrustedHostMiddleware, allowed_hosts=_allowed_hosts()),
    ],
    on_script_error=show_script_error,
)
"""What uvicorn serves."""
