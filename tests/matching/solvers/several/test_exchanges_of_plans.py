"""The way between two plans taken apart: every choice of its exchanges is a plan."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.solvers.several.exchanges import exchanged, exchanges


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 40), st.integers(1, 9))
def test_any_exchanges_keep_the_seats(seed: int, laborers: int, vacancies: int) -> None:
    """Made in any choice, no vacancy holds more people than in the fuller of both plans."""
    rng = np.random.default_rng(seed)
    old, new = rng.integers(-1, vacancies, (2, laborers))
    found = exchanges(old, new)
    everybody = sorted(who for one in found for who in one)
    assert everybody == np.flatnonzero(old != new).tolist()

    def taken(plan: np.ndarray) -> np.ndarray:
        return np.bincount(plan[plan >= 0], minlength=vacancies)

    most = np.maximum(taken(old), taken(new))
    for _ in range(5):
        made = [who for one in found if rng.random() < 0.5 for who in one]
        assert np.all(taken(exchanged(old, new, np.array(made, np.int64))) <= most)


def test_two_rings_are_two_exchanges() -> None:
    """Two pairs who change places are told apart, as is somebody who only takes a free seat."""
    old, new = np.array([0, 1, 2, 3, 4]), np.array([1, 0, 3, 2, 5])
    assert sorted(map(sorted, exchanges(old, new))) == [[0, 1], [2, 3], [4]]


def test_staying_out_ends_a_way() -> None:
    """Who leaves and who comes from outside are one exchange only if one takes the other's seat."""
    old, new = np.array([0, -1, 1, -1]), np.array([-1, 0, -1, 1])
    assert sorted(map(sorted, exchanges(old, new))) == [[0, 1], [2, 3]]
