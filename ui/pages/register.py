"""Takes in the offices' workbooks: preview with findings, then the import; batches with undo."""

from typing import TYPE_CHECKING

import streamlit as st

from models.enums import ImportKind
from offices.register.acts import ImportReport
from ui import session
from ui.clock import today
from ui.components.attempts import attempt
from ui.components.batches import draw_batches
from ui.components.findings import FINDINGS_PAGE_KEY, draw_report
from ui.i18n.words import Words
from ui.import_steps import findings_workbook, import_bytes
from ui.settings import MEGABYTE, current_settings

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

KIND_KEY, FILE_KEY = "import_kind", "import_file"
CHECK_KEY, IMPORT_KEY, RETURN_KEY = "import_check", "import_confirm", "import_return"
REPORT_KEY = "import_report"
"""What was last said of the file: its id, its kind and the report."""

FILE_TYPES = ("xlsx", "xls", "csv")
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render() -> None:
    """Draws the page."""
    words = session.words()
    st.title(words.text("page.register.title"))
    st.caption(words.text("page.register.about"))
    kind = st.segmented_control(
        words.text("page.register.kind"),
        list(ImportKind),
        default=ImportKind.REGISTER,
        required=True,
        key=KIND_KEY,
        format_func=lambda kind: words.text(f"import_kind.{kind.value}"),
    )
    file = st.file_uploader(
        words.text("page.register.file"),
        FILE_TYPES,
        key=FILE_KEY,
        on_change=_forget,
        max_upload_size=max(1, current_settings().workbook_bytes // MEGABYTE),
    )
    if file is None or kind is None:
        st.info(words.text("page.register.choose"))
    else:
        _draw_file(kind, file, words)
    draw_batches(words, _forget)


def _forget() -> None:
    st.session_state.pop(REPORT_KEY, None)
    st.session_state.pop(FINDINGS_PAGE_KEY, None)


def _draw_file(kind: ImportKind, file: "UploadedFile", words: Words) -> None:
    """Draws the two steps of one file: check it, then take it in."""
    mark = (file.file_id, kind)
    buttons = st.container(horizontal=True)
    if buttons.button(words.text("page.register.check"), key=CHECK_KEY):
        _run(kind, file, words, dry_run=True)
    has_preview = st.session_state.get(REPORT_KEY, (None, None))[0] == mark
    if buttons.button(
        words.text("page.register.import"), key=IMPORT_KEY, type="primary", disabled=not has_preview
    ):
        _run(kind, file, words, dry_run=False)
    said, report = st.session_state.get(REPORT_KEY, (None, None))
    if said != mark:
        st.info(words.text("page.register.check_first"))
        return
    if report.batch_id is not None:
        st.success(words.text("page.register.imported", batch=report.batch_id))
    elif not report.accepted:
        st.info(words.text("page.register.nothing_new"))
    else:
        st.info(words.text("page.register.preview"))
    draw_report(report, words)
    if report.findings:
        _offer_findings_file(kind, file, report, words)


def _run(kind: ImportKind, file: "UploadedFile", words: Words, *, dry_run: bool) -> None:
    _forget()
    with attempt(), st.spinner(words.text("page.working")):
        report = import_bytes(
            current_settings(), kind, file.getvalue(), file.name, today(), dry_run=dry_run
        )
        st.session_state[REPORT_KEY] = ((file.file_id, kind), report)


def _offer_findings_file(
    kind: ImportKind, file: "UploadedFile", report: ImportReport, words: Words
) -> None:
    def book() -> bytes:
        return findings_workbook(
            current_settings(), kind, file.getvalue(), file.name, today(), report, words
        )

    st.download_button(
        words.text("page.register.own_file"),
        book,
        words.text("page.register.own_file_name", name=file.name.rsplit(".", 1)[0]),
        WORKBOOK_TYPE,
        key=RETURN_KEY,
        on_click="ignore",
    )


if __name__ == "__main__":
    render()
