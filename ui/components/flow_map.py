"""Where offers lead, as arcs over our own shapes: no tile and no style comes from a network."""

from collections.abc import Sequence

import pydeck as pdk
import streamlit as st

from offices.rounds.acts import Flow
from regions.gazetteer import load_gazetteer
from regions.places import Level
from regions.shapes import boundary_lines, shapes
from ui.i18n.words import Words

APPROVAL_NUMBER = "GS(2024)0650"
"""审图号 of the published map that the shapes derive from, see NOTICE."""

WHOLE_COUNTRY = pdk.ViewState(longitude=106, latitude=32, zoom=2.6)
"""Shows the ten-dash line too."""

LAND, EDGE, LINE = [244, 241, 234], [190, 186, 176], [120, 90, 140]
FROM, TO = [46, 125, 50, 200], [198, 40, 40, 200]
HEIGHT = 600
WIDEST_ARC = 12


def draw_flows(flows: Sequence[Flow], words: Words) -> None:
    """Draws the map with its approval number under it."""
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            shapes(Level.PROVINCE),
            get_fill_color=LAND,
            get_line_color=EDGE,
            line_width_min_pixels=1,
        ),
        pdk.Layer("GeoJsonLayer", boundary_lines(), get_line_color=LINE, line_width_min_pixels=1.5),
        pdk.Layer(
            "ArcLayer",
            _arcs(flows, words),
            get_source_position="home",
            get_target_position="work",
            get_source_color=FROM,
            get_target_color=TO,
            get_width="width",
            pickable=True,
        ),
    ]
    deck = pdk.Deck(
        layers=layers,
        initial_view_state=WHOLE_COUNTRY,
        map_provider=None,
        tooltip={"text": "{label}"},
    )
    st.pydeck_chart(deck, height=HEIGHT, alt=words.text("page.proposals.map"))
    st.caption(words.text("page.proposals.map_note", number=APPROVAL_NUMBER))


def _arcs(flows: Sequence[Flow], words: Words) -> list[dict[str, object]]:
    place = load_gazetteer().place
    most = max((flow.people for flow in flows), default=1)
    arcs: list[dict[str, object]] = []
    for flow in flows:
        home, work = place(flow.origin_code), place(flow.destination_code)
        arcs.append(
            {
                "home": [home.longitude, home.latitude],
                "work": [work.longitude, work.latitude],
                "width": 1 + (WIDEST_ARC - 1) * flow.people / most,
                "label": words.text(
                    "page.proposals.flow", origin=home.name, work=work.name, people=flow.people
                ),
            }
        )
    return arcs
