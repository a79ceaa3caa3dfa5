"""Models of staying with effects drawn at random, for markets made in tests."""

import datetime as dt
from dataclasses import replace
from functools import lru_cache

import numpy as np

from matching.market.stays import STRUCTURE, no_spells
from matching.retention.effects import Effects
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams

CUT_OFF = dt.date(2026, 3, 2)

GROUPS = {
    "employer": [100 * employer + province for employer in range(1, 4) for province in (43, 44)],
    "industry_place": [143, 144, 43, 44, 33],
    "county": [433124, 433130],
    "prefecture": [433100],
    "occupation": [6050401, 6180204, 6319900],
    "minor": [60504, 60501],
    "major": [6, 4],
}
"""Some of the groups that made markets have; the others were never seen."""


@lru_cache(maxsize=32)
def drawn_model(seed: int) -> RetentionModel:
    """Gives a model with effects up to a third either way; the one of seed 0 is the prior."""
    prior = fit(no_spells(), RetentionParams(STRUCTURE), CUT_OFF)
    if seed == 0:
        return prior
    rng = np.random.default_rng(seed)

    def drawn(ids: list[int]) -> Effects:
        count = len(ids)
        return Effects(
            ids=np.sort(np.array(ids, np.int64)),
            steps=rng.integers(-12, 13, count).astype(np.int16),
            cases=rng.integers(1, 30, count),
            leavings=np.zeros(count, np.int64),
            variance=rng.uniform(0, 0.1, count),
            strength=5.0,
            unknown_variance=0.2,
        )

    tables = {name: drawn(GROUPS[name]) for name in STRUCTURE.groups}
    for name, categories in STRUCTURE.factors.items():
        found = drawn(list(range(categories)))
        found.steps[0] = 0
        tables[name] = replace(found, strength=0.0, unknown_variance=0.0)
    causes = replace(
        prior.causes,
        groups={
            name: rng.integers(-9, 10, (len(tables[name]), STRUCTURE.causes)).astype(np.int16)
            for name in prior.causes.groups
        },
    )
    slopes = {"wage": float(rng.uniform(-0.5, 0)), "floor": float(rng.uniform(0, 0.5))}
    return replace(prior, cases=100, tables=tables, slopes=slopes, causes=causes)
