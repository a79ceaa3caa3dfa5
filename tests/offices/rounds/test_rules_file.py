"""Reading an office's file of rules: every family, and everything that can be wrong with it."""

import re
from pathlib import Path

import pytest

from matching.constraints.declared import Decision, QuotaKind, Rules, Site
from offices.rounds.rules_families import USUAL
from offices.rounds.rules_file import RulesFileError, read_rules_file
from offices.rounds.rules_file_fields import SECTIONS, Who
from offices.rounds.rules_stored import keys_of, rules_from_json, rules_to_json, without
from ui.i18n.rules_said import finding_text, rule_texts
from ui.i18n.words import load_words

DOCUMENT = Path(__file__).parents[3] / "docs" / "rules.md"


def example() -> str:
    """The documentation's example of every family."""
    found = re.search(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_documentation_shows_every_section() -> None:
    """Its example is taken as it stands and holds each section once; amounts become fen."""
    file = read_rules_file(example())
    assert set(re.findall(r"\[\[(\w+)\]\]", example())) == set(SECTIONS)
    rules = file.rules
    assert (file.from_register, file.couples_need_rooms) == (USUAL, False)
    assert rules.together[0].site is Site.EMPLOYER
    assert rules.quotas[0].kind is QuotaKind.PAIR
    assert (rules.budgets[0].most_fen, rules.budgets[0].fen_per_km) == (50_000_000, 30)
    assert [one.decision for one in rules.decided] == list(Decision)
    assert rules.trips[0].departs == 20522
    assert (file.floors[0].who, file.floors[0].homes) == (Who.WOMEN, ("433124100000",))
    assert (file.left_out[0].rule, file.left_out[0].note) == ("household-12", "姑妈照看")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_rule_can_be_said(language: str) -> None:
    """Each rule of the example has its words, and none is left to its code."""
    words = load_words(language, is_strict=True)
    rules = read_rules_file(example()).rules
    texts = list(rule_texts(rules, words))
    assert len(texts) == len(keys_of(rules))
    assert not [text for text in texts if "[[" in text]


def test_rules_are_stored_and_read_back() -> None:
    """As plain values and back they are the same; single ones are taken out by key."""
    rules = read_rules_file(example()).rules
    assert rules_from_json(rules_to_json(rules)) == rules
    assert rules_to_json(Rules()) == {}
    left = without(rules, {"batch-1", "pin-1"})
    assert set(keys_of(rules)) - set(keys_of(left)) == {"batch-1", "pin-1"}


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("[[batch]", "not_toml", ()),
        ("[[bus]]\nseats = 3", "unknown_section", ("bus",)),
        ("batch = 3", "not_a_section", ("batch",)),
        ("[[batch]]\nvacancies = [1]\nleast = 2\nmost = 3", "unknown_field", ("batch 1",)),
        ("[[batch]]\nvacancies = [1]", "missing", ("batch 1",)),
        ("[[batch]]\nvacancies = [1]\nleast = 0", "not_a_count", ("batch 1",)),
        ("[[batch]]\nvacancies = [1, 1]\nleast = 2", "twice", ("batch 1",)),
        ("[[batch]]\nvacancies = []\nleast = 2", "not_a_list", ("batch 1",)),
        ('[[batch]]\nvacancies = ["a"]\nleast = 2', "not_a_number", ("batch 1",)),
        ("[[together]]\npeople = [1]", "one_person", ("together 1",)),
        ('[[together]]\npeople = [1, 2]\nsite = "bus"', "not_site", ("together 1",)),
        ("[[together]]\npeople = [1, 433124199601019801]", "identity_number", ("together 1",)),
        ("[[together]]\npeople = [1, 2]\nneeds_room = 1", "not_yes_or_no", ("together 1",)),
        ('[[quota]]\nkind = "bus"\nmost = 1', "not_quotakind", ("quota 1",)),
        ('[[quota]]\nkind = "pair"', "no_limit", ("quota 1",)),
        ('[[quota]]\nkind = "pair"\norigin = "999999"\nmost = 1', "no_such_place", ("quota 1",)),
        ("[[floor]]\nleast = 1", "nobody_named", ("floor 1",)),
        ('[[floor]]\nleast = 1\nwho = "men"', "not_who", ("floor 1",)),
        ("[[budget]]\nmost_yuan = 1.005", "not_yuan", ("budget 1",)),
        ("[[budget]]\nmost_yuan = inf", "not_yuan", ("budget 1",)),
        (
            '[[reciprocity]]\none = "433124"\nother = "441900"\nbefore = 0.5\nmost_apart = 3',
            "not_whole",
            ("reciprocity 1",),
        ),
        ('[[leave_out]]\nrule = "household-1"\nnote = " "', "not_a_text", ("leave_out 1",)),
        ('from_register = ["buses"]', "not_family", ("from_register",)),
        ('from_register = "groups"', "not_a_list", ("from_register",)),
        ('couples_need_rooms = "yes"', "not_yes_or_no", ("couples_need_rooms",)),
    ],
)
def test_what_cannot_be_is_named(content: str, code: str, where: tuple[str, ...]) -> None:
    """One finding that names what and where, with words in both languages, no number repeated."""
    with pytest.raises(RulesFileError) as refused:
        read_rules_file(content)
    (finding,) = refused.value.findings
    assert (finding.code, finding.keys) == (f"rules_file.{code}", where)
    for language in ("zh_CN", "en"):
        words = load_words(language, is_strict=True)
        said = finding_text(finding.code, finding.keys, finding.facts, words)
        assert "[[rules" not in said
        assert "4331241996" not in said


def test_all_that_is_wrong_is_found_at_once() -> None:
    """Three wrong entries give three findings; the sound one beside them is not taken alone."""
    content = (
        "[[batch]]\nvacancies = [1]\nleast = 0\n"
        "[[batch]]\nvacancies = [1]\nleast = 2\n"
        "[[trip]]\nseats = 3\n"
        "[[floor]]\nleast = 1"
    )
    with pytest.raises(RulesFileError) as refused:
        read_rules_file(content)
    keys = {key for one in refused.value.findings for key in one.keys}
    assert keys == {"batch 1", "trip 1", "floor 1"}


def test_a_day_with_an_hour_is_no_day() -> None:
    """A moment in place of a day is refused."""
    trip = (
        example().split("[[trip]]")[1].split("[[")[0].replace("2026-03-10", "2026-03-10T09:00:00")
    )
    with pytest.raises(RulesFileError) as refused:
        read_rules_file("[[trip]]" + trip)
    assert refused.value.findings[0].code == "rules_file.not_a_day"
