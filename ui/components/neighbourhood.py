"""A person, the posts offered and who else would take them: the graph around one offer."""

from collections.abc import Sequence

import networkx as nx
import streamlit as st

from matching.market.graph import PERSON, VACANCY, Node
from offices.rounds.acts_neighbourhood import Neighbourhood, person_neighbourhood
from ui import session
from ui.i18n.words import Words
from ui.transactions import reading

HEIGHT_PER_NODE, LEAST_HEIGHT = 36, 160
SIDE_PADDING = 260
PLANNED, POSSIBLE, CHOSEN = "#c62828", "#b0aca2", "#2e7d32"


def draw_neighbourhood(round_code: str, person_id: int, words: Words) -> None:
    """Draws the graph: people on the left, posts on the right, the plan's pairs in red."""
    with reading() as db:
        found = person_neighbourhood(db, session.current_actor(), round_code, person_id)
    st.caption(words.text("page.proposals.neighbourhood_note"))
    st.vega_lite_chart(_chart(found, person_id, words))


def _chart(found: Neighbourhood, person_id: int, words: Words) -> dict[str, object]:
    """Gives the drawing in Vega-Lite's own terms."""
    people = [node for node in found.graph if node[0] == PERSON]
    places = {
        node: place.tolist() for node, place in nx.bipartite_layout(found.graph, people).items()
    }
    nodes = [_node(found, node, places[node], person_id) for node in found.graph]
    edges = [
        _edge(found, one, other, [*places[one], *places[other]], f"{weight:,}")
        for one, other, weight in found.graph.edges.data("weight", default=0)
    ]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"padding": SIDE_PADDING}}
    y = {"field": "y", "type": "quantitative", "axis": None}
    color = {"field": "color", "type": "nominal", "scale": None}
    score = {"field": "score", "title": words.text("page.proposals.column.score")}
    label = {"field": "label", "type": "nominal"}
    sides = ((PERSON, "right", -10), (VACANCY, "left", 10))
    lines = {
        "data": {"values": edges},
        "mark": {"type": "rule", "strokeWidth": 2},
        "encoding": {
            "x": x,
            "y": y,
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "color": color,
            "tooltip": [score],
        },
    }
    points = {
        "data": {"values": nodes},
        "mark": {"type": "circle", "size": 90, "opacity": 1},
        "encoding": {"x": x, "y": y, "color": color},
    }
    names = [
        {
            "data": {"values": [node for node in nodes if node["side"] == side]},
            "mark": {"type": "text", "align": align, "dx": shift},
            "encoding": {"x": x, "y": y, "text": label},
        }
        for side, align, shift in sides
    ]
    rows = max(len(people), len(nodes) - len(people))
    height = max(LEAST_HEIGHT, HEIGHT_PER_NODE * rows)
    return {"height": height, "layer": [lines, points, *names]}


def _edge(
    found: Neighbourhood, one: Node, other: Node, ends: Sequence[float], score: str
) -> dict[str, object]:
    color = PLANNED if _is_planned(found, one, other) else POSSIBLE
    return dict(zip(("x", "y", "x2", "y2"), ends, strict=True)) | {"color": color, "score": score}


def _node(
    found: Neighbourhood, node: Node, place: Sequence[float], person_id: int
) -> dict[str, object]:
    key = found.graph.nodes[node]["key"]
    is_person = node[0] == PERSON
    label = found.people.get(key, "") if is_person else "  ".join(found.vacancies[key])
    color = CHOSEN if is_person and key == person_id else POSSIBLE
    return {
        "x": place[0],
        "y": place[1],
        "side": node[0],
        "label": label,
        "color": color,
    }


def _is_planned(found: Neighbourhood, one: Node, other: Node) -> bool:
    person, vacancy = (one, other) if one[0] == PERSON else (other, one)
    keys = found.graph.nodes[person]["key"], found.graph.nodes[vacancy]["key"]
    return keys in found.planned
