"""Integer weights near a wanted ratio: what fits is exact, what does not is as near as can be."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.several.directions import most_of, nearest_fitting, normal

LIMIT = 12


@settings(max_examples=200, deadline=None)
@given(st.fractions(Fraction(1, 40), 40, max_denominator=60))
def test_the_nearest_of_the_continued_fractions_is_near(wanted: Fraction) -> None:
    """Weights fit, are exact if the wanted ones do, and no pair half as large is nearer."""
    given_weights = (wanted.numerator, wanted.denominator)
    found = nearest_fitting(given_weights, lambda weights: max(weights) <= LIMIT)
    assert 1 <= min(found) <= max(found) <= LIMIT
    if max(given_weights) <= LIMIT:
        assert found == given_weights
    if 1 <= wanted <= LIMIT:
        off = abs(Fraction(*found) - wanted)
        every = product(range(1, LIMIT // 2 + 1), repeat=2)
        assert off <= min(abs(Fraction(*one) - wanted) for one in every)


def test_normal_makes_two_points_equal() -> None:
    """The weights are in lowest terms, and both points are worth the same."""
    assert normal((2, 10), (8, 6)) == (2, 3)


def test_most_of_stops_at_enough_and_at_what_fits() -> None:
    """The largest multiplier that fits is taken, and no more than is enough."""
    assert most_of(lambda k: (k, 1), 100, lambda weights: max(weights) <= 7) == (7, 1)
    assert most_of(lambda k: (1, k), 5, lambda weights: max(weights) <= 7) == (1, 5)
