"""Suggestions for titles: known ones are sure, others are offered, a clerk's choice wins."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.occupations.classification import load_classification, read_rows
from matching.occupations.titles import Suggestions, normalise, suggest, suggest_many

CODES = load_classification().codes
LABELLED = Path(__file__).parent / "data" / "labelled_titles.tsv"


def shares(rows: list[tuple[str, set[str]]]) -> tuple[float, float]:
    """Gives the top-1 and top-5 shares over (title, right codes)."""
    found = suggest_many(title for title, _ in rows)
    ranks = [([o.code for o in found[title].options], right) for title, right in rows]
    first = sum(bool(set(codes[:1]) & right) for codes, right in ranks)
    five = sum(bool(set(codes) & right) for codes, right in ranks)
    return first / len(rows), five / len(rows)


def test_held_out_labour_titles() -> None:
    """On 562 labour-export titles kept out of the program's list: measured 0.601 and 0.833.

    74 of them are official names or released aliases; on the other 488: 0.545 and 0.807.
    """
    rows = [r for r in read_rows("titles.tsv") if r["use"] == "heldout"]
    first, five = shares([(r["title"], set(r["codes"].split("|"))) for r in rows])
    assert first >= 0.57
    assert five >= 0.80


def test_released_labelled_titles() -> None:
    """On the release's 5,083 mostly office titles: measured 0.476 and 0.725."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    first, five = shares([(r["title"], {r["code"]}) for r in rows])
    assert first >= 0.44
    assert five >= 0.69


def test_a_sure_held_out_title_is_right() -> None:
    """At least 95 in 100 of the unseen titles taken without asking are right."""
    rows = [r for r in read_rows("titles.tsv") if r["use"] == "heldout"]
    found = suggest_many(r["title"] for r in rows)
    sure = [r for r in rows if found[r["title"]].is_sure]
    right = [r for r in sure if found[r["title"]].options[0].code in r["codes"].split("|")]
    assert len(right) >= 0.95 * len(sure) > 0


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("急招普工5000-7000元/月（包吃住）", "普工"),
        ("ＣＮＣ操机", "CNC操机"),
        ("缝纫工 20名", "缝纫工"),
        ("司机A2", "司机A2"),
        ("🔥保安", "保安"),
    ],
)
def test_normalise(written: str, plain: str) -> None:
    """What adverts write around a title is removed, the title stays."""
    assert normalise(written) == plain


def test_an_official_name_is_sure() -> None:
    """An official name is taken without asking."""
    found = suggest("焊工")
    assert found.is_sure
    assert found.options[0].code == "6-18-02-04"


@pytest.mark.parametrize("title", ["木工", "司机", "", "12345", "★"])
def test_an_ambiguous_or_empty_title_is_never_sure(title: str) -> None:
    """A title with several meanings or none is not decided by the program."""
    assert not suggest(title).is_sure


@given(
    title=st.sampled_from(["普工", "木工", "焊工", "服装车工", "没有的工种"]),
    code=st.sampled_from(CODES),
)
def test_what_a_clerk_chose_wins(title: str, code: str) -> None:
    """A remembered choice is first and sure whatever the program knows."""
    found = suggest(f"急招{title}", remembered={title: code})
    assert found.is_sure
    assert found.options[0].code == code


@given(st.text(max_size=20), st.integers(1, 8))
def test_any_text_gives_ordered_options(text: str, limit: int) -> None:
    """Any text at all gives at most ``limit`` distinct options, best first, the same each time."""
    found: Suggestions = suggest(text, limit=limit)
    similarities = [option.similarity for option in found.options]
    assert len({option.code for option in found.options}) == len(similarities) <= limit
    assert similarities == sorted(similarities, reverse=True)
    assert all(0 <= similarity <= 1 for similarity in similarities)
    assert found == suggest(text, limit=limit)
