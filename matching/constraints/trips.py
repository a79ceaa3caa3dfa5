"""Vehicles from door to door: opened where enough people ride, a seat to each rider."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from matching.columns.arrays import Bools
from matching.columns.market_data import MarketData
from matching.constraints.declared import Trip
from matching.constraints.keys import Ruled, people_from, posts_in
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Rows

CODE = "constraint.trip"

MOST_SHARING = 6
"""Trips that may share riders; each set of them needs a row."""

Riders = tuple[Bools, Bools]


def trips_of(data: MarketData, trips: tuple[Trip, ...]) -> Iterator[tuple[Ruled, tuple[int, ...]]]:
    """Yields a row for each set of trips that share riders: seats used <= people who may ride.

    By Hall's theorem people can be seated, each in one vehicle, exactly if the seats used by every
    set of trips are no more than the people whom any of the set can take.

    Parameters
    ----------
    data
        The market.
    trips
        The trips; at most ``MOST_SHARING`` share riders with one another.

    Returns
    -------
    Iterator
        Rows, each with the positions of its trips.
    """
    riders = [riders_of(data, trip) for trip in trips]
    for connected in sharing(riders):
        for size in range(1, len(connected) + 1):
            for some in combinations(connected, size):
                rows = _union([riders[trip] for trip in some])
                yield Ruled(rows, (trips[some[0]].key,)), some


def riders_of(data: MarketData, trip: Trip) -> Riders:
    """Gives who may ride, and to which vacancies."""
    people = people_from(data, trip.origin)
    posts = posts_in(data, trip.destination)
    if trip.departs is not None:
        people &= data.people.available_from <= trip.departs
        people &= data.people.available_until >= trip.departs
        posts &= data.vacancies.recruits_until >= trip.departs
        posts &= data.vacancies.works_until >= trip.departs
    return people, posts


def sharing(riders: list[Riders]) -> list[tuple[int, ...]]:
    """Puts trips together that have a pair in common, directly or by way of others."""
    sets: list[set[int]] = []
    for number, (people, posts) in enumerate(riders):
        joined = {number}
        for known in list(sets):
            if any((riders[k][0] & people).any() and (riders[k][1] & posts).any() for k in known):
                sets.remove(known)
                joined |= known
        sets.append(joined)
    return [tuple(sorted(one)) for one in sets]


def _union(riders: list[Riders]) -> Rows:
    """Counts each pair once that any of some trips takes."""
    people = np.array([one[0] for one in riders])
    posts = np.array([one[1] for one in riders])
    kinds, of_laborer = np.unique(people, axis=1, return_inverse=True)
    sorts, of_vacancy = np.unique(posts, axis=1, return_inverse=True)
    rides = (kinds[:, :, None] & sorts[:, None, :]).any(axis=0)
    row = np.where(rides, np.int32(0), np.int32(NO_ROW))
    return Rows(
        CODE,
        of_laborer.reshape(-1).astype(np.int32),
        of_vacancy.reshape(-1).astype(np.int32),
        row.astype(np.int32),
        np.ones(row.shape, np.int64),
        np.zeros(1, np.int64),
        np.full(1, UNLIMITED),
    )
