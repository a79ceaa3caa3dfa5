"""Alarms in made-up places: how often a quiet one raises any, and which trouble is found when."""

import numpy as np
import pytest
from scipy import stats

from matching.watching.alarms import STAYED, AlarmParams, Window, alarms_of
from tests.matching.watching.alarm_worlds import Place, left_on, made_place, windows_of

USUAL = AlarmParams(alpha=0.05, allowance=1.25)

LARGEST_RATE = 0.001
"""Chance to fail a test by bad luck though the promised rate is kept."""


def most_false(worlds: int, alpha: float) -> int:
    """Gives the worlds with a false alarm that a rate of alpha exceeds in one test of 1,000."""
    return int(stats.binom.isf(LARGEST_RATE, worlds, alpha))


def false_worlds(
    worlds: int, params: AlarmParams, *, companions: int = 1, knows_groups: bool = True
) -> int:
    """Counts quiet worlds with an alarm; all hazards are the worst that the promise covers."""
    count = 0
    for seed in range(worlds):
        place = made_place(seed, companions=companions)
        left = left_on(place, seed, params.allowance * place.hazard, is_together=companions > 1)
        count += bool(alarms_of(windows_of(place, left, knows_groups=knows_groups), params))
    return count


def halves(seed: int, params: AlarmParams) -> bool:
    """One quiet world whose groups do the worst: exactly half of four leave, as often as may be.

    Each member leaves with the chance given, and Markov's inequality is an equality.
    """
    rng = np.random.default_rng(seed)
    unit, chance = np.repeat(np.arange(30), 40), 0.08
    group = np.arange(1200) // 4
    goes = rng.random(300) < 2 * chance * params.allowance
    picked = rng.random((300, 4)).argsort(axis=1) < 2
    left = np.where((goes[:, None] & picked).ravel(), 5, STAYED)
    window = Window("employer", 0, 29, unit, group, np.full(1200, chance), left)
    return bool(alarms_of([window], params))


def test_quiet_worlds_keep_the_rate() -> None:
    """Fifty worlds at the edge of what is promised, alone and with companions who share fate."""
    rare = AlarmParams(alpha=0.1, allowance=1.25)
    assert false_worlds(50, rare) <= most_false(50, 0.1)
    assert false_worlds(30, rare, companions=5) <= most_false(30, 0.1)
    assert sum(halves(seed, rare) for seed in range(200)) <= most_false(200, 0.1)


def test_companions_taken_for_strangers_are_caught() -> None:
    """The same worlds without their groups exceed the rate by far: the test above can fail."""
    rare = AlarmParams(alpha=0.1, allowance=1.25)
    assert false_worlds(30, rare, companions=5, knows_groups=False) > most_false(30, 0.1)


@pytest.mark.prove
@pytest.mark.parametrize("alpha", [0.05, 0.2])
@pytest.mark.parametrize("allowance", [1.0, 1.25])
def test_a_thousand_quiet_worlds_keep_the_rate(alpha: float, allowance: float) -> None:
    """Worlds with any false alarm among 1,000 are at most what the rate allows with 99.9 %."""
    params = AlarmParams(alpha=alpha, allowance=allowance)
    alone = false_worlds(1_000, params)
    together = false_worlds(1_000, params, companions=5)
    half = sum(halves(seed, params) for seed in range(1_000))
    print(alpha, allowance, "alone", alone, "together", together, "halves", half)
    assert max(alone, together, half) <= most_false(1_000, alpha)


@pytest.mark.prove
def test_what_lies_beyond_the_promise() -> None:
    """Groups not handed in break the rate; a model off by 10 % for each employer does not."""
    assert false_worlds(200, USUAL, companions=5, knows_groups=False) > most_false(200, 0.05)
    told = {}
    for off in (0.1, 0.2, 0.3):
        told[off] = 0
        for seed in range(300):
            place = made_place(seed)
            factor = np.random.default_rng(seed + 1).lognormal(0, off, 120)[place.employer]
            left = left_on(place, seed, np.minimum(0.9, place.hazard * factor[:, None]))
            told[off] += bool(alarms_of(windows_of(place, left), USUAL))
    print(told)
    assert told[0.1] <= most_false(300, 0.05)


def staff(place: Place) -> np.ndarray:
    """People of each employer in the first month."""
    return np.bincount(place.employer, place.hazard[:, 0] > 0)


def day_found(place: Place, left: np.ndarray, unit: int, days: tuple[int, ...]) -> int | None:
    """The first of the days on which a check raises an alarm for the employer."""
    for day in days:
        found = alarms_of(windows_of(place, left, day), USUAL)
        if any(alarm.kind == "employer" and alarm.unit == unit for alarm in found):
            return day
    return None


def closed(place: Place, unit: int, share: float) -> np.ndarray:
    """True hazards if the employer loses a share of its people in the fourth month."""
    hazard = place.hazard.copy()
    own = (place.employer == unit) & (hazard[:, 3] > 0)
    hazard[own, 3] = min(share, 0.999)
    return hazard


def shedding(place: Place, unit: int) -> np.ndarray:
    """True hazards if the employer sheds people for four months, at three times the usual."""
    own = (place.employer == unit)[:, None]
    return np.where(own, np.minimum(0.9, 3 * place.hazard), place.hazard)


@pytest.mark.parametrize("share", [0.6, 0.8, 1.0])
def test_closures_are_found_within_the_month(share: float) -> None:
    """Employers of 21 people or more that lose 60 to 100 % in a month: all found at its end."""
    for seed in range(6):
        place = made_place(seed)
        unit = int(np.flatnonzero(staff(place) >= 21)[seed % 2])
        left = left_on(place, seed, closed(place, unit, share))
        assert day_found(place, left, unit, (120,)) == 120


def test_a_township_to_which_people_return_is_found() -> None:
    """Every second of a township comes home within a month, from many employers: it is named."""
    for seed in range(6):
        place = made_place(seed)
        hazard = place.hazard.copy()
        own = (place.township == 3) & (hazard[:, 3] > 0)
        hazard[own, 3] = 0.5
        found = alarms_of(windows_of(place, left_on(place, seed, hazard)), USUAL)
        assert ("township", 3) in [(alarm.kind, alarm.unit) for alarm in found]


@pytest.mark.prove
@pytest.mark.parametrize(
    ("least", "most", "closing", "shed"),
    [
        (4, 6, 0.5, 0.0),
        (7, 10, 0.8, 0.0),
        (11, 20, 0.95, 0.2),
        (21, 40, 1.0, 0.4),
        (41, 999, 1, 0.8),
    ],
)
def test_what_is_found_and_when(least: int, most: int, closing: float, shed: float) -> None:
    """By size of employer: losses of 80 % in a month, checked weekly, and slow ones, monthly."""
    told: dict[str, list[int | None]] = {"0.6": [], "0.8": [], "1.0": [], "slow": []}
    for seed in range(60):
        place = made_place(seed)
        units = np.flatnonzero((staff(place) >= least) & (staff(place) <= most))
        if not len(units):
            continue
        unit = int(units[seed % len(units)])
        for share in ("0.6", "0.8", "1.0"):
            left = left_on(place, seed, closed(place, unit, float(share)))
            told[share].append(day_found(place, left, unit, (97, 104, 111, 120)))
        left = left_on(place, seed, shedding(place, unit))
        told["slow"].append(day_found(place, left, unit, (30, 60, 90, 120)))
    for name, days in told.items():
        found = sorted(day for day in days if day is not None)
        print(least, most, name, len(days), {day: found.count(day) for day in set(found)})
    assert np.mean([day is not None for day in told["0.8"]]) >= closing
    assert np.mean([day is not None for day in told["slow"]]) >= shed
