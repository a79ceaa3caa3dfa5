"""The three lists: publish, look at the editions, take them home as workbooks."""

import streamlit as st

from models.enums import ListKind, ProposalState, RoundState
from offices.lists.acts import EditionHead, list_editions, publish, read_edition
from offices.rounds.acts import RoundLine, round_summary
from ui import session
from ui.clock import now
from ui.components.attempts import attempt
from ui.components.edition_table import draw_edition
from ui.components.round_choice import chosen_round
from ui.i18n.formats import date_text, moment_text
from ui.i18n.words import Words
from ui.reports.lists import list_file_name, list_workbook
from ui.transactions import reading, transaction

PUBLISH_KEY, KIND_KEY, EDITION_KEY, DOWNLOAD_KEY = "publish", "list_kind", "edition", "list_file"
NOTICE_KEY = "lists_notice"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render() -> None:
    """Draws the page."""
    words = session.words()
    st.title(words.text("page.lists.title"))
    st.caption(words.text("page.lists.about"))
    line = chosen_round(words)
    if line is None:
        return
    if line.state is RoundState.DRAFT:
        st.info(words.text("page.not_solved"))
        st.page_link("ui/pages/rounds.py", label=words.text("page.to_rounds"))
        return
    _draw_publishing(line, words)
    with reading() as db:
        editions = list_editions(db, session.current_actor(), line.code)
    if not editions:
        st.info(words.text("page.lists.none"))
        return
    _draw_lists(editions, words)


def _draw_publishing(line: RoundLine, words: Words) -> None:
    """Draws what publishing would take up, and the button."""
    if notice := st.session_state.pop(NOTICE_KEY, None):
        st.success(notice)
    with reading() as db:
        by_state = round_summary(db, session.current_actor(), line.code).first_offers_by_state
    counts = {state.value: by_state.get(state, 0) for state in ProposalState}
    st.caption(words.text("page.lists.offers", **counts))
    if not st.button(words.text("page.lists.publish"), key=PUBLISH_KEY, type="primary"):
        return
    with attempt(), st.spinner(words.text("page.working")):
        with transaction() as db:
            done = publish(db, session.current_actor(), line.code, now=now())
        is_new = any(edition.is_new for edition in done.lists)
        code = "page.lists.published" if is_new else "page.lists.unchanged"
        st.session_state[NOTICE_KEY] = words.text(code, placements=done.placements)
        st.rerun()


def _draw_lists(editions: tuple[EditionHead, ...], words: Words) -> None:
    kind = st.segmented_control(
        words.text("page.lists.list"),
        list(ListKind),
        default=ListKind.TASK,
        required=True,
        key=KIND_KEY,
        format_func=lambda kind: words.text(f"list.kind.{kind.value}"),
    )
    by_number = {head.number: head for head in editions if head.kind is kind}
    if st.session_state.get(EDITION_KEY) not in by_number:
        st.session_state[EDITION_KEY] = max(by_number)
    chosen, download = st.columns([3, 1], vertical_alignment="bottom")
    number = chosen.selectbox(
        words.text("page.lists.edition"),
        list(by_number),
        key=EDITION_KEY,
    )
    head = by_number[number]
    download.download_button(
        words.text("page.lists.download"),
        lambda: _workbook(head, words),
        list_file_name(head, words),
        WORKBOOK_TYPE,
        key=DOWNLOAD_KEY,
        on_click="ignore",
    )
    as_of, published_at = date_text(head.as_of), moment_text(head.published_at)
    st.caption(
        words.text(
            "page.lists.edition_title",
            number=head.number,
            as_of=as_of,
            published_at=published_at,
        )
    )
    draw_edition(head, words)


def _workbook(head: EditionHead, words: Words) -> bytes:
    """Builds the file when it is asked for, not with every draw."""
    actor = session.current_actor()
    with reading() as db:
        return list_workbook(
            read_edition(db, actor, head.round_code, head.kind, head.number), words
        )


if __name__ == "__main__":
    render()
