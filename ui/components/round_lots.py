"""Settings of a round that few offices need, and what its lots did."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from offices.rounds.assembling import CAUTION, MOST_CAUTION
from offices.rounds.lots_settings import MOST_BUDGET_PER_MILLE, settings_with_lots
from ui.i18n.formats import percent_text
from ui.i18n.lots_said import lots_text
from ui.i18n.words import Words

CAUTION_KEY, LOTS_KEY = "round_caution", "round_lots"

CAUTION_STEP = 100

GAP_DIGITS = 4


def further_settings(words: Words) -> dict[str, Any]:
    """Draws the fields of a new round's further settings; gives those that were set."""
    with st.expander(words.text("page.rounds.further")):
        caution = st.number_input(
            words.text("page.rounds.caution"),
            min_value=0,
            max_value=MOST_CAUTION,
            value=0,
            step=CAUTION_STEP,
            key=CAUTION_KEY,
            help=words.text("page.rounds.caution_about"),
        )
        budget = st.number_input(
            words.text("page.rounds.lots"),
            min_value=0,
            max_value=MOST_BUDGET_PER_MILLE,
            value=None,
            step=1,
            key=LOTS_KEY,
            help=words.text("page.rounds.lots_about"),
        )
    kept: dict[str, Any] = {CAUTION: caution} if caution else {}
    return kept if budget is None else kept | settings_with_lots(budget)


def draw_lots(figures: Mapping[str, Any], words: Words) -> None:
    """Draws what lots did, and what is proven of the plan before them."""
    lots = figures["lots"]
    st.info(lots_text(lots, words))
    if lots["before"] == figures["bound"]:
        st.caption(words.text("lots.proof"))
    else:
        gap = percent_text(figures["gap"], GAP_DIGITS)
        st.warning(words.text("page.rounds.proven_gap", gap=gap))
