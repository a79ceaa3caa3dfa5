"""Breaking quotas down and grouping posts by destination."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.lists.facts import AgreementFact
from offices.lists.quotas import destination_of, largest_remainder

WEIGHTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 900))


@given(total=st.integers(0, 5_000), weights=WEIGHTS)
def test_parts_are_whole_and_add_up(total: int, weights: dict[str, int]) -> None:
    """Every part lies within one of its exact share and all together are the total."""
    whole = sum(weights.values())
    if not whole:
        if total:
            with pytest.raises(ValueError, match="nothing"):
                largest_remainder(total, weights)
        return
    parts = largest_remainder(total, weights)
    assert sum(parts.values()) == total
    assert all(
        abs(parts[key] - Fraction(total * weight, whole)) < 1 for key, weight in weights.items()
    )


def test_a_worked_example() -> None:
    """10 people over pools of 6, 5 and 2: exact shares 4.6, 3.8, 1.5 give 5, 4, 1."""
    assert largest_remainder(10, {"a": 6, "b": 5, "c": 2}) == {"a": 5, "b": 4, "c": 1}


def test_equal_remainders_go_to_the_earlier_key() -> None:
    """The same input gives the same parts, whatever its order."""
    assert largest_remainder(1, {"b": 1, "a": 1}) == {"a": 1, "b": 0}


def agreement(destination_path: str) -> AgreementFact:
    """An agreement that leads to a place."""
    return AgreementFact("/430000/433100/433124/", destination_path, "", "", None)


@pytest.mark.parametrize(
    ("work", "destination"),
    [
        ("/440000/441900/", "/440000/441900/"),
        ("/440000/440100/440106/", "/440000/"),
        ("/330000/330100/330106/", "/330000/330100/"),
        ("/310000/310115/", "/310000/"),
        ("/430000/433100/433124/433124100000/", "/430000/433100/"),
        ("/440000/", "/440000/"),
    ],
)
def test_posts_count_under_the_nearest_agreement_else_their_prefecture(
    work: str, destination: str
) -> None:
    """Of nested agreements the nearest counts; a municipality is one destination."""
    agreements = [agreement("/440000/"), agreement("/440000/441900/")]
    assert destination_of(work, agreements) == destination
