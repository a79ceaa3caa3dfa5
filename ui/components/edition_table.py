"""One layer of an edition by pages, with the columns of its print."""

import streamlit as st

from offices.lists.acts import EditionHead, EditionLine, LinesPage, edition_page
from offices.lists.line import Layer
from offices.workbooks.book import CellValue
from ui import session
from ui.components.paging import draw_switch, read_page
from ui.i18n.words import Words
from ui.reports.list_columns import COLUMNS
from ui.reports.lists import LAYERS
from ui.transactions import reading

LAYER_KEY, LINES_PAGE_KEY = "list_layer", "lines_page"


def draw_edition(head: EditionHead, words: Words) -> None:
    """Draws a page of an edition's lines."""
    layers = LAYERS[head.kind]
    layer = layers[0]
    if len(layers) > 1:
        layer = st.segmented_control(
            words.text("page.lists.layer"),
            layers,
            default=layer,
            required=True,
            key=LAYER_KEY,
            format_func=lambda layer: words.text(f"list.sheet.{layer.value}"),
        )
    page_key = f"{LINES_PAGE_KEY}_{layer.value}"
    with reading() as db:

        def read(offset: int) -> LinesPage:
            return edition_page(
                db,
                session.current_actor(),
                head.round_code,
                head.kind,
                layer,
                number=head.number,
                offset=offset,
            )

        found = read_page(page_key, read)
    if not found.lines:
        st.info(words.text("page.lists.empty"))
        return
    st.dataframe(
        [_row(line, layer, words) for line in found.lines], hide_index=True, placeholder=""
    )
    draw_switch(page_key, found.total, words)
    st.caption(words.text(f"list.note.{layer.value}"))


def _row(line: EditionLine, layer: Layer, words: Words) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {words.text("list.column.position"): line.position}
    for column in COLUMNS[layer]:
        cells[words.text(f"list.column.{column.name}")] = column.cell(words, line.data)
    return cells
