"""Which county's board on which day, read once for as long as nothing changes."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from offices.retention.acts_board import (
    board_mark,
    board_places,
    fit_board,
    names_of_people,
    read_board,
)
from offices.retention.acts_replay import replayed
from offices.retention.board import Board, BoardPlace
from offices.retention.replay import Told
from regions.gazetteer import load_gazetteer
from ui import session
from ui.clock import now, today
from ui.i18n.words import Words
from ui.settings import current_settings
from ui.transactions import reading, transaction

PLACE_KEY, DAY_KEY, REFIT_KEY = "retention_place", "retention_day", "retention_refit"

KEPT_BOARDS = 4
"""Boards kept in memory at once, some megabytes each."""

CUT_OFFS = 4
"""Past days that the check goes back to, a quarter apart."""

Mark = tuple[str, ...]
"""What a board rests on: where it is stored, who asks, of which place and day, and the last act."""


def chosen_board(words: Words) -> tuple[Board, Mark] | None:
    """Draws the choice and gives the board; None, with what to do next, where nobody is registered.

    Raises
    ------
    AppError
        If the board cannot be read.
    """
    with reading() as db:
        places = board_places(db, session.current_actor())
    if not places:
        st.info(words.text("page.retention.no_people"))
        return None
    by_path = {place.path: place for place in places}
    county, day, anew = st.columns([2, 2, 1], vertical_alignment="bottom")
    path = county.selectbox(
        words.text("page.retention.place"),
        list(by_path),
        key=PLACE_KEY,
        format_func=lambda path: _name(by_path[path]),
    )
    on = day.date_input(
        words.text("page.retention.day"),
        by_path[path].day or today(),
        key=f"{DAY_KEY}_{path}",
        format="YYYY-MM-DD",
        help=words.text("page.retention.day_about"),
    )
    is_anew = anew.button(words.text("page.retention.refit"), key=REFIT_KEY)
    with st.spinner(words.text("page.working")):
        mark = _mark(path, on, is_anew=is_anew)
        board = _board(path, on, mark)
    _draw_basis(board, words)
    return board, mark


def people_names(people: Sequence[int]) -> dict[int, str]:
    """Gives the names of people, within what the actor may see."""
    with reading() as db:
        return names_of_people(db, session.current_actor(), people)


@st.cache_data(max_entries=KEPT_BOARDS, show_spinner=False)
def past_checked(path: str, on: dt.date, mark: Mark) -> list[Told]:  # noqa: ARG001 (the key)
    """Goes back to past days and says what models of then were worth; kept under the mark."""
    with reading() as db:
        actor = session.current_actor()
        return replayed(db, actor, path, on, CUT_OFFS, is_as_imported=False, now=now())


@st.cache_data(max_entries=KEPT_BOARDS, show_spinner=False)
def _board(path: str, on: dt.date, mark: Mark) -> Board:  # noqa: ARG001 (the key)
    with reading() as db:
        return read_board(db, session.current_actor(), path, on, now=now())


def _mark(path: str, on: dt.date, *, is_anew: bool) -> Mark:
    """Gives the mark of a board, after its models were fitted if there are none or it is asked."""
    actor = session.current_actor()
    with reading() as db:
        found = board_mark(db, actor, path, on)
    if found is None or is_anew:
        with transaction() as db:
            fit_board(db, actor, path, on, now=now())
            found = board_mark(db, actor, path, on) or ()
    return (current_settings().database_url, actor.code, today().isoformat(), *found)


def _draw_basis(board: Board, words: Words) -> None:
    model = board.by_kind["employer"]
    st.caption(
        words.text(
            "page.retention.basis",
            on=board.on,
            told_by=board.known.as_of.known_by,
            at_work=len(board.known.at_work),
            version=model.version,
            cases=model.model.cases,
            cut_off=model.cut_off,
        )
    )


def _name(place: BoardPlace) -> str:
    return load_gazetteer().place(place.path.strip("/").split("/")[-1]).name
