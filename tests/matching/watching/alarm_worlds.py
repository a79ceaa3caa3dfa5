"""Made-up employers, townships and counties over four months, quiet or with planted trouble."""

from dataclasses import dataclass

import numpy as np

from matching.watching.alarms import STAYED, Window, chance_within

MONTHS, DAYS = 4, 30

SPANS = (30, 120)
"""Days that are looked back on."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Who works where, comes from where, with whom, since when, at what hazard a month.

    ``hazard`` is (people, months), 0 before the person joined.
    """

    employer: np.ndarray
    township: np.ndarray
    county: np.ndarray
    group: np.ndarray
    hazard: np.ndarray


def made_place(seed: int, people: int = 1_200, companions: int = 1) -> Place:
    """Draws a place: employers of 1 to some hundred people, mostly small; groups stay together.

    Parameters
    ----------
    seed, people
        Of the draw, and how many.
    companions
        Most members of a group; 1: everybody on their own.
    """
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(people), rng.integers(1, companions + 1, people))[:people]
    groups = int(group[-1]) + 1
    weight = rng.pareto(0.9, 120) + 0.05
    employer = rng.choice(120, groups, p=weight / weight.sum())[group]
    township = rng.integers(0, 30, groups)[group]
    hazard = np.minimum(0.3, 0.06 * rng.lognormal(0, 0.5, people))[:, None] * np.ones(MONTHS)
    joined = rng.choice(MONTHS, people, p=[0.7, 0.1, 0.1, 0.1])
    hazard[np.arange(MONTHS) < joined[:, None]] = 0
    return Place(employer, township, township // 10, group, hazard)


def left_on(
    place: Place, seed: int, hazard: np.ndarray | None = None, *, is_together: bool = False
) -> np.ndarray:
    """Draws each person's day of leaving, -1 for none, day by day at a month's even intensity.

    Parameters
    ----------
    place, seed
        Who, and of the draw.
    hazard
        The true hazards, (people, months), where they are not those of the place.
    is_together
        Whether a group shares one draw a day, so that who is likelier leaves with the others.
    """
    rng = np.random.default_rng(seed)
    daily = by_day(place.hazard if hazard is None else hazard)
    drawn = rng.random(daily.shape)
    leaves = (drawn[place.group] if is_together else drawn) < daily
    return np.where(leaves.any(axis=1), leaves.argmax(axis=1), STAYED)


def by_day(hazard: np.ndarray) -> np.ndarray:
    """Spreads a month's hazard evenly over its days."""
    return np.repeat(1 - (1 - hazard) ** (1 / DAYS), DAYS, axis=1)


def windows_of(
    place: Place,
    left: np.ndarray,
    until: int = MONTHS * DAYS,
    spans: tuple[int, ...] = SPANS,
    *,
    knows_groups: bool = True,
) -> list[Window]:
    """What an office sees after ``until`` days: each kind over each span of days, as arrays."""
    windows = []
    daily = by_day(place.hazard)
    group = place.group if knows_groups else np.full(len(left), -1)
    for span in spans:
        first = max(0, until - span)
        hazard = daily[:, first:until]
        seen = np.flatnonzero((hazard > 0).any(axis=1) & ((left == STAYED) | (left >= first)))
        day = np.where(left >= until, STAYED, left)[seen]
        windows += [
            Window(kind, first, until - 1, unit[seen], group[seen], chance, day)
            for chance in [chance_within(hazard[seen])]
            for kind, unit in (
                ("employer", place.employer),
                ("township", place.township),
                ("county", place.county),
            )
        ]
    return windows
