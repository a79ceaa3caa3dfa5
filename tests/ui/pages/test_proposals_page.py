"""The page of proposals: filters by SQL, reasons in words, decisions in bulk, the map."""

import json

from streamlit.testing.v1 import AppTest

from models.enums import ProposalState, VacancyKind
from offices.rounds.acts import offer_flows, round_summary
from tests.factories import ACTOR, COUNTY, TOWNSHIPS
from tests.ui.pages.conftest import Opened, said
from ui.components.flow_map import APPROVAL_NUMBER
from ui.components.proposal_filters import HOME_KEY, KIND_KEY, STATE_KEY
from ui.components.proposal_table import (
    ACCEPT_ALL_KEY,
    ACCEPT_KEY,
    REASON_KEY,
    RETURN_KEY,
    TABLE_KEY,
)
from ui.pages.proposals import MAP, VIEW_KEY, WITHOUT
from ui.settings import Settings
from ui.transactions import reading


def _states(installation: Settings, code: str) -> dict[ProposalState, int]:
    with reading(installation) as db:
        return dict(round_summary(db, ACTOR, code).first_offers_by_state)


def _select(app: AppTest, *rows: int) -> None:
    app.session_state[TABLE_KEY] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    app.run()


def test_selected_proposals_are_accepted_and_returned(
    open_page: Opened, small_round: str, installation: Settings
) -> None:
    """Two selected rows are accepted; a return wants its reason first."""
    app = open_page("proposals")
    everybody = _states(installation, small_round)[ProposalState.PROPOSED]
    _select(app, 0, 1)
    app.button(key=ACCEPT_KEY).click().run()
    assert not app.exception
    assert _states(installation, small_round)[ProposalState.ACCEPTED] == 2
    _select(app, 2)
    app.button(key=RETURN_KEY).click().run()
    assert app.error
    _select(app, 2)
    app.text_input(key=REASON_KEY).set_value("本人不去")
    app.button(key=RETURN_KEY).click().run()
    assert _states(installation, small_round)[ProposalState.RETURNED] == 1
    app.button(key=ACCEPT_ALL_KEY).click().run()
    assert _states(installation, small_round) == {
        ProposalState.ACCEPTED: everybody - 1,
        ProposalState.RETURNED: 1,
    }


def test_one_selected_person_shows_all_offers_with_their_parts(
    open_page: Opened, small_round: str
) -> None:
    """The offers of one person carry a sentence, the five parts and the weights."""
    assert small_round
    app = open_page("proposals")
    _select(app, 0)
    assert not app.exception
    labels = [metric.label for metric in app.metric]
    assert labels[:6] == ["得分", "技能相符", "离家远近", "工资水平", "预计在岗月数", "符合意愿"]
    assert "技能相符 350" in said(app)


def test_filters_narrow_the_table(open_page: Opened, small_round: str) -> None:
    """A township, a state and a kind of post leave only rows of theirs."""
    assert small_round
    app = open_page("proposals")
    total = len(app.dataframe[0].value)
    app.selectbox(key=HOME_KEY).set_value(TOWNSHIPS[0]).run()
    narrowed = app.dataframe[0].value
    assert 0 < len(narrowed) < total
    assert narrowed["户籍地"].nunique() == 1
    app.selectbox(key=f"{STATE_KEY}_zh_CN").set_value(ProposalState.RETURNED).run()
    assert not app.dataframe
    assert app.info
    app.selectbox(key=f"{STATE_KEY}_zh_CN").set_value(None).run()
    app.selectbox(key=f"{KIND_KEY}_zh_CN").set_value(VacancyKind.WORKSHOP).run()
    assert not app.dataframe


def test_people_without_an_offer_have_reason_and_change(
    open_page: Opened, small_round: str, installation: Settings
) -> None:
    """Every one of them is listed with two sentences."""
    with reading(installation) as db:
        without = round_summary(db, ACTOR, small_round).figures["without_offer"]
    app = open_page("proposals")
    app.button_group(key=VIEW_KEY).set_value(WITHOUT).run()
    assert not app.exception
    table = app.dataframe[0].value
    assert len(table) == without
    assert table["理由"].str.endswith("。").all()
    assert table["怎样才能有推荐"].str.endswith("。").all()


def test_the_map_names_its_approval_and_no_other_host(
    open_page: Opened, small_round: str, installation: Settings
) -> None:
    """All boundary lines are drawn, no tile is asked for; the arcs are all offers of the plan."""
    app = open_page("proposals")
    app.button_group(key=VIEW_KEY).set_value(MAP).run()
    assert not app.exception
    assert APPROVAL_NUMBER in said(app)
    deck = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    assert "http" not in json.dumps({k: v for k, v in deck.items() if k != "layers"})
    provinces, lines, arcs = (layer["data"] for layer in deck["layers"])
    assert len(provinces["features"]) == 34
    assert lines["features"]
    with reading(installation) as db:
        flows = offer_flows(db, ACTOR, small_round)
        placed = round_summary(db, ACTOR, small_round).figures["placed"]
    assert len(arcs) == len(flows) > 1
    assert sum(flow.people for flow in flows) == placed
    assert {flow.origin_code for flow in flows} == {COUNTY}
