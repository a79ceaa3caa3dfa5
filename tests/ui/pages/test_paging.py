"""Pages of a hundred rows, read by SQL."""

from offices.rounds.acts import open_round, round_summary, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.ui.pages.conftest import Opened, said
from ui.components.paging import page_count
from ui.components.proposal_filters import NON_OFFERS_PAGE_KEY
from ui.pages.proposals import VIEW_KEY, WITHOUT
from ui.settings import Settings
from ui.transactions import transaction


def test_the_last_page_holds_the_rest(open_page: Opened, installation: Settings) -> None:
    """Full pages hold a hundred rows, the last one the rest; a page beyond the last is the last."""
    with transaction(installation) as db:
        fill_random(db, 11, people=420, vacancies=3)
        code = open_round(db, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(db, ACTOR, code, now=NOW)
        solved_round(db, code)
        without = round_summary(db, ACTOR, code).figures["without_offer"]
    last = page_count(without)
    assert last > 1
    app = open_page("proposals")
    app.button_group(key=VIEW_KEY).set_value(WITHOUT).run()
    assert len(app.dataframe[0].value) == 100
    assert f"共 {without} 条" in said(app)
    for number in (last, last + 3):
        app.session_state[NON_OFFERS_PAGE_KEY] = number
        app.run()
        assert not app.exception
        assert len(app.dataframe[0].value) == without - 100 * (last - 1)


def test_nothing_is_one_page() -> None:
    """There is always a page to stand on."""
    assert [page_count(total) for total in (0, 1, 100, 101)] == [1, 1, 1, 2]
