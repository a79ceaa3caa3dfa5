"""Quotas that contradict themselves or one another are refused with what collides."""

import numpy as np
import pytest

from matching.pairs.market import Market
from matching.solvers.laminar.errors import (
    CrossingQuotasError,
    QuotaAboveMembersError,
    QuotaBoundsError,
    QuotaError,
    QuotaInnerMinimaError,
    QuotaMembersError,
    QuotaNameError,
)
from matching.solvers.laminar.quotas import Quota, Quotas
from matching.solvers.laminar.reading import read_quotas
from tests.matching.solvers.all_pairs.market_cases import dense_market


def market() -> Market:
    """Gives ten laborers and six vacancies of two seats each."""
    return dense_market([2] * 6, np.ones((10, 6), np.int64))


def quota(name: str, members: list[int], least: int = 0, most: int | None = None) -> Quota:
    """Makes a quota of listed members."""
    return Quota(name, np.array(members, np.int64), least, most)


def refused(*quotas: Quota, is_group: bool = False) -> QuotaError:
    """Gives the error that quotas are refused with."""
    with pytest.raises(QuotaError) as caught:
        read_quotas(market(), Quotas((), quotas) if is_group else Quotas(quotas))
    return caught.value


@pytest.mark.parametrize("is_group", [False, True])
def test_crossing_sets_name_both(*, is_group: bool) -> None:
    """Overlapping sets are refused with both names, however deep the nest they stand in."""
    error = refused(
        quota("all", [0, 1, 2, 3, 4, 5]),
        quota("left", [0, 1, 2]),
        quota("across", [2, 3]),
        is_group=is_group,
    )
    assert isinstance(error, CrossingQuotasError)
    assert {error.params["first"], error.params["second"]} == {"left", "across"}


@pytest.mark.parametrize("seed", range(30))
def test_crossing_is_found_exactly(seed: int) -> None:
    """Random sets are refused exactly where two of them cross, and those named do."""
    rng = np.random.default_rng(seed)
    sets = [rng.permutation(6)[: rng.integers(1, 7)].tolist() for _ in range(3)]
    crossing = {
        frozenset((a, b))
        for a in range(3)
        for b in range(a)
        if set(sets[a]) & set(sets[b])
        and not set(sets[a]) <= set(sets[b])
        and not set(sets[b]) <= set(sets[a])
    }
    quotas = Quotas(tuple(quota(str(at), members) for at, members in enumerate(sets)))
    try:
        read_quotas(market(), quotas)
    except CrossingQuotasError as error:
        named = frozenset((int(str(error.params["first"])), int(str(error.params["second"]))))
        assert named in crossing
    else:
        assert not crossing


def test_bounds_are_refused() -> None:
    """A minimum above its maximum, below 0 or no whole number is refused."""
    assert isinstance(refused(quota("a", [0], 2, 1)), QuotaBoundsError)
    assert isinstance(refused(quota("a", [0], -1)), QuotaBoundsError)
    assert isinstance(refused(quota("a", [0], 0, -1)), QuotaBoundsError)
    half = 0.5
    assert isinstance(refused(Quota("a", np.array([0]), half)), QuotaBoundsError)  # type: ignore[arg-type]  # what is refused


def test_minimum_above_members() -> None:
    """More than the seats of the vacancies, or than the laborers of the group, is refused."""
    error = refused(quota("a", [0, 1], 5))
    assert isinstance(error, QuotaAboveMembersError)
    assert error.params == {"name": "a", "least": 5, "limit": 4}
    error = refused(quota("b", [0, 1], 3), is_group=True)
    assert isinstance(error, QuotaAboveMembersError)
    assert error.params["limit"] == 2


def test_inner_minima_above_the_maximum() -> None:
    """Minima within a set that add up to more than its maximum are refused with their names."""
    error = refused(
        quota("province", [0, 1, 2, 3, 4], 0, 5),
        quota("north", [0, 1, 2]),
        quota("city", [0, 1], 2),
        quota("line", [0], 1),
        quota("south", [3, 4], 4),
    )
    assert isinstance(error, QuotaInnerMinimaError)
    assert error.params == {
        "name": "province",
        "most": 5,
        "inner": ("city", "south"),
        "least": 6,
    }


def test_members_and_names() -> None:
    """Members out of range or repeated, and a name used twice, are refused."""
    for members, reason in (([6], "range"), ([-1], "range"), ([1, 1], "repeated")):
        error = refused(quota("a", members))
        assert isinstance(error, QuotaMembersError)
        assert error.params["reason"] == reason
    error = refused(Quota("a", np.array([0.5])))
    assert error.params["reason"] == "type"
    assert isinstance(refused(quota("a", [0]), quota("a", [1])), QuotaNameError)


def test_nested_equal_and_empty_sets_are_taken() -> None:
    """Equal sets nest, a set without members holds nobody."""
    posts, groups = read_quotas(
        market(), Quotas((quota("a", [0, 1]), quota("b", [1, 0], 1, 3), quota("c", [])))
    )
    assert posts.parent.tolist() == [-1, 0, -1]
    assert posts.of_member.tolist() == [1, 1, -1, -1, -1, -1]
    assert groups.count == 0
