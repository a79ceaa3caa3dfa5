"""How long people stay: curves beside the model's, numbers at risk, and why people leave."""

from collections.abc import Sequence

import streamlit as st

from offices.retention.board import Board
from offices.retention.board_causes import CauseBand, CauseCount, cause_bands, unknown_share
from offices.retention.board_curves import MOST_GROUPS, Curve, Grouping, curves
from offices.retention.stays import EMPLOYER, WORK
from ui.board_steps import unit_name
from ui.components.retention_charts import Row, curve_chart, share_chart
from ui.i18n.formats import percent_text
from ui.i18n.words import Words

OUTCOME_KEY, BY_KEY, GROUPS_KEY = "retention_outcome", "retention_by", "retention_groups"

SHOWN = 4
"""Groups drawn at first: more bands than these hide one another."""


def draw_curves(board: Board, words: Words) -> None:
    """Draws the curves of an outcome by a grouping, and the stays under observation below."""
    kind = _outcome(words)
    by = st.segmented_control(
        words.text("page.retention.staying.by"),
        list(Grouping),
        default=Grouping.ALL,
        required=True,
        key=BY_KEY,
        format_func=lambda one: words.text(f"watching.unit.{one.value}"),
    )
    found = {curve.group: curve for curve in curves(board, kind, by)}
    if not found:
        st.info(words.text("page.retention.staying.no_group"))
        return
    names = {group: unit_name(board, by, group, words) for group in found}
    chosen = list(found)
    if by is not Grouping.ALL:
        chosen = st.multiselect(
            words.text("page.retention.staying.groups"),
            list(found),
            default=list(found)[:SHOWN],
            key=f"{GROUPS_KEY}_{by.value}_{kind}",
            format_func=lambda group: names[group],
        )
    shown = [found[group] for group in chosen]
    titles = {
        name: words.text(f"page.retention.staying.{name}")
        for name in ("group", "month", "share", "model")
    } | {"at_risk": words.text("page.retention.staying.at_risk")}
    st.vega_lite_chart(curve_chart(_points(shown, names), titles))
    st.caption(words.text("page.retention.staying.at_risk"))
    st.dataframe([_at_risk(one, names, words) for one in shown], hide_index=True, placeholder="")
    model = board.by_kind[kind]
    st.caption(
        words.text(
            "page.retention.staying.note",
            outcome=words.text(f"retention.outcome.{kind}"),
            cut_off=board.on,
            version=model.version,
            most=MOST_GROUPS,
        )
    )


def draw_causes(board: Board, words: Words) -> None:
    """Draws why people left, over all months and by band of months."""
    kind = _outcome(words)
    every, *bands = cause_bands(board, kind)
    if not every.leavings:
        st.info(words.text("page.retention.causes.nobody"))
        return
    titles = {
        name: words.text(f"page.retention.causes.{name}") for name in ("cause", "share", "leavings")
    }
    rows = [_bar(one, words) for one in sorted(every.causes, key=lambda one: -one.leavings)]
    st.vega_lite_chart(share_chart(rows, titles))
    unknown = unknown_share(every)
    st.markdown(
        words.text(
            "page.retention.causes.unknown",
            share=percent_text(unknown.value),
            low=percent_text(unknown.low),
            high=percent_text(unknown.high),
        )
    )
    st.caption(words.text("page.retention.causes.by_month"))
    st.dataframe(_cause_rows([every, *bands], words), hide_index=True, placeholder="")
    st.caption(
        words.text(
            "page.retention.causes.note",
            leavings=every.leavings,
            outcome=words.text(f"retention.outcome.{kind}"),
            cut_off=board.on,
        )
    )


def _outcome(words: Words) -> str:
    chosen: str = st.segmented_control(
        words.text("page.retention.outcome"),
        (EMPLOYER, WORK),
        default=EMPLOYER,
        required=True,
        key=OUTCOME_KEY,
        format_func=lambda kind: words.text(f"retention.outcome.{kind}"),
    )
    return chosen


def _points(shown: Sequence[Curve], names: dict[str, str]) -> list[Row]:
    """Gives the points of curves, each beginning with everybody there."""
    rows: list[Row] = []
    for curve in shown:
        whole = dict.fromkeys(("share", "low", "high", "model"), 1.0)
        begin = {"month": 0, "at_risk": curve.cases, **whole}
        rows.append({"group": names[curve.group], **begin})
        rows.extend(
            {
                "group": names[curve.group],
                "month": point.month,
                "at_risk": point.at_risk,
                "share": point.share,
                "low": point.low,
                "high": point.high,
                "model": point.model,
            }
            for point in curve.points
        )
    return rows


def _at_risk(curve: Curve, names: dict[str, str], words: Words) -> dict[str, object]:
    months = {
        words.text("page.retention.staying.in_month", month=point.month): point.at_risk
        for point in curve.points
    }
    return {
        words.text("page.retention.staying.group_column"): names[curve.group],
        words.text("page.retention.staying.cases"): curve.cases,
        words.text("page.retention.staying.leavings"): curve.leavings,
        **months,
    }


def _bar(one: CauseCount, words: Words) -> Row:
    return {
        "cause": words.text(f"retention.cause.{one.cause}"),
        "leavings": one.leavings,
        "share": one.share.value,
        "low": one.share.low,
        "high": one.share.high,
    }


def _cause_rows(bands: Sequence[CauseBand], words: Words) -> list[dict[str, str]]:
    """Gives a row a cause and a column a band, and the totals that the shares are of."""
    column = words.text("page.retention.causes.cause")
    heads = [
        words.text("page.retention.causes.all_months"),
        *(_band_text(band, words) for band in bands[1:]),
    ]
    rows = [
        {
            column: words.text(f"retention.cause.{one.cause}"),
            **{
                head: _cell(band.causes[at], words) for head, band in zip(heads, bands, strict=True)
            },
        }
        for at, one in enumerate(bands[0].causes)
    ]
    totals = {head: f"{band.leavings:,}" for head, band in zip(heads, bands, strict=True)}
    return [*rows, {column: words.text("page.retention.causes.total"), **totals}]


def _cell(one: CauseCount, words: Words) -> str:
    if not one.leavings:
        return words.text("page.retention.causes.none")
    return words.text(
        "page.retention.causes.cell",
        leavings=one.leavings,
        share=percent_text(one.share.value),
        low=f"{one.share.low * 100:.1f}",
        high=f"{one.share.high * 100:.1f}",
    )


def _band_text(band: CauseBand, words: Words) -> str:
    if band.last is None:
        return words.text("page.retention.causes.later", first=band.first)
    if band.first == band.last:
        return words.text("page.retention.causes.one_month", first=band.first)
    return words.text("page.retention.causes.months", first=band.first, last=band.last)
