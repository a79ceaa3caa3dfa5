"""The page script draws in both languages, and says errors without their data."""

import pytest
from streamlit.testing.v1 import AppTest

from ui.settings import ROOT, Settings


@pytest.fixture
def page(installation: Settings) -> AppTest:
    """The page script of a fresh installation."""
    assert installation.language == "zh_CN"
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)


def test_the_first_page_is_chinese_and_switches(page: AppTest) -> None:
    """Chinese comes first; the switch turns the page to English and back."""
    page.run()
    assert not page.exception
    assert page.title[0].value == "劳务协作"
    page.sidebar.button_group[0].set_value("en").run()
    assert page.title[0].value == "Labor cooperation"
    page.sidebar.button_group[0].set_value("zh_CN").run()
    assert page.title[0].value == "劳务协作"


def test_nobody_chooses_a_language_that_is_not_there(page: AppTest) -> None:
    """A foreign value in the session falls back to the installation's language."""
    page.session_state["language"] = "fr"
    page.run()
    assert page.title[0].value == "劳务协作"


def test_streamlits_own_words_are_put_into_the_readers_language(page: AppTest) -> None:
    """The script of the page holds Chinese for Chinese readers, and the way back for others."""
    page.run()
    chinese = page.get("html")[0].proto.body
    assert '"Choose an option": "请选择"' in chinese
    assert '"lang": "zh-CN"' in chinese
    page.sidebar.button_group[0].set_value("en").run()
    english = page.get("html")[0].proto.body
    assert '"请选择": "Choose' in english
    assert '"lang": "en"' in english


def test_a_failing_page_shows_no_data() -> None:
    """An error of ours is said in words; another by a reference, without what it quotes."""

    def script() -> None:
        from ui.cli.serving import BusyPortError
        from ui.script_errors import show_script_error

        assert show_script_error(BusyPortError(host="h", port=1))
        assert show_script_error(ValueError("433124199001019803"))

    page = AppTest.from_function(script).run()
    assert not page.exception
    ours, other = (error.value for error in page.error)
    assert "LAOWU_PORT" in ours
    assert "E-20" in other
    assert "433124199001019803" not in other
