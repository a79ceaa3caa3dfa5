"""What the proposals on the screen are narrowed to."""

import streamlit as st

from models.enums import ProposalState, VacancyKind
from offices.rounds.acts import ProposalFilter, RoundLine
from regions.gazetteer import load_gazetteer
from ui.i18n.words import Words

HOME_KEY, STATE_KEY, KIND_KEY = "proposals_home", "proposals_state", "proposals_kind"
"""The last two are completed by the language: the browser would keep the old one's label."""

PROPOSALS_PAGE_KEY, NON_OFFERS_PAGE_KEY = "proposals_page", "non_offers_page"


def draw_filters(line: RoundLine, *, has_posts: bool, words: Words) -> ProposalFilter:
    """Draws the filters and gives them; those about posts only where there are posts."""
    gazetteer = load_gazetteer()
    home, state, kind = st.columns(3)
    everything = words.text("page.proposals.all")
    places = [place.code for place in gazetteer.children(line.origin_code)]
    with home:
        chosen = st.selectbox(
            words.text("page.proposals.home"),
            places,
            index=None,
            key=HOME_KEY,
            placeholder=everything,
            format_func=lambda code: gazetteer.place(code).name,
            on_change=_first_page,
        )
    path = None if chosen is None else gazetteer.place(chosen).path
    if not has_posts:
        return ProposalFilter(origin_path=path)
    with state:
        wanted_state = st.selectbox(
            words.text("page.proposals.state"),
            list(ProposalState),
            index=None,
            key=f"{STATE_KEY}_{words.language}",
            placeholder=everything,
            format_func=lambda state: words.text(f"proposal_state.{state.value}"),
            on_change=_first_page,
        )
    with kind:
        wanted_kind = st.selectbox(
            words.text("page.proposals.kind"),
            list(VacancyKind),
            index=None,
            key=f"{KIND_KEY}_{words.language}",
            placeholder=everything,
            format_func=lambda kind: words.text(f"vacancy_kind.{kind.value}"),
            on_change=_first_page,
        )
    return ProposalFilter(state=wanted_state, origin_path=path, vacancy_kind=wanted_kind)


def _first_page() -> None:
    for key in (PROPOSALS_PAGE_KEY, NON_OFFERS_PAGE_KEY):
        if key in st.session_state:
            st.session_state[key] = 1
