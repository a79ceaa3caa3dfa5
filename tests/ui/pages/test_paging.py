"""Pages of a hundred rows, read by SQL."""

from streamlit.testing.v1 import AppTest

from offices.rounds.acts import open_round, round_summary, take_snapshot
from tests.factories import (
    ACTOR,
    COUNTY,
    NOW,
    POLICY_DATE,
    add_vacancy,
    add_willing,
    solved_round,
)
from tests.ui.pages.conftest import Opened, said
from ui.components.paging import page_count
from ui.pages.proposals import VIEW_KEY, WITHOUT
from ui.settings import Settings
from ui.transactions import transaction

PEOPLE = 130


def test_the_last_page_holds_the_rest(open_page: Opened, installation: Settings) -> None:
    """A full page holds a hundred rows, the last one the rest."""
    with transaction(installation) as db:
        for _ in range(PEOPLE):
            add_willing(db)
        add_vacancy(db, headcount=2)
        code = open_round(db, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(db, ACTOR, code, now=NOW)
        solved_round(db, code)
        without = round_summary(db, ACTOR, code).figures["without_offer"]
    assert without == PEOPLE - 2
    app = open_page("proposals")
    app.button_group(key=VIEW_KEY).set_value(WITHOUT).run()
    assert len(app.dataframe[0].value) == 100
    assert f"共 {without} 条" in said(app)
    app.get("pagination")[0].set_value(2).run()
    assert not app.exception
    assert len(app.dataframe[0].value) == without - 100


def _beyond() -> None:
    """Stands on page 5 of what has become 130 rows."""
    from types import SimpleNamespace

    import streamlit as st

    from ui.components.paging import read_page

    st.session_state["switch"] = 5
    found = read_page("switch", lambda offset: SimpleNamespace(total=130, offset=offset))
    st.text(f"{found.offset} {st.session_state['switch']}")


def test_a_page_beyond_the_last_is_the_last() -> None:
    """Where rows have gone meanwhile, as after a decision, the last page is shown."""
    app = AppTest.from_function(_beyond).run()
    assert app.text[0].value == "100 2"


def test_nothing_is_one_page() -> None:
    """There is always a page to stand on."""
    assert [page_count(total) for total in (0, 1, 100, 101)] == [1, 1, 1, 2]
