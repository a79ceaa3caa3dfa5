"""Every page draws: with nothing in the database and with a round, in both languages."""

import pytest

from tests.ui.pages.conftest import Opened, said
from ui.navigation import page_files

PAGES = [path.stem for path in page_files()]


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_page_says_what_to_do(open_page: Opened, name: str) -> None:
    """Without data each page draws and tells the next step, in both languages."""
    app = open_page(name)
    assert app.info
    assert not app.error
    app.sidebar.button_group[0].set_value("en").run()
    assert not app.exception
    assert app.info


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("small_round")
def test_a_page_draws_a_solved_round(open_page: Opened, name: str) -> None:
    """With a solved round each page draws in both languages; no number of anybody is on it."""
    app = open_page(name)
    assert not app.error
    app.sidebar.button_group[0].set_value("en").run()
    assert not app.exception
    shown = said(app) + "".join(table.value.to_csv() for table in app.dataframe)
    assert "43312419960101" not in shown
    assert "1990000" not in shown


def test_there_is_a_page_for_each_step() -> None:
    """The work goes from the import to the lists, and on to those at work."""
    assert PAGES == ["home", "register", "titles", "rounds", "proposals", "lists", "retention"]
