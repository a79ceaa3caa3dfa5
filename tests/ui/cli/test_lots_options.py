"""Lots and caution on the command line: set when a round is opened, told when it is solved."""

import json

import pytest

from offices.rounds.acts import list_rounds, open_round, round_summary, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.ui.conftest import Laowu
from ui.i18n.lots_said import lots_text
from ui.i18n.words import load_words
from ui.settings import Settings
from ui.transactions import reading, transaction

OPEN = ("round", "open", "433124", "--policy-date", "2026-03-02")


def test_a_round_is_opened_with_caution_and_lots(laowu: Laowu, installation: Settings) -> None:
    """What is given stands in the settings beside the usual ones; what is not given does not."""
    assert laowu(*OPEN).status == 0
    assert laowu(*OPEN, "--caution", "1000", "--lots", "0").status == 0
    with reading(installation) as db:
        with_both, plain = (line.settings for line in list_rounds(db, ACTOR))
    assert with_both["retention_caution_per_mille"] == 1000
    assert with_both["lots"]["budget_per_mille"] == 0
    assert with_both["register_rules"] == plain["register_rules"] != []
    assert plain.keys() == {"register_rules"}


@pytest.mark.parametrize(
    ("option", "value", "told"), [("--caution", "3001", "3001"), ("--lots", "51", "51")]
)
def test_what_is_out_of_range_opens_no_round(
    laowu: Laowu, installation: Settings, option: str, value: str, told: str
) -> None:
    """Exit status 2 with the value and the limit; no round is there."""
    refused = laowu(*OPEN, option, value)
    assert refused.status == 2
    assert told in refused.err
    with reading(installation) as db:
        assert list_rounds(db, ACTOR) == ()


def test_a_solved_round_tells_of_its_lots(laowu: Laowu, installation: Settings) -> None:
    """One sentence with people and losses; the same figures as one JSON object; a proven gap."""
    lots = {"lots": {"budget_per_mille": 50, "pair_loss": 200_000, "person_loss": 1_000_000}}
    with transaction(installation) as db:
        fill_random(db, 4, people=120, vacancies=12)
        code = open_round(db, ACTOR, COUNTY, POLICY_DATE, lots, now=NOW).code
        take_snapshot(db, ACTOR, code, now=NOW)
        solved_round(db, code)
        told = round_summary(db, ACTOR, code).figures["lots"]
    shown = laowu("round", "show", code)
    assert shown.status == 0
    assert lots_text(told, load_words("zh_CN")) in shown.out.replace("\n", "")
    assert json.loads(laowu("round", "show", code, "--json").out)["figures"]["lots"] == told
    proof = str(installation.var_folder / "proof.zip")
    assert laowu("round", "proof", code, "--to", proof).status == 0
    verified = laowu("round", "verify", proof, "--json")
    assert verified.status == 1
    assert json.loads(verified.out)["gap"] == told["loss"] > 0


def test_lots_under_rules_are_refused_with_words(laowu: Laowu, installation: Settings) -> None:
    """The usual rules of the register bind the round: the refusal says how to go on."""
    with transaction(installation) as db:
        fill_random(db, 7, people=160, vacancies=12)
    laowu(*OPEN, "--lots", "5")
    refused = laowu("round", "solve", "R-2026-01")
    assert refused.status == 2
    assert "from_register" in refused.err


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_losses_are_rounded_up(language: str) -> None:
    """A certified loss is never told smaller than it is; no near-ties have words of their own."""
    lots = {"people": 2, "gadgets": 1, "moved": 2, "before": 900_000, "budget_per_mille": 1}
    said = lots_text({**lots, "most_loss": 10, "loss": 0}, load_words(language))
    assert "0.02" in said
    assert "0.00" in said
    nobody = {**lots, "people": 0, "most_loss": 0, "loss": 0}
    assert lots_text(nobody, load_words(language)) == load_words(language).text("lots.none")
