"""``laowu retention offers``: in words and as figures, with nobody's name."""

import json

import pytest
from sqlalchemy import select

from matching.market.answers import PRIOR_REFUSAL
from models.tables.people import Person
from models.tables.rounds import Proposal
from offices.rounds.acts import open_round, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.ui.conftest import Laowu
from ui.settings import Settings
from ui.transactions import reading, transaction


@pytest.fixture
def solved(installation: Settings) -> str:
    """Gives the code of a solved round."""
    with transaction(installation) as session:
        fill_random(session, 4, people=120, vacancies=12)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {"register_rules": []}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
    return code


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_offers_are_said_in_words(
    laowu: Laowu, solved: str, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Version, day, what was heard, what may go out; no word missing, nobody named."""
    monkeypatch.setenv("LAOWU_LANGUAGE", language)
    with reading() as session:
        offers = list(session.scalars(select(Proposal.code).where(Proposal.rank == 1)))
        names = list(session.scalars(select(Person.name)))
    assert laowu("round", "decide", solved, "returned", offers[0], "--reason", "太远").status == 0
    assert laowu("round", "decide", solved, "accepted").status == 0
    ran = laowu("retention", "offers", solved, "--first", "3")
    assert (ran.status, ran.err) == (0, "")
    assert "hazard-1-" in ran.out
    assert "[[" not in ran.out
    assert not [name for name in names if name in ran.out]


def test_without_answers_the_prior_says_so(laowu: Laowu, solved: str) -> None:
    """Every offer has the stated chance; as many go out as the risk allows."""
    told = json.loads(laowu("retention", "offers", solved, "--risk", "100", "--json").out)
    assert (told["is_prior"], told["answers"], told["prior_refusal"]) == (True, 0, PRIOR_REFUSAL)
    assert told["risk_per_mille"] == 100
    assert told["accepted"] == pytest.approx((1 - PRIOR_REFUSAL) * told["offers"], rel=1e-3)
    assert all(one["too_many"] <= 0.1 for one in told["posts"])
    assert "尚无任何答复" in laowu("retention", "offers", solved).out
