"""Fixtures of the pages: the page script, and databases with a round in them."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from offices.rounds.acts import open_round, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from ui.settings import ROOT, Settings
from ui.transactions import transaction

Opened = Callable[[str], AppTest]


@pytest.fixture
def open_page(installation: Settings) -> Opened:
    """Opens a page by its name, as a visitor of a migrated installation would."""
    assert installation.language == "zh_CN"

    def opened(name: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
        assert not app.exception
        app.switch_page(f"ui/pages/{name}.py").run()
        assert not app.exception
        return app

    return opened


@pytest.fixture
def small_round(installation: Settings) -> str:
    """A solved round of a random county, none of it decided."""
    with transaction(installation) as db:
        fill_random(db, 7, people=160, vacancies=12)
        code = open_round(db, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(db, ACTOR, code, now=NOW)
        solved_round(db, code)
    return code


def said(app: AppTest) -> str:
    """Gives the sentences of a page in one text."""
    parts = (app.title, app.subheader, app.markdown, app.caption, app.info, app.success)
    shown = (element.value for part in (*parts, app.error, app.warning) for element in part)
    return "\n".join(str(text) for text in shown)
