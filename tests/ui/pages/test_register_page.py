"""The page of the import: check, confirm, nothing twice, undo, refusals in words."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from offices.register.acts import list_batches
from offices.sample.sizes import ROUND
from offices.sample.workbooks import SampleFiles, write_sample
from tests.ui.pages.conftest import Opened, said
from ui.components.batches import UNDO_KEY
from ui.demo_actor import DEMO_ACTOR
from ui.pages.register import CHECK_KEY, FILE_KEY, IMPORT_KEY
from ui.settings import Settings
from ui.transactions import reading


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The workbooks of the small sample."""
    return write_sample(tmp_path_factory.mktemp("sample"), ROUND, ROUND.seed)


def _give(app: AppTest, path: Path) -> None:
    app.file_uploader(key=FILE_KEY).set_value((path.name, path.read_bytes(), "")).run()


def test_a_register_is_checked_imported_and_undone(
    open_page: Opened, sample: SampleFiles, installation: Settings
) -> None:
    """The check saves nothing, the import does, a second import is nothing new, undo takes back."""
    app = open_page("register")
    _give(app, sample.register)
    assert app.button(key=IMPORT_KEY).disabled
    app.button(key=CHECK_KEY).click().run()
    assert not app.exception
    with reading(installation) as db:
        assert list_batches(db, DEMO_ACTOR) == ()
    checked = [metric.value for metric in app.metric]
    app.run()
    app.button(key=IMPORT_KEY).click().run()
    assert not app.exception
    assert [metric.value for metric in app.metric] == checked
    assert app.success
    with reading(installation) as db:
        (batch,) = list_batches(db, DEMO_ACTOR)
    assert f"{batch.accepted:,}" == checked[0]
    app.button(key=CHECK_KEY).click().run()
    assert "没有可导入的新内容" in said(app)
    app.button(key=UNDO_KEY).click().run()
    assert not app.exception
    with reading(installation) as db:
        assert list_batches(db, DEMO_ACTOR)[0].is_undone


def test_a_file_that_is_no_workbook_is_refused_with_words(
    open_page: Opened, tmp_path: Path, installation: Settings
) -> None:
    """The message says what happened and what to do; nothing is kept."""
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    app = open_page("register")
    _give(app, path)
    app.button(key=CHECK_KEY).click().run()
    assert not app.exception
    assert "没有导入" in app.error[0].value
    assert app.button(key=IMPORT_KEY).disabled
    with reading(installation) as db:
        assert list_batches(db, DEMO_ACTOR) == ()
