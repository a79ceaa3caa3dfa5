"""The page of rounds: further settings of a new round, and what lots did."""

from offices.rounds.acts import list_rounds, open_round, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.ui.pages.conftest import Opened, said
from ui.components.round_lots import CAUTION_KEY, LOTS_KEY
from ui.i18n.words import load_words
from ui.pages.rounds import OPEN_KEY, PLACE_KEY
from ui.settings import Settings
from ui.transactions import reading, transaction


def test_further_settings_are_kept_only_if_set(open_page: Opened, installation: Settings) -> None:
    """Left alone they change nothing; set, they stand in the round's settings."""
    app = open_page("rounds")
    app.text_input(key=PLACE_KEY).set_value("433124")
    app.button(key=OPEN_KEY).click().run()
    app.text_input(key=PLACE_KEY).set_value("433124")
    app.number_input(key=CAUTION_KEY).set_value(1000)
    app.number_input(key=LOTS_KEY).set_value(2)
    app.button(key=OPEN_KEY).click().run()
    assert not app.exception
    with reading(installation) as db:
        chosen, plain = (line.settings for line in list_rounds(db, ACTOR))
    assert plain.keys() == {"register_rules"}
    assert chosen["retention_caution_per_mille"] == 1000
    assert chosen["lots"]["budget_per_mille"] == 2


def test_the_result_says_what_lots_did(open_page: Opened, installation: Settings) -> None:
    """The sentence of the lots stands in place of the claim that there is no better plan."""
    lots = {"lots": {"budget_per_mille": 50, "pair_loss": 200_000, "person_loss": 1_000_000}}
    with transaction(installation) as db:
        fill_random(db, 4, people=120, vacancies=12)
        code = open_round(db, ACTOR, COUNTY, POLICY_DATE, lots, now=NOW).code
        take_snapshot(db, ACTOR, code, now=NOW)
        solved_round(db, code)
    shown, words = said(open_page("rounds")), load_words("zh_CN")
    assert "抽签机会已随结果保存" in shown
    assert words.text("lots.proof") in shown
    assert words.text("page.rounds.proof") not in shown
