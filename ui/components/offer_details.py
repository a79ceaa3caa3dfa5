"""All offers of one person, with the parts of each score and their weights."""

import streamlit as st

from offices.rounds.acts import ProposalFilter, ProposalLine, RoundLine, proposals_page
from offices.rounds.solving import weights_in
from regions.gazetteer import load_gazetteer
from ui import session
from ui.components.neighbourhood import draw_neighbourhood
from ui.components.reasons import offer_sentence
from ui.i18n.words import Words
from ui.transactions import reading


def draw_offers(line: RoundLine, person_id: int, words: Words) -> None:
    """Draws the offers of a person in a round."""
    wanted = ProposalFilter(rank=None, person_id=person_id)
    with reading() as db:
        found = proposals_page(db, session.current_actor(), line.code, wanted)
    weights = weights_in(line.settings)
    st.subheader(words.text("page.proposals.offers_of", name=found.lines[0].person_name))
    for offer in found.lines:
        _draw_offer(offer, words)
    with st.expander(words.text("page.proposals.neighbourhood")):
        draw_neighbourhood(line.code, person_id, words)
    st.caption(
        words.text(
            "page.proposals.weights",
            parts=words.text("app.comma").join(
                words.text("page.proposals.weight", part=words.text(f"part.{name}"), weight=weight)
                for name in found.lines[0].parts
                if (weight := getattr(weights, name)) is not None
            ),
        )
    )


def _draw_offer(offer: ProposalLine, words: Words) -> None:
    with st.container(border=True):
        st.text(
            words.text(
                "page.proposals.offer",
                rank=words.text(f"offer.rank_{offer.rank}"),
                employer=offer.employer_name,
                title=offer.title,
                place=load_gazetteer().place(offer.work_code).name,
            )
        )
        st.text(offer_sentence(offer.facts, words))
        total, *columns = st.columns(1 + len(offer.parts))
        total.metric(words.text("page.proposals.column.score"), f"{offer.score:,}")
        for column, (name, value) in zip(columns, offer.parts.items(), strict=True):
            added = offer.facts["contributions"][name]
            column.metric(
                words.text(f"part.{name}"),
                f"{value:,}",
                help=words.text("page.proposals.adds", added=added),
            )
