"""Visits by gain save more months than visits by risk, in worlds where causes differ."""

from collections.abc import Callable

import numpy as np
import pytest

from matching.watching.effects import Tally, VisitEffects, nothing_logged
from tests.matching.watching.visited_worlds import (
    TRUE_EFFECT,
    Policy,
    World,
    by_gain,
    by_lot,
    by_risk,
    known,
    learnt,
    made_world,
    months_at_work,
    saved_in_one_week,
)

NOTHING = nothing_logged(4)


def noisy(seed: int) -> Callable[[Tally], VisitEffects]:
    """True effects, each off by a factor with a standard deviation of a fifth in its logarithm."""
    return known(TRUE_EFFECT * np.random.default_rng(10_000 + seed).lognormal(0, 0.2, 4))


def ends(differences: list[float]) -> tuple[float, float]:
    """The 95 % interval of a mean of paired differences, normal over many seeds."""
    half = 1.96 * np.std(differences, ddof=1) / len(differences) ** 0.5
    return float(np.mean(differences) - half), float(np.mean(differences) + half)


def year(world: World, policy: Policy, log: Tally = NOTHING) -> float:
    """Months at work of a year."""
    return months_at_work(world, policy, log)[0]


def test_a_week_by_gain_saves_more_than_by_risk() -> None:
    """Over 40 worlds, with effects known and noisy; visits by lot save less."""
    better: dict[str, list[float]] = {"known": [], "noisy": [], "lot": []}
    for seed in range(40):
        world = made_world(seed)
        risk = saved_in_one_week(world, by_risk)
        for name, policy in (
            ("known", by_gain(known(TRUE_EFFECT))),
            ("noisy", by_gain(noisy(seed))),
            ("lot", by_lot(seed)),
        ):
            better[name].append(saved_in_one_week(world, policy) - risk)
    assert ends(better["known"])[0] > 0
    assert ends(better["noisy"])[0] > 0
    assert ends(better["lot"])[1] < 0


@pytest.mark.prove
def test_a_year_by_gain_saves_more_than_by_risk() -> None:
    """Over 50 worlds: effects known, noisy, learnt on the way, learnt from a year of lots."""
    better: dict[str, list[float]] = {"known": [], "noisy": [], "on the way": [], "from lots": []}
    for seed in range(50):
        world = made_world(seed)
        risk = year(world, by_risk)
        log = months_at_work(made_world(5_000 + seed), by_lot(seed), NOTHING)[1]
        for name, policy, before in (
            ("known", by_gain(known(TRUE_EFFECT)), NOTHING),
            ("noisy", by_gain(noisy(seed)), NOTHING),
            ("on the way", by_gain(learnt), NOTHING),
            ("from lots", by_gain(learnt), log),
        ):
            better[name].append(year(world, policy, before) - risk)
    told = {name: ends(values) for name, values in better.items()}
    print(told)
    assert all(low > 0 for low, _ in told.values()), told


@pytest.mark.prove
def test_visits_by_risk_save_months_too() -> None:
    """Over 50 worlds: what visits by risk save against none, the figure gains are held to."""
    saved = []
    for seed in range(50):
        world = made_world(seed)
        nobody = year(world, lambda _, still_works, __: np.zeros(len(still_works)))
        saved.append(year(world, by_risk) - nobody)
    print(ends(saved))
    assert ends(saved)[0] > 0
