"""The page of the lists: publishing, the columns of the print, editions, the file."""

from models.enums import ListKind, ProposalState
from offices.lists.acts import list_editions
from offices.rounds.acts import decide_proposals
from tests.factories import ACTOR, NOW
from tests.ui.pages.conftest import Opened, said
from ui.pages.lists import DOWNLOAD_KEY, KIND_KEY, PUBLISH_KEY
from ui.settings import Settings
from ui.transactions import reading, transaction


def test_lists_are_published_once(
    open_page: Opened, small_round: str, installation: Settings
) -> None:
    """The button makes three editions; pressed again with nothing new it makes none."""
    with transaction(installation) as db:
        decide_proposals(db, ACTOR, small_round, None, ProposalState.ACCEPTED, now=NOW)
    app = open_page("lists")
    assert app.info
    app.button(key=PUBLISH_KEY).click().run()
    assert not app.exception
    assert not app.error
    assert app.success
    with reading(installation) as db:
        assert len(list_editions(db, ACTOR, small_round)) == len(ListKind)
    app.button(key=PUBLISH_KEY).click().run()
    assert "没有产生新版" in said(app)
    for kind in ListKind:
        app.button_group(key=KIND_KEY).set_value(kind).run()
        assert not app.exception
        assert app.dataframe[0].value["序号"].tolist()[0] == 1
        assert app.get("download_button")[0].proto.id.endswith(DOWNLOAD_KEY)


def test_nobody_owns_lists_without_offices(
    open_page: Opened, small_round: str, installation: Settings
) -> None:
    """Where no office looks after the origin the page says so and nothing is published."""
    with transaction(installation) as db:
        from sqlalchemy import update

        from models.tables.offices import Office

        db.execute(update(Office).values(valid_to=NOW.date().replace(year=2021)))
    app = open_page("lists")
    app.button(key=PUBLISH_KEY).click().run()
    assert app.error
    with reading(installation) as db:
        assert list_editions(db, ACTOR, small_round) == ()
