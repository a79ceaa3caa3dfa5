"""What came of a file: counts and the table of findings."""

import streamlit as st

from offices.register.acts import ImportReport
from offices.register.findings import Finding
from ui.components.paging import PAGE_ROWS, draw_switch, page_count
from ui.i18n.said import said
from ui.i18n.words import Words

FINDINGS_PAGE_KEY = "findings_page"
COUNTS = ("accepted", "unchanged", "refused")


def draw_report(report: ImportReport, words: Words) -> None:
    """Draws the counts of a report, and its findings by pages."""
    for column, name in zip(st.columns(len(COUNTS)), COUNTS, strict=True):
        label = words.text(f"page.register.count.{name}")
        column.metric(label, f"{getattr(report, name):,}", border=True)
    if not report.findings:
        st.success(words.text("page.register.no_findings"))
        return
    st.subheader(words.text("page.register.findings"))
    last = page_count(len(report.findings))
    if int(st.session_state.get(FINDINGS_PAGE_KEY, 1)) > last:
        st.session_state[FINDINGS_PAGE_KEY] = last
    start = (int(st.session_state.get(FINDINGS_PAGE_KEY, 1)) - 1) * PAGE_ROWS
    shown = report.findings[start : start + PAGE_ROWS]
    st.dataframe([_row(finding, words) for finding in shown], hide_index=True, placeholder="")
    draw_switch(FINDINGS_PAGE_KEY, len(report.findings), words)


def _row(finding: Finding, words: Words) -> dict[str, object]:
    values = {
        "severity": words.text(f"severity.{finding.severity.value}"),
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "message": said(words, finding.code, finding.params),
    }
    return {words.text(f"page.register.finding.{name}"): v for name, v in values.items()}
