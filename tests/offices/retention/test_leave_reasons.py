"""The list of leave reasons, what offices write for them, and the measures."""

import datetime as dt

import pytest

from matching.market.stays import CAUSES
from offices.retention.measures import measures_in_force
from offices.retention.reasons import NoReasonsInForceError, reasons_in_force
from ui.i18n.words import load_words

ON = dt.date(2026, 3, 2)
REASONS = reasons_in_force(ON)


def test_twenty_five_codes_each_in_a_group() -> None:
    """The codes are 01 to 25; each is in a group that the model knows."""
    assert sorted(REASONS.by_code) == [f"{number:02d}" for number in range(1, 26)]
    assert {reason.group for reason in REASONS.by_code.values()} == set(CAUSES)
    assert REASONS.by_code["02"].cause == CAUSES.index("pay_and_conditions") + 1


def test_only_work_found_is_no_failure() -> None:
    """A better job here or elsewhere and work at home are no failures; 12 and 13 are breaks."""
    failures = {code for code, reason in REASONS.by_code.items() if reason.is_no_failure}
    assert failures == {"19", "20", "21"}
    seasons = {code for code, reason in REASONS.by_code.items() if reason.is_season}
    assert seasons == {"12", "13"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("02", "02"),
        ("2", "02"),
        ("02 拖欠工资", "02"),
        ("2、拖欠工资", "02"),
        ("拖欠工资", "02"),
        (" 拖 欠 工 资 ", "02"),
        ("想家", "07"),
        ("环境(噪音,高温,粉尘)", "04"),
        ("环境（噪音，高温，粉尘）", "04"),
        ("26", None),
        ("没说", None),
        ("2024年离岗", None),
        ("", None),
        (None, None),
    ],
)
def test_what_offices_write(text: str | None, code: str | None) -> None:
    """A code, a label, both, or another way of writing it; nothing is guessed."""
    assert REASONS.read(text) == code


def test_no_label_means_two_reasons() -> None:
    """Every label of the file leads to its own code."""
    labels = REASONS.code_by_label
    assert all(REASONS.read(label) == code for label, code in labels.items())


def test_a_day_without_a_list_is_refused() -> None:
    """Before the list begins there is none."""
    with pytest.raises(NoReasonsInForceError):
        reasons_in_force(dt.date(2017, 1, 1))


def test_every_group_has_its_measure() -> None:
    """Each group of causes has one measure in force."""
    assert set(measures_in_force(ON)) == set(CAUSES)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_codes_groups_and_measures_have_words(language: str) -> None:
    """What the files name can be said."""
    words = load_words(language)
    codes = [f"retention.reason.{code}" for code in REASONS.by_code]
    codes += [f"retention.cause.{group}" for group in CAUSES]
    codes += [f"retention.measure.{one.code}" for one in measures_in_force(ON).values()]
    assert [code for code in codes if not words.knows(code)] == []
