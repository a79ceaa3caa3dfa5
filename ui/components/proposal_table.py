"""A page of first offers: the table, the decisions on what is selected, one person's offers."""

from collections.abc import Sequence

import streamlit as st

from models.enums import ProposalState
from offices.rounds.acts import (
    ProposalFilter,
    ProposalLine,
    ProposalsPage,
    RoundLine,
    decide_proposals,
    proposals_page,
)
from regions.gazetteer import load_gazetteer
from ui import session
from ui.clock import now
from ui.components.attempts import attempt
from ui.components.offer_details import draw_offers
from ui.components.paging import draw_switch, read_page
from ui.components.proposal_filters import PROPOSALS_PAGE_KEY
from ui.components.reasons import offer_sentence
from ui.i18n.formats import wage_text
from ui.i18n.words import Words
from ui.transactions import reading, transaction

TABLE_KEY = "proposals_table"
REASON_KEY = "return_reason"
ACCEPT_KEY, RETURN_KEY, ACCEPT_ALL_KEY = "proposals_accept", "proposals_return", "accept_all"
NOTICE_KEY = "proposals_notice"


def draw_proposals(line: RoundLine, wanted: ProposalFilter, *, is_open: bool, words: Words) -> None:
    """Draws a page of proposals; decisions only while the round is open."""
    actor = session.current_actor()
    if notice := st.session_state.pop(NOTICE_KEY, None):
        st.success(notice)
    with reading() as db:

        def read(offset: int) -> ProposalsPage:
            return proposals_page(db, actor, line.code, wanted, offset=offset)

        found = read_page(PROPOSALS_PAGE_KEY, read)
    if not found.lines:
        st.info(words.text("page.proposals.nobody"))
        return
    event = st.dataframe(
        [_row(one, words) for one in found.lines],
        hide_index=True,
        placeholder="",
        key=TABLE_KEY,
        on_select="rerun",
        selection_mode="multi-row",
    )
    draw_switch(PROPOSALS_PAGE_KEY, found.total, words)
    rows: Sequence[int] = event["selection"]["rows"]
    chosen = [found.lines[row] for row in rows if row < len(found.lines)]
    if is_open:
        _draw_decisions(line, chosen, words)
    else:
        st.caption(words.text("page.proposals.published"))
    if len(chosen) == 1:
        draw_offers(line, chosen[0].person_id, words)


def _draw_decisions(line: RoundLine, chosen: Sequence[ProposalLine], words: Words) -> None:
    if not chosen:
        st.caption(words.text("page.proposals.select"))
    reason = st.text_input(words.text("page.proposals.reason"), key=REASON_KEY)
    codes = [one.code for one in chosen]
    buttons = st.container(horizontal=True)
    label = words.text("page.proposals.accept", count=len(codes))
    if buttons.button(label, key=ACCEPT_KEY, disabled=not codes, type="primary"):
        _decide(line, codes, ProposalState.ACCEPTED, None, words)
    label = words.text("page.proposals.return", count=len(codes))
    if buttons.button(label, key=RETURN_KEY, disabled=not codes):
        _decide(line, codes, ProposalState.RETURNED, reason.strip() or None, words)
    if buttons.button(words.text("page.proposals.accept_all"), key=ACCEPT_ALL_KEY):
        _decide(line, None, ProposalState.ACCEPTED, None, words)


def _decide(
    line: RoundLine,
    codes: Sequence[str] | None,
    decision: ProposalState,
    reason: str | None,
    words: Words,
) -> None:
    with attempt():
        with transaction() as db:
            decided = decide_proposals(
                db, session.current_actor(), line.code, codes, decision, reason=reason, now=now()
            )
        st.session_state[NOTICE_KEY] = words.text("page.proposals.decided", count=decided)
        st.rerun()


def _row(line: ProposalLine, words: Words) -> dict[str, object]:
    values = {
        "name": line.person_name,
        "home": load_gazetteer().place(line.home_code).name,
        "post": line.title,
        "employer": line.employer_name,
        "work": load_gazetteer().place(line.work_code).name,
        "wage": wage_text(words, line.wage_min_fen, line.wage_max_fen),
        "state": words.text(f"proposal_state.{line.state}"),
        "reason": offer_sentence(line.facts, words),
        "score": line.score,
        "village": line.village,
    }
    return {words.text(f"page.proposals.column.{name}"): value for name, value in values.items()}
