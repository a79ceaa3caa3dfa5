"""Proposals of a round: who is offered what and why, who nothing and why; decisions; the map."""

import streamlit as st

from models.enums import RoundState
from offices.rounds.acts import offer_flows, round_summary
from ui import session
from ui.components.flow_map import draw_flows
from ui.components.non_offer_table import draw_non_offers
from ui.components.proposal_filters import draw_filters
from ui.components.proposal_table import draw_proposals
from ui.components.round_choice import chosen_round
from ui.transactions import reading

VIEW_KEY = "proposals_view"
OFFERED, WITHOUT, MAP = "offered", "without", "map"


def render() -> None:
    """Draws the page."""
    words, actor = session.words(), session.current_actor()
    st.title(words.text("page.proposals.title"))
    st.caption(words.text("page.proposals.about"))
    line = chosen_round(words)
    if line is None:
        return
    with reading() as db:
        found = round_summary(db, actor, line.code)
    if not found.figures:
        st.info(words.text("page.not_solved"))
        st.page_link("ui/pages/rounds.py", label=words.text("page.to_rounds"))
        return
    view = st.segmented_control(
        words.text("page.proposals.view"),
        (OFFERED, WITHOUT, MAP),
        default=OFFERED,
        required=True,
        key=VIEW_KEY,
        format_func=lambda view: words.text(f"page.proposals.view_{view}"),
    )
    wanted = draw_filters(line, has_posts=view != WITHOUT, words=words)
    if view == OFFERED:
        draw_proposals(line, wanted, is_open=line.state is not RoundState.PUBLISHED, words=words)
    elif view == WITHOUT:
        draw_non_offers(line, wanted.origin_path, words)
    else:
        with reading() as db:
            flows = offer_flows(db, actor, line.code, wanted)
        draw_flows(flows, words)


if __name__ == "__main__":
    render()
