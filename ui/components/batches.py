"""The batches of imports, newest first, and how one is taken back."""

from collections.abc import Callable

import streamlit as st

from offices.register.acts import BatchLine, list_batches
from offices.register.acts_undo import undo_batch
from ui import session
from ui.clock import now
from ui.components.attempts import attempt
from ui.i18n.formats import moment_text
from ui.i18n.words import Words
from ui.transactions import reading, transaction

BATCH_KEY, UNDO_KEY = "batch", "batch_undo"


def draw_batches(words: Words, after_undo: Callable[[], None]) -> None:
    """Draws the latest batches, and the undo of one of them."""
    st.subheader(words.text("page.register.batches"))
    with reading() as db:
        batches = list_batches(db, session.current_actor())
    if not batches:
        st.caption(words.text("page.register.no_batches"))
        return
    st.dataframe([_batch_row(batch, words) for batch in batches], hide_index=True)
    open_batches = [batch.id for batch in batches if not batch.is_undone]
    if not open_batches:
        return
    if st.session_state.get(BATCH_KEY) not in open_batches:
        st.session_state[BATCH_KEY] = open_batches[0]
    chosen = st.selectbox(words.text("page.register.batch_to_undo"), open_batches, key=BATCH_KEY)
    if st.button(words.text("page.register.undo"), key=UNDO_KEY):
        with attempt():
            with transaction() as db:
                undo_batch(db, session.current_actor(), chosen, now=now())
            after_undo()
            st.rerun()


def _batch_row(batch: BatchLine, words: Words) -> dict[str, object]:
    values = {
        "batch": batch.id,
        "kind": words.text(f"import_kind.{batch.kind.value}"),
        "file": batch.file_name,
        "imported_at": moment_text(batch.imported_at),
        "accepted": batch.accepted,
        "unchanged": batch.unchanged,
        "refused": batch.refused,
        "state": words.text(f"page.register.{'undone' if batch.is_undone else 'in_force'}"),
    }
    return {words.text(f"page.register.column.{name}"): value for name, value in values.items()}
