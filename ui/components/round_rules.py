"""The rules of a round on its page: what is used, what they did, and which of them collide."""

import streamlit as st

from offices.rounds.acts import RoundRules, RoundSummary
from offices.rounds.rules_families import RegisterFamily
from ui.i18n.rules_said import (
    Told,
    collision_texts,
    found_texts,
    outcome_texts,
    own_texts,
    price_texts,
)
from ui.i18n.words import Words


def draw_rules(found: RoundSummary, rules: RoundRules, words: Words) -> None:
    """Draws which rules the round uses, where they come from, and how to set them."""
    st.subheader(words.text("page.rounds.rules.title"))
    families = [words.text(f"register_rules.{family.value}") for family in rules.families]
    if families:
        listed = words.text("app.comma").join(families)
        st.caption(words.text("page.rounds.rules.in_use", families=listed))
    else:
        st.caption(words.text("page.rounds.rules.none_in_use"))
    own = list(own_texts(rules.file, words))
    if own:
        st.caption(words.text("page.rounds.rules.own", count=rules.file.count))
    with st.expander(words.text("page.rounds.rules.details")):
        for family in RegisterFamily:
            used = "used" if family in rules.families else "not_used"
            name = words.text(f"register_rules.{family.value}")
            used_text = words.text(f"round_rules.{used}")
            st.text(words.text("round_rules.family", family=name, used=used_text))
            for text in found_texts(family, rules.found, words):
                st.text(words.text("round_rules.line", text=text))
        for text in own:
            st.text(text)
        for one in rules.file.left_out:
            st.text(words.text("round_rules.left_out", rule=one.rule, note=one.note))
        st.text(words.text("page.rounds.rules.set_by", round=found.round.code))


def draw_outcome(told: Told, words: Words) -> None:
    """Draws what the rules cost, what became of groups and batches, and the dearest rules."""
    st.subheader(words.text("page.rounds.rules.result"))
    for text in outcome_texts(told, words):
        st.text(text)
    rows = price_texts(told, words)
    if rows:
        st.caption(words.text("page.rounds.rules.prices"))
        st.dataframe(rows, hide_index=True, placeholder="")


def draw_collision(told: Told, words: Words) -> None:
    """Says which rules collide, and what each of them holds back."""
    for text in collision_texts(told, words):
        st.text(text)
