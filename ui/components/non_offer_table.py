"""The people without an offer: why, and what would change it."""

from collections.abc import Mapping

import streamlit as st

from offices.rounds.acts import (
    NonOfferFilter,
    NonOfferLine,
    NonOffersPage,
    RoundLine,
    non_offers_page,
    vacancy_titles,
)
from regions.gazetteer import load_gazetteer
from ui import session
from ui.components.paging import draw_switch, read_page
from ui.components.proposal_filters import NON_OFFERS_PAGE_KEY
from ui.components.reasons import change_sentence, non_offer_sentence, vacancies_in
from ui.i18n.words import Words
from ui.transactions import reading


def draw_non_offers(line: RoundLine, origin_path: str | None, words: Words) -> None:
    """Draws a page of the people without an offer."""
    actor = session.current_actor()
    with reading() as db:

        def read(offset: int) -> NonOffersPage:
            wanted = NonOfferFilter(origin_path=origin_path)
            return non_offers_page(db, actor, line.code, wanted, offset=offset)

        found = read_page(NON_OFFERS_PAGE_KEY, read)
        named = [key for one in found.lines for key in vacancies_in(one.change)]
        titles = vacancy_titles(db, actor, named)
    if not found.lines:
        st.info(words.text("page.proposals.nobody"))
        return
    st.dataframe([_row(one, titles, words) for one in found.lines], hide_index=True, placeholder="")
    draw_switch(NON_OFFERS_PAGE_KEY, found.total, words)


def _row(line: NonOfferLine, titles: Mapping[int, str], words: Words) -> dict[str, object]:
    values = {
        "name": line.person_name,
        "home": load_gazetteer().place(line.home_code).name,
        "village": line.village,
        "reason": non_offer_sentence(line.reason, line.facts, words),
        "change": change_sentence(line.change, titles, words),
    }
    return {words.text(f"page.proposals.column.{name}"): value for name, value in values.items()}
