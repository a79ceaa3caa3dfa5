"""Tails against enumeration and published distributions; families against their definitions."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from matching.watching.family import adjusted, can_alarm
from matching.watching.tails import EXACT_CASES, LEAST, chance_of_all, chance_of_at_least

CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=9)


def enumerated(chances: list[float], count: int) -> float:
    """Adds up the chances of all outcomes with so many cases."""
    total = 0.0
    for outcome in product((0, 1), repeat=len(chances)):
        if sum(outcome) >= count:
            total += float(
                np.prod([p if hit else 1 - p for p, hit in zip(chances, outcome, strict=True)])
            )
    return total


@given(CHANCES, st.data())
def test_the_tail_is_that_of_all_outcomes(chances: list[float], data: st.DataObject) -> None:
    """Above the expected number the tail is exact, below it stands at 1; never under the truth."""
    count = data.draw(st.integers(0, len(chances)))
    found, true = chance_of_at_least(np.array(chances), count), enumerated(chances, count)
    assert found >= true * (1 - 1e-12) or true < LEAST
    if count > sum(chances):
        assert found == pytest.approx(true, rel=1e-8, abs=LEAST)
    assert chance_of_all(np.array(chances)) == pytest.approx(enumerated(chances, len(chances)))


@given(st.integers(1, 400), st.floats(0.001, 0.999), st.floats(0, 1))
def test_equal_chances_give_the_binomial(cases: int, chance: float, share: float) -> None:
    """With equal chances the tail is scipy's binomial, down to a chance of 1e-200."""
    count = min(cases, int(cases * chance) + 1 + int(share * cases * (1 - chance)))
    true = stats.binom.sf(count - 1, cases, chance)
    found = chance_of_at_least(np.full(cases, chance), count)
    if count > cases * chance and true > 1e-200:
        assert found == pytest.approx(true, rel=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_unequal_chances_give_the_poisson_binomial(seed: int) -> None:
    """With chances of their own the tail is scipy's Poisson-binomial."""
    rng = np.random.default_rng(seed)
    chance = rng.beta(1, 10, 300)
    count = int(chance.sum() + rng.integers(2, 25))
    true = stats.poisson_binom(chance).sf(count - 1)
    assert chance_of_at_least(chance, count) == pytest.approx(true, rel=1e-6)


@pytest.mark.parametrize("excess", [1.02, 1.1, 1.5, 1.8])
def test_many_cases_get_a_bound_above_the_truth(excess: float) -> None:
    """Beyond the cases multiplied out, the bound is above the binomial and still falls with k."""
    cases = 3 * EXACT_CASES
    count = min(cases, int(excess * cases * 0.05))
    found = chance_of_at_least(np.full(cases, 0.05), count)
    assert stats.binom.sf(count - 1, cases, 0.05) <= found <= 1
    assert found < chance_of_at_least(np.full(cases, 0.05), count - 30)


@given(CHANCES, st.floats(0, 1), st.data())
def test_a_greater_chance_never_lowers_the_tail(
    chances: list[float], share: float, data: st.DataObject
) -> None:
    """Chances below what is allowed make alarms rarer: that the promise rests on."""
    count = data.draw(st.integers(0, len(chances)))
    lower = np.array(chances) * share
    upper = chance_of_at_least(np.array(chances), count)
    assert chance_of_at_least(lower, count) <= upper * (1 + 1e-8) + LEAST


def test_holm_of_published_p_values() -> None:
    """Adjusts 0.01, 0.04, 0.03, 0.005 to 0.03, 0.06, 0.06, 0.02: 3 x 0.01, 2 x 0.03 carried on."""
    assert adjusted(np.array([0.01, 0.04, 0.03, 0.005])) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(st.lists(st.floats(0, 1), max_size=12), st.floats(0.001, 0.3))
def test_holm_is_the_step_down_of_its_definition(values: list[float], alpha: float) -> None:
    """What is adjusted to alpha at most is what stepping down rejects one by one."""
    ordered, rejected = sorted(values), 0
    while rejected < len(values) and ordered[rejected] * (len(values) - rejected) <= alpha:
        rejected += 1
    assert np.count_nonzero(adjusted(np.array(values)) <= alpha) == rejected


@given(st.lists(st.floats(0, 0.2), max_size=30), st.floats(0.001, 0.3))
def test_tarone_takes_the_smallest_number_that_fits(values: list[float], alpha: float) -> None:
    """With k the smallest number that at most k units can reach alpha / k, those are tested."""
    least = np.array(values)
    k = next(k for k in range(1, len(values) + 2) if np.count_nonzero(least <= alpha / k) <= k)
    assert can_alarm(least, alpha).tolist() == (least <= alpha / k).tolist()
    assert np.count_nonzero(can_alarm(least, alpha)) <= k
