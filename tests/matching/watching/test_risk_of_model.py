"""Risks read from a fitted model are those that the model itself gives on a month's first day."""

import numpy as np
import pytest

from matching.retention.effects import INDEX_LIMIT
from matching.retention.settings import Structure
from matching.retention.spells import Codes
from matching.watching.risk import AtWork, risks_of
from tests.matching.retention.spell_cases import fitted, spells_of


def test_risks_are_those_of_the_fitted_model() -> None:
    """Hazards by month at each row's index, causes as given: the same chances within 90 days."""
    rng = np.random.default_rng(3)
    far = rng.integers(0, 2, 2_000)
    left = np.minimum(rng.geometric(0.06 + 0.08 * far), 30)
    cause = np.where(left < 30, rng.integers(1, 4, 2_000), 0)
    structure = Structure(causes=3, factors={"far": 2}, slopes=(), chains=())
    model = fitted(spells_of(left, cause, factors={"far": far}), structure)
    completed = rng.integers(0, 40, 50)
    codes = Codes(np.zeros(50, np.int8), {"far": rng.integers(0, 2, 50).astype(np.int16)}, {}, {})
    own = model.leaving(codes, completed.astype(np.int16))
    at = np.clip(model.index(codes), -INDEX_LIMIT, INDEX_LIMIT).astype(np.int64) + INDEX_LIMIT
    hazard = model.hazards(0, np.arange(1, 60))[at]
    found = risks_of(AtWork(hazard, completed, np.zeros(50, np.int64), own.causes), ("a", "b", "c"))
    assert found.leaves == pytest.approx(own.chance, abs=1e-6)
    assert np.array_equal(found.cause, own.causes.argmax(axis=1) + 1)
