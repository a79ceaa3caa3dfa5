"""Who of the register is in the pool, at work, unwilling or not asked."""

import numpy as np

from models.enums import NotWorkingReason, WorkAbility
from offices.sample.draws import Flags, Floats, Texts, weighted

POOL = "pool"
AT_WORK = "at_work"
UNWILLING = "unwilling"
NOT_SURVEYED = "not_surveyed"
NOT_ABLE = "not_able"

OLDEST_ASKED = 69
YOUNGEST_ASKED = 16.3
"""Just over 16 full years on the sample's day."""

ABLE = (WorkAbility.ORDINARY.value, WorkAbility.SKILLED.value, WorkAbility.WEAK.value)

AGE_TARGETS = ((16, 41, 0.437), (41, 51, 0.247), (51, 99, 0.316))
"""Age bands of working people and their shares: NBS report on migrant workers, 2024."""

FEMALE_TARGET = 0.376
"""Share of women among them: the same report."""


def draw_standings(
    rng: np.random.Generator,
    age: Floats,
    is_female: Flags,
    ability: Texts,
    is_student: Flags,
    pool: int,
    at_work_share: float,
) -> Texts:
    """Gives everybody a standing; exactly ``pool`` people are in the pool.

    Working people and pool together follow the age and sex targets as far as the register has
    such people. Of the able people outside the pool ``at_work_share`` are at work.

    Raises
    ------
    ValueError
        If the register has fewer able people than the pool wants.
    """
    able = np.isin(ability, ABLE) & ~is_student & (age >= YOUNGEST_ASKED) & (age < OLDEST_ASKED)
    candidates = np.flatnonzero(able)
    if len(candidates) < pool:
        raise ValueError(f"only {len(candidates)} able people for a pool of {pool}")
    working = pool + int((len(candidates) - pool) * at_work_share)
    weight = _target_weight(age[candidates], is_female[candidates])
    # Gumbel keys: the largest are a weighted draw without replacement
    keys = np.log(weight) + rng.gumbel(size=len(candidates))
    order = np.argsort(-keys, kind="stable")
    workers = candidates[order[:working]]
    rest = candidates[order[working:]]
    weak = ability[workers] == WorkAbility.WEAK.value
    stay_keys = np.where(weak, 1.2, 0.0) + rng.gumbel(size=len(workers))
    in_pool = workers[np.argsort(-stay_keys, kind="stable")[:pool]]
    standing = np.full(len(age), NOT_ABLE, dtype="U12")
    standing[workers] = AT_WORK
    standing[in_pool] = POOL
    standing[rest] = np.where(rng.random(len(rest)) < 0.6, UNWILLING, NOT_SURVEYED)
    return standing


def _target_weight(age: Floats, is_female: Flags) -> Floats:
    """Target share by actual share of band and sex: who is rarer than wanted is drawn sooner."""
    weight = np.ones(len(age))
    for low, high, target in AGE_TARGETS:
        band = (age >= low) & (age < high)
        weight[band] *= target / max(band.mean(), 1e-9)
    women = FEMALE_TARGET / max(is_female.mean(), 1e-9)
    men = (1 - FEMALE_TARGET) / max(1 - is_female.mean(), 1e-9)
    # squared: a draw of most of the people needs a strong preference to move their mix
    return np.asarray((weight * np.where(is_female, women, men)) ** 4)


def draw_unwilling_reasons(rng: np.random.Generator, age: Floats, is_female: Flags) -> Texts:
    """Draws why people do not want work: care and farming before all."""
    reasons = np.array(
        [
            NotWorkingReason.CARING.value,
            NotWorkingReason.FARMING.value,
            NotWorkingReason.TEMPORARILY_UNABLE.value,
            NotWorkingReason.NO_INTENTION.value,
        ]
    )
    women = reasons[weighted(rng, (0.62, 0.18, 0.08, 0.12), len(age))]
    men = reasons[weighted(rng, (0.2, 0.42, 0.14, 0.24), len(age))]
    return np.where(is_female, women, men)
