"""Offers are one-step spells; as many go out as the stated risk of too many acceptances allows."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.retention.acceptance import acceptances, fit_acceptance, offers_to_make
from matching.retention.errors import SettingsError
from matching.retention.settings import RetentionParams, Structure
from tests.matching.retention.spell_cases import DAY, bare, spells_of

chances = st.lists(st.floats(0.0, 1.0), max_size=9).map(np.array)


def _plain(chance) -> np.ndarray:
    """Every outcome of every offer, one by one."""
    found = np.zeros(len(chance) + 1)
    for outcome in product((0, 1), repeat=len(chance)):
        said = np.array(outcome, bool)
        found[sum(outcome)] += np.prod(np.where(said, chance, 1.0 - chance))
    return found


@given(chances)
@settings(deadline=None)
def test_the_number_of_acceptances_is_that_of_all_outcomes(chance) -> None:
    """The convolution against the enumeration of all outcomes; the mean is the sum of chances."""
    found = acceptances(chance)
    np.testing.assert_allclose(found, _plain(chance), atol=1e-12)
    assert found @ np.arange(len(found)) == pytest.approx(np.sum(chance), abs=1e-9)


@given(chances, st.integers(0, 5), st.integers(0, 1000))
@settings(deadline=None)
def test_as_many_offers_go_out_as_the_risk_allows(chance, seats: int, risk: int) -> None:
    """The stated risk holds for the number given, and not for one more."""
    made = offers_to_make(chance, seats, risk)
    assert min(seats, len(chance)) <= made <= len(chance)
    assert _plain(chance[:made])[seats + 1 :].sum() <= risk / 1000 + 1e-9
    if made < len(chance):
        assert _plain(chance[: made + 1])[seats + 1 :].sum() > risk / 1000 - 1e-9


def test_a_worked_case() -> None:
    """Chances of one half, two seats: three may go out at 125 of 1000 (1/8), not at 124."""
    half = np.full(6, 0.5)
    assert offers_to_make(half, 2, 125) == 3
    assert offers_to_make(half, 2, 124) == 2
    assert offers_to_make(half, 2, 1000) == 6
    assert offers_to_make(half, 0, 0) == 0
    assert offers_to_make(np.zeros(6), 0, 0) == 6


def test_the_chance_of_acceptance_is_the_share_accepted() -> None:
    """By tier, nothing drawn: 30 of 40 near, 10 of 40 far; and reasons by their shares."""
    tier = np.repeat([0, 1], 40)
    reason = np.concatenate([[0] * 30 + [1] * 10, [0] * 10 + [1] * 10 + [2] * 20])
    structure = Structure(2, {"tier": 2})
    params = bare(structure, horizon=1)
    model = fit_acceptance(spells_of([1] * 80, reason, factors={"tier": tier}), params, DAY)
    asked = spells_of([1, 1], 0, factors={"tier": [0, 1]}).codes
    found = model.predict(asked)
    np.testing.assert_allclose(found.stayed[:, 0], [0.75, 0.25], atol=0.012)
    np.testing.assert_allclose(found.causes, [[1.0, 0.0], [1 / 3, 2 / 3]], atol=0.02)
    np.testing.assert_allclose(found.months, found.stayed[:, 0])


def test_offers_have_one_step() -> None:
    """A horizon of months is refused."""
    params = RetentionParams(Structure(1))
    with pytest.raises(SettingsError):
        fit_acceptance(spells_of([1], [0]), params, DAY)
