"""Made-up people at work, some of whom a visit can keep, watched week by week under a policy."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.watching.effects import (
    Assumption,
    Tally,
    VisitEffects,
    learnt_effects,
    nothing_logged,
    tally_of,
)
from matching.watching.gains import gains_of
from matching.watching.risk import AtWork, risks_of
from matching.watching.visits import WhoCanGo, plan_visits

TRUE_EFFECT = np.array([1.0, 0.6, 0.5, 0.7])
"""The employer's end, pay, board, homesick: a visit keeps nobody from the first."""

OFFICES, PEOPLE, VISITS = 4, 600, 2
MONTHS_OF_EFFECT = 3
WEEKS = 52
ASSUMED = Assumption((0.8,) * 4, MONTHS_OF_EFFECT)
MEASURES = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """True and predicted hazards and causes, offices, and what fate each person has drawn."""

    true: AtWork
    predicted: AtWork
    office: np.ndarray
    fate: np.ndarray
    draws: np.ndarray


def made_world(seed: int) -> World:
    """Draws a world: hazards that fall with months at work, employers that end or not."""
    rng = np.random.default_rng(seed)
    month = np.arange(1, 26)
    usual = 0.12 * month**-0.4
    person = rng.lognormal(0, 0.5, PEOPLE)
    share = rng.dirichlet((0.6,) * 4, PEOPLE)
    person *= 1 + share[:, 0]  # work that ends takes many: the risk is high where no visit helps
    hazard = np.minimum(0.9, usual * person[:, None])
    completed, days = rng.integers(0, 14, PEOPLE), rng.integers(0, 30, PEOPLE)
    seen = np.minimum(0.95, hazard * rng.lognormal(0, 0.2, PEOPLE)[:, None])
    guessed = share * rng.lognormal(0, 0.3, share.shape)
    guessed /= guessed.sum(axis=1, keepdims=True)
    return World(
        AtWork(hazard, completed, days, share),
        AtWork(seen, completed, days, guessed),
        rng.integers(0, OFFICES, PEOPLE),
        rng.exponential(1, PEOPLE),
        rng.random((WEEKS, PEOPLE)),
    )


def aged(people: AtWork, days: int) -> AtWork:
    """The same people so many days later."""
    total = people.completed * 30 + people.days_begun + days
    return AtWork(people.hazard, total // 30, total % 30, people.cause_share)


Policy = Callable[[AtWork, np.ndarray, Tally], np.ndarray]
"""What each person's visit is ranked by: predicted people, months a visit still works, the log."""


def by_risk(people: AtWork, still_works: np.ndarray, _: Tally) -> np.ndarray:
    """Ranks by the chance to leave in 30 days; who was visited lately is not visited again."""
    return np.where(still_works > 0, 0.0, risks_of(people, MEASURES).leaves[:, 0])


def by_gain(effect_of: Callable[[Tally], VisitEffects]) -> Policy:
    """Ranks by the expected months saved, under effects true, noisy or learnt."""

    def ranked(people: AtWork, still_works: np.ndarray, tally: Tally) -> np.ndarray:
        gain = gains_of(people, effect_of(tally), still_works).gain
        return np.where(still_works > 0, 0.0, gain)

    return ranked


def by_lot(seed: int) -> Policy:
    """Visits anybody not visited lately: such a log compares like with like."""
    rng = np.random.default_rng(seed)
    return lambda _, still_works, __: np.where(still_works > 0, 0.0, rng.random(len(still_works)))


def known(multiplier: np.ndarray) -> Callable[[Tally], VisitEffects]:
    """Effects that are taken to be so, whatever is logged."""
    assumed = Assumption(tuple(multiplier.tolist()), MONTHS_OF_EFFECT)
    return lambda _: learnt_effects(assumed, nothing_logged(4))


def learnt(tally: Tally) -> VisitEffects:
    """Effects as the log tells so far, from an equal assumption for all causes."""
    return learnt_effects(ASSUMED, tally)


def saved_in_one_week(world: World, policy: Policy) -> float:
    """True expected months that the first week's visits save."""
    none = np.zeros(PEOPLE, np.int64)
    visited = visits_of(world, policy(world.predicted, none, nothing_logged(4)), none >= 0)
    truth = gains_of(world.true, known(TRUE_EFFECT)(nothing_logged(4)), none)
    return float(truth.gain[visited].sum())


def visits_of(world: World, worth: np.ndarray, is_there: np.ndarray) -> np.ndarray:
    """The week's visits, each office its own people."""
    there = np.flatnonzero(is_there)
    who = WhoCanGo([VISITS] * OFFICES, np.arange(len(there)), world.office[there])
    plan = plan_visits(worth[there], np.zeros(len(there), np.int64), who)
    return there[plan.office >= 0]


def months_at_work(world: World, policy: Policy, log: Tally) -> tuple[float, Tally]:
    """Lives through a year of weeks; gives the months at work of all together and the log after.

    A person leaves when the intensity gone through exceeds the fate drawn, the same under every
    policy. The log counts weeks, with the predicted chance.
    """
    left_over, worked = world.fate.copy(), 0.0
    is_there = np.ones(PEOPLE, np.bool_)
    seen_until = np.full(PEOPLE, -1)
    tally = log
    for week in range(WEEKS):
        now, guess = aged(world.true, 7 * week), aged(world.predicted, 7 * week)
        still = np.maximum(0, -(-(seen_until - 7 * week) // 30))
        visited = visits_of(world, policy(guess, still, tally), is_there)
        seen_until[visited] = 7 * week + 30 * MONTHS_OF_EFFECT
        works = seen_until > 7 * week
        intensity = -np.log1p(-now.coming_hazard()[:, 0]) * 7 / 30
        causes = intensity[:, None] * now.cause_share
        causes[works] *= TRUE_EFFECT
        left_over -= causes.sum(axis=1)
        leaves = is_there & (left_over < 0)
        worked += 7 / 30 * (np.count_nonzero(is_there) - np.count_nonzero(leaves) / 2)
        passed = np.cumsum(causes, axis=1) / causes.sum(axis=1, keepdims=True)
        cause = np.where(leaves, 1 + (world.draws[week][:, None] > passed).sum(axis=1), 0)
        chance = 1 - (1 - guess.coming_hazard()[:, 0]) ** (7 / 30)
        week_tally = tally_of(
            chance[is_there], guess.cause_share[is_there], works[is_there], cause[is_there]
        )
        tally = Tally(
            tally.visited_left + week_tally.visited_left,
            tally.visited_expected + week_tally.visited_expected,
            tally.others_left + week_tally.others_left,
            tally.others_expected + week_tally.others_expected,
        )
        is_there &= ~leaves
    return worked, tally
