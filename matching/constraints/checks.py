"""What is wrong with rules before anything is solved, each finding with the rules it names."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from matching.columns.market_data import MarketData
from matching.constraints.decided import LAW, PINS, WISH, pair_of
from matching.constraints.declared import Decided, Decision, QuotaKind, Rules, Site
from matching.constraints.errors import Finding
from matching.constraints.groups import KINDS, sites_of
from matching.constraints.keys import inside, path_of, people_from, positions
from matching.constraints.quotas import posts_of
from matching.constraints.trips import MOST_SHARING, riders_of, sharing
from matching.pairs.market import Market

NEVER_NEGATIVE = (
    "leave",
    "least",
    "most",
    "most_fen",
    "fen_per_km",
    "fen_per_person",
    "rooms",
    "seats",
    "vehicles",
    "saving",
    "cost",
    "most_apart",
    "most_below",
)
"""Figures of rules that count something."""


def findings_of(data: MarketData, market: Market, rules: Rules) -> tuple[Finding, ...]:
    """Looks for rules that cannot be meant; none of it needs a solver.

    Parameters
    ----------
    data, market
        The market.
    rules
        What the office asks.
    """
    return (
        *_keys_twice(rules),
        *_in_two_groups(rules),
        *_in_two_households(rules),
        *_groups_too_large(data, rules),
        *_limits(rules),
        *_out_of_reach(data, rules),
        *_without_agreement(data, rules),
        *_trips(data, rules),
        *_decisions(data, market, rules),
    )


def _keys_twice(rules: Rules) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in Rules.__dataclass_fields__:
        for rule in getattr(rules, name):
            if rule.key in seen:
                yield Finding("rules.key_twice", (rule.key,))
            seen.add(rule.key)


def _in_two_groups(rules: Rules) -> Iterator[Finding]:
    groups = ((group.key, group.people) for group in rules.together)
    yield from _in_two("rules.in_two_groups", groups)


def _in_two_households(rules: Rules) -> Iterator[Finding]:
    households = ((household.key, household.people) for household in rules.stay_home)
    yield from _in_two("rules.in_two_households", households)


def _in_two(code: str, sets: Iterator[tuple[str, tuple[int, ...]]]) -> Iterator[Finding]:
    keys: dict[int, list[str]] = defaultdict(list)
    for key, people in sets:
        for person in people:
            keys[person].append(key)
    for person, found in keys.items():
        if len(found) > 1:
            yield Finding(code, tuple(found), {"person": person})


def _groups_too_large(data: MarketData, rules: Rules) -> Iterator[Finding]:
    sites = sites_of(data)
    most = [
        int(np.bincount(site, weights=data.vacancies.seats).max(initial=0)) if len(site) else 0
        for site in sites
    ]
    for group in rules.together:
        size = len(positions(data.people.key, group.people))
        seats = most[KINDS.index(group.site)]
        if size > max(1, seats):
            yield Finding("rules.group_too_large", (group.key,), {"people": size, "seats": seats})


def _limits(rules: Rules) -> Iterator[Finding]:
    for quota in rules.quotas:
        if quota.least is not None and quota.most is not None and quota.least > quota.most:
            facts = {"least": quota.least, "most": quota.most}
            yield Finding("rules.least_above_most", (quota.key,), facts)
    for trip in rules.trips:
        if trip.least > trip.seats:
            facts = {"least": trip.least, "most": trip.seats}
            yield Finding("rules.least_above_most", (trip.key,), facts)
    for key, value in _figures(rules):
        if value is not None and value < 0:
            yield Finding("rules.negative", (key,), {"value": value})
    named = Counter(line.employer for line in rules.rooms)
    for employer, count in named.items():
        if count > 1:
            keys = tuple(line.key for line in rules.rooms if line.employer == employer)
            yield Finding("rules.rooms_twice", keys, {"employer": employer})
    for group in rules.together:
        if group.needs_room and group.site != Site.EMPLOYER:
            yield Finding("rules.room_needs_employer", (group.key,))


def _figures(rules: Rules) -> Iterator[tuple[str, int | None]]:
    """Yields every figure that cannot be below 0, with its rule's key."""
    for name in Rules.__dataclass_fields__:
        for rule in getattr(rules, name):
            for figure in NEVER_NEGATIVE:
                if hasattr(rule, figure):
                    yield rule.key, getattr(rule, figure)


def _out_of_reach(data: MarketData, rules: Rules) -> Iterator[Finding]:
    """Looks for minima above the people or seats that could count."""
    for quota in rules.quotas:
        people = int(people_from(data, quota.origin).sum())
        seats = int(data.vacancies.seats[posts_of(data, quota)].sum())
        if (quota.least or 0) > min(people, seats):
            facts = {"least": quota.least, "people": people, "seats": seats}
            yield Finding("rules.least_out_of_reach", (quota.key,), facts)
    for batch in rules.batches:
        lines = positions(data.vacancies.key, batch.vacancies)
        seats = int(data.vacancies.seats[lines].sum())
        if len(lines) and batch.least > seats:
            facts = {"least": batch.least, "seats": seats}
            yield Finding("rules.batch_above_seats", (batch.key,), facts)
    for floor in rules.floors:
        people = len(positions(data.people.key, floor.people))
        if floor.least > people:
            facts = {"least": floor.least, "people": people}
            yield Finding("rules.floor_above_people", (floor.key,), facts)


def _without_agreement(data: MarketData, rules: Rules) -> Iterator[Finding]:
    """Looks for quotas of agreements where no pair in force joins the two places."""
    for quota in rules.quotas:
        if quota.kind != QuotaKind.AGREEMENT:
            continue
        ends = path_of(data.context, quota.origin), path_of(data.context, quota.destination)
        is_paired = any(
            _meet(ends[0], origin) and _meet(ends[1], destination)
            for origin, destination in data.context.pairs
        )
        if not is_paired:
            facts = {"origin": quota.origin, "destination": quota.destination}
            yield Finding("rules.no_agreement", (quota.key,), facts)


def _meet(path: str, other: str) -> bool:
    """Tells whether one of two places lies in the other; a place that is not known meets none."""
    return bool(path) and (path.startswith(other) or other.startswith(path))


def _trips(data: MarketData, rules: Rules) -> Iterator[Finding]:
    riders = [riders_of(data, trip) for trip in rules.trips]
    for some in sharing(riders):
        if len(some) > MOST_SHARING:
            keys = tuple(rules.trips[trip].key for trip in some)
            yield Finding("rules.trips_share_riders", keys, {"most": MOST_SHARING})
    for pair in rules.reciprocity:
        if (inside(data.context, pair.one) & inside(data.context, pair.other)).any():
            facts = {"one": pair.one, "other": pair.other}
            yield Finding("rules.places_overlap", (pair.key,), facts)


def _decisions(data: MarketData, market: Market, rules: Rules) -> Iterator[Finding]:
    yield from _pins_above_seats(data, rules)
    pins: dict[int, str] = {}
    banned = {_pair(one): one.key for one in rules.decided if one.decision == Decision.BAN}
    allowed = {_pair(one) for one in rules.decided if one.decision == Decision.OVERRIDE}
    for one in rules.decided:
        if one.decision == Decision.BAN:
            continue
        if one.decision in PINS:
            if one.person in pins:
                keys = (pins[one.person], one.key)
                yield Finding("rules.pinned_twice", keys, {"person": one.person})
            pins[one.person] = one.key
        if _pair(one) in banned:
            yield Finding("rules.pin_and_ban", (one.key, banned[_pair(one)]), _facts(one.person))
        place = pair_of(data, one)
        if place is None:
            yield Finding("rules.not_in_round", (one.key,), _facts(one.person))
            continue
        person, vacancy = (np.array([at], np.int64) for at in place)
        broken = [rule.code for rule in market.rules if rule.of_pairs(person, vacancy)[0]]
        for code, kind in (("rules.against_law", LAW), ("rules.against_wish", WISH)):
            against = [rule for rule in broken if rule in kind]
            if against:
                yield Finding(code, (one.key,), {**_facts(one.person), "rules": against})
        open_ones = [rule for rule in broken if rule not in LAW and rule not in WISH]
        if one.decision in PINS and open_ones and _pair(one) not in allowed:
            facts = {**_facts(one.person), "rules": open_ones}
            yield Finding("rules.pin_needs_override", (one.key,), facts)


def _pins_above_seats(data: MarketData, rules: Rules) -> Iterator[Finding]:
    """Looks for posts promised to more people than they have seats."""
    posts = data.vacancies
    seats = dict(zip(posts.key.tolist(), posts.seats.tolist(), strict=True))
    people: dict[int, list[str]] = defaultdict(list)
    for one in rules.decided:
        if one.decision in PINS and one.vacancy in seats:
            people[one.vacancy].append(one.key)
    for vacancy, keys in people.items():
        if len(keys) > seats[vacancy]:
            facts = {"vacancy": vacancy, "seats": seats[vacancy], "people": len(keys)}
            yield Finding("rules.pins_above_seats", tuple(keys), facts)


def _pair(one: Decided) -> tuple[int, int]:
    return one.person, one.vacancy


def _facts(person: int) -> dict[str, object]:
    return {"person": person}
