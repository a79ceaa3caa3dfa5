"""Who is who in a round, with sums that can be followed, and the figures of its solve."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from offices.rounds.acts import RoundSummary
from ui.components.round_lots import draw_lots
from ui.components.staying import draw_staying
from ui.i18n.formats import percent_text
from ui.i18n.rules_said import gap_text
from ui.i18n.words import Words

FIGURES = (("people", "seats", "arcs", "placed"), ("objective", "bound", "gap"))
FIGURES_IN_ROW = 4
LEFT_OUT = ("vacancies_expired", "vacancies_without_occupation", "open_titles")
GAP_DIGITS = 4


def draw_standings(found: RoundSummary, words: Words) -> None:
    """Draws register = at work + pool + not available, with the reasons of the last."""
    counts = found.counts
    st.subheader(words.text("page.rounds.who"))
    names = ("register", "at_work", "pool", "not_available")
    signs = ("", "=", "+", "+")
    for column, sign, name in zip(st.columns(len(names)), signs, names, strict=True):
        label = f"{sign} {words.text(f'page.rounds.count.{name}')}".strip()
        column.metric(label, f"{counts[name]:,}", border=True)
    reasons = [
        words.text("page.rounds.reason", reason=words.text(f"unavailable.{code}"), people=people)
        for code, people in counts["reasons"].items()
    ]
    if reasons:
        listed = words.text("app.comma").join(reasons)
        st.caption(words.text("page.rounds.not_available", reasons=listed))
    st.caption(
        words.text("page.rounds.posts", vacancies=counts["vacancies"], seats=counts["seats"])
    )
    for name in LEFT_OUT:
        if counts[name]:
            st.caption(words.text(f"page.rounds.{name}", count=counts[name]))


def draw_figures(found: RoundSummary, without: Mapping[str, int], words: Words) -> None:
    """Draws pool = offered + without offer, with reasons, and the figures of the solve."""
    figures = found.figures
    st.subheader(words.text("page.rounds.result"))
    for names in FIGURES:
        for column, name in zip(st.columns(FIGURES_IN_ROW), names, strict=False):
            is_gap = name == "gap"
            shown = percent_text(figures[name], GAP_DIGITS) if is_gap else f"{figures[name]:,}"
            column.metric(words.text(f"page.rounds.figure.{name}"), shown)
    st.caption(
        words.text(
            "page.rounds.pool_sum",
            pool=figures["people"],
            offered=figures["placed"],
            without=figures["without_offer"],
        )
    )
    reasons = [
        words.text("page.rounds.reason", reason=words.text(f"non_offer.{code}"), people=people)
        for code, people in without.items()
    ]
    if reasons:
        listed = words.text("app.comma").join(reasons)
        st.caption(words.text("page.rounds.without_offer", reasons=listed))
    if "staying" in figures:
        draw_staying(figures["staying"], words)
    if figures.get("rules"):
        st.caption(gap_text(figures, words))
        st.caption(words.text("page.rounds.rules.proof"))
    elif figures.get("lots"):
        draw_lots(figures, words)
    elif figures["gap"]:
        gap = percent_text(figures["gap"], GAP_DIGITS)
        st.warning(words.text("page.rounds.proven_gap", gap=gap))
    else:
        st.caption(words.text("page.rounds.proof"))
    _draw_silent_rules(figures, words)


def _draw_silent_rules(figures: Mapping[str, Any], words: Words) -> None:
    for code, status in figures["silent_rules"].items():
        rule = words.text(code)
        st.warning(words.text("page.rounds.silent", rule=rule, vacancies=status["vacancies"]))
