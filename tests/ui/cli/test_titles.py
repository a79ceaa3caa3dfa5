"""Titles from the shell: listed, chosen, remembered; a wrong code is refused."""

import json

from sqlalchemy import select

from models.tables.vacancies import Vacancy
from tests.factories import fill_random
from tests.ui.conftest import Laowu
from ui.settings import Settings
from ui.transactions import reading, transaction


def test_a_title_is_listed_chosen_and_gone(laowu: Laowu, installation: Settings) -> None:
    """The choice goes to the waiting vacancy; a code of no occupation changes nothing."""
    with transaction(installation) as db:
        fill_random(db, 3, people=20, vacancies=4)
        vacancy = db.scalars(select(Vacancy).order_by(Vacancy.id).limit(1)).one()
        vacancy.title, vacancy.occupation_code = "普工", None
        key = vacancy.id
    listed = json.loads(laowu("titles", "list", "--json").out)["titles"]
    (waiting,) = [one for one in listed if one["title"] == "普工"]
    assert waiting["vacancies"] == 1
    code = waiting["options"][0]["code"]
    refused = laowu("titles", "confirm", "普工", "9-99-99-99")
    assert refused.status == 2
    assert "9-99-99-99" in refused.err
    done = laowu("titles", "confirm", "普工", code, "--json")
    assert json.loads(done.out)["filled"] >= 1
    with reading(installation) as db:
        assert db.get_one(Vacancy, key).occupation_code == code
    assert "普工" not in laowu("titles", "list").out
