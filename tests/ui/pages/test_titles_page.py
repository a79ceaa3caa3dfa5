"""The page of open titles: a choice fills them in and is remembered."""

from sqlalchemy import select

from models.tables.vacancies import ConfirmedTitle, Vacancy
from offices.register.acts_titles import open_titles
from tests.factories import fill_random
from tests.ui.pages.conftest import Opened
from ui.demo_actor import DEMO_ACTOR
from ui.pages.titles import CODE_KEY, CONFIRM_KEY, TITLE_KEY
from ui.settings import Settings
from ui.transactions import reading, transaction


def _leave_open(settings: Settings, title: str) -> int:
    """Makes one vacancy wait for a choice and gives its key."""
    with transaction(settings) as db:
        fill_random(db, 3, people=20, vacancies=4)
        vacancy = db.scalars(select(Vacancy).order_by(Vacancy.id).limit(1)).one()
        vacancy.title, vacancy.occupation_code = title, None
        return vacancy.id


def test_a_choice_is_filled_in_and_remembered(open_page: Opened, installation: Settings) -> None:
    """The vacancy gets the occupation, the title leaves the page, the memory keeps it."""
    vacancy = _leave_open(installation, "普工")
    app = open_page("titles")
    assert app.button(key=CONFIRM_KEY).disabled
    title = str(app.session_state[TITLE_KEY])
    code = app.selectbox(key=f"{CODE_KEY}_{title}").options[0].split(" ")[0]
    app.selectbox(key=f"{CODE_KEY}_{title}").set_value(code).run()
    app.button(key=CONFIRM_KEY).click().run()
    assert not app.exception
    assert not app.error
    with reading(installation) as db:
        assert db.get_one(Vacancy, vacancy).occupation_code == code
        assert db.get_one(ConfirmedTitle, title).occupation_code == code
        assert title not in {one.title for one in open_titles(db, DEMO_ACTOR)}
