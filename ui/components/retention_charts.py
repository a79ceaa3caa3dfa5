"""Charts of the retention board in Vega-Lite's own terms."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Chart = dict[str, Any]

PERCENT = ".0%"
HEIGHT = 480
COLORS = ["#0b66c3", "#c62828", "#2e7d32", "#8e5bb5", "#e07b00", "#00838f", "#6d4c41", "#5f6b76"]
"""Dark enough to be told apart as lines and as pale bands."""

LABEL_WIDTH = 320
"""Pixels that a name in a legend may take before it is cut."""


def curve_chart(rows: Sequence[Row], titles: Mapping[str, str]) -> Chart:
    """Gives bands, observed lines and dashed lines of the model, a colour a group.

    Parameters
    ----------
    rows
        ``group``, ``month``, ``share``, ``low``, ``high``, ``model``, ``at_risk``.
    titles
        What the axes, the legend and the tooltips say, by name of the column.
    """
    color = {
        "field": "group",
        "type": "nominal",
        "title": titles["group"],
        "sort": None,
        "scale": {"range": COLORS},
        "legend": {
            "orient": "bottom",
            "columns": 2,
            "labelLimit": LABEL_WIDTH,
            "symbolOpacity": 1,
            "symbolType": "square",
        }
        if len({row["group"] for row in rows}) > 1
        else None,
    }
    x = {
        "field": "month",
        "type": "quantitative",
        "title": titles["month"],
        "axis": {"tickMinStep": 1, "grid": False},
        "scale": {"domain": [0, 12]},
    }
    bounds = {"y": _share("low", titles), "y2": {"field": "high"}}
    lines: list[Chart] = [
        {"mark": {"type": "area", "opacity": 0.15}, "encoding": bounds},
        {
            "mark": {"type": "line", "point": True},
            "encoding": {"y": _share("share", titles), "tooltip": _tooltip(titles)},
        },
        {
            "mark": {"type": "line", "strokeDash": [5, 4], "opacity": 0.8},
            "encoding": {"y": _share("model", titles)},
        },
    ]
    return {
        "height": HEIGHT,
        "data": {"values": list(rows)},
        "encoding": {"x": x, "color": color},
        "layer": lines,
    }


def share_chart(rows: Sequence[Row], titles: Mapping[str, str]) -> Chart:
    """Gives a bar a cause with its interval.

    Parameters
    ----------
    rows
        ``cause``, ``share``, ``low``, ``high``, ``leavings``, in the order of the bars.
    titles
        As in `curve_chart`.
    """
    y = {
        "field": "cause",
        "type": "nominal",
        "title": None,
        "sort": None,
        "axis": {"labelLimit": LABEL_WIDTH},
    }
    tooltip = [
        {"field": "cause", "title": titles["cause"]},
        {"field": "leavings", "title": titles["leavings"], "format": ","},
        {"field": "share", "title": titles["share"], "format": ".1%"},
    ]
    x = {
        "field": "share",
        "type": "quantitative",
        "title": titles["share"],
        "axis": {"format": PERCENT},
    }
    return {
        "height": {"step": 34},
        "data": {"values": list(rows)},
        "encoding": {"y": y, "tooltip": tooltip},
        "layer": [
            {"mark": {"type": "bar", "color": "#9fb8d0"}, "encoding": {"x": x}},
            {
                "mark": {"type": "rule", "strokeWidth": 2, "color": "#33475b"},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
        ],
    }


def check_chart(rows: Sequence[Row], titles: Mapping[str, str]) -> Chart:
    """Gives observed against predicted shares with intervals, and the line on which both agree.

    Parameters
    ----------
    rows
        ``predicted``, ``value``, ``low``, ``high``, ``rows``.
    titles
        As in `curve_chart`.
    """
    scale = {"domain": [0, 1]}
    x = {
        "field": "predicted",
        "type": "quantitative",
        "title": titles["predicted"],
        "axis": {"format": PERCENT},
        "scale": scale,
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": titles["value"],
        "axis": {"format": PERCENT},
        "scale": scale,
    }
    tooltip = [
        {"field": "predicted", "title": titles["predicted"], "format": ".1%"},
        {"field": "value", "title": titles["value"], "format": ".1%"},
        {"field": "rows", "title": titles["rows"], "format": ","},
    ]
    line = {
        "data": {"values": [{"predicted": 0, "value": 0}, {"predicted": 1, "value": 1}]},
        "mark": {"type": "line", "color": "#b0aca2", "strokeDash": [5, 4]},
        "encoding": {"x": x, "y": y},
    }
    measured: list[Chart] = [
        {"mark": "rule", "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "circle", "size": 80}, "encoding": {"x": x, "y": y}},
    ]
    for mark in measured:
        mark["data"] = {"values": list(rows)}
        mark["encoding"]["tooltip"] = tooltip
    return {"height": HEIGHT, "layer": [line, *measured]}


def _share(field: str, titles: Mapping[str, str]) -> Chart:
    return {
        "field": field,
        "type": "quantitative",
        "title": titles["share"],
        "axis": {"format": PERCENT},
        "scale": {"domain": [0, 1]},
    }


def _tooltip(titles: Mapping[str, str]) -> list[Chart]:
    formats = {"group": "", "month": "", "share": ".1%", "model": ".1%", "at_risk": ","}
    return [
        {"field": name, "title": titles[name], **({"format": how} if how else {})}
        for name, how in formats.items()
    ]
