"""Whether a plan keeps rules, told pair by pair in the offices' own terms; knows no solver."""

from collections import Counter
from collections.abc import Iterator

import networkx as nx

from matching.columns.market_data import MarketData
from matching.constraints.decided import PINS
from matching.constraints.declared import Decision, Rules, Site, Trip

Plan = dict[int, int]
"""Vacancy keys by person key; people without one are left out."""


class PlainRound:
    """A market's people and posts as plain values by key."""

    def __init__(self, data: MarketData, scores: dict[tuple[int, int], int]) -> None:
        people, posts, context = data.people, data.vacancies, data.context
        self.paths = context.place_paths
        self.home = dict(zip(people.key.tolist(), people.home.tolist(), strict=True))
        self.place = dict(zip(posts.key.tolist(), posts.place.tolist(), strict=True))
        self.employer = dict(zip(posts.key.tolist(), posts.employer.tolist(), strict=True))
        self.seats = dict(zip(posts.key.tolist(), posts.seats.tolist(), strict=True))
        self.data = data
        self.scores = scores
        """Of feasible pairs only."""

    def lies_in(self, place: int, code: str) -> bool:
        """Tells whether a place is, or lies in, another."""
        return not code or code in self.paths[place].strip("/").split("/")

    def county(self, place: int) -> str:
        """Gives a place's county, a city's own code where it has none."""
        steps = [step for step in self.paths[place].strip("/").split("/") if len(step) <= 6]
        return steps[-1]

    def metres(self, person: int, vacancy: int) -> int:
        """Gives the distance of a pair."""
        context = self.data.context
        home, work = self.home[person], self.place[vacancy]
        return int(context.distance_m[context.home_index[home], context.work_index[work]])


def broken_keys(
    plain: PlainRound, rules: Rules, plan: Plan, riders: dict[str, int]
) -> Iterator[str]:
    """Yields the key of every rule that a plan breaks, and of pairs and seats that cannot be."""
    allowed = {
        (one.person, one.vacancy) for one in rules.decided if one.decision == Decision.OVERRIDE
    }
    for pair in plan.items():
        if pair not in plain.scores and pair not in allowed:
            yield f"pair{pair}"
    for vacancy, count in Counter(plan.values()).items():
        if count > plain.seats[vacancy]:
            yield f"seats{vacancy}"
    yield from _broken_people(plain, rules, plan)
    yield from _broken_counts(plain, rules, plan)
    yield from _broken_trips(plain, rules, plan, riders)


def _broken_people(plain: PlainRound, rules: Rules, plan: Plan) -> Iterator[str]:
    for group in rules.together:
        members = [person for person in group.people if person in plain.home]
        posts = [plan[person] for person in members if person in plan]
        where = plain.employer if group.site == Site.EMPLOYER else plain.place
        is_torn = len(posts) < len(members) or len({where[post] for post in posts}) > 1
        if len(members) > 1 and posts and is_torn:
            yield group.key
    rooms = {line.employer: line.rooms for line in rules.rooms}
    couples: Counter[int] = Counter()
    for group in rules.together:
        members = [person for person in group.people if person in plain.home]
        if group.needs_room and len(members) > 1 and members[0] in plan:
            couples[plain.employer[plan[members[0]]]] += 1
    for employer, count in couples.items():
        limit = rooms.get(employer, 0)
        if limit is not None and count > limit:
            yield f"rooms{employer}"
    for household in rules.stay_home:
        away = [
            person
            for person in household.people
            if person in plan
            and plain.county(plain.place[plan[person]])
            != plain.county(_home(plain, household.people))
        ]
        if len(away) > household.leave:
            yield household.key
    for one in rules.decided:
        if one.decision in PINS and plan.get(one.person) != one.vacancy:
            yield one.key
        if one.decision == Decision.BAN and plan.get(one.person) == one.vacancy:
            yield one.key
    banned = {(one.person, one.vacancy) for one in rules.decided if one.decision == Decision.BAN}
    chosen = {one.person for one in rules.decided if one.decision != Decision.BAN}
    for floor in rules.own_best:
        for person, vacancy in plan.items():
            open_scores = [
                score
                for (who, post), score in plain.scores.items()
                if who == person and plain.seats[post] and (who, post) not in banned
            ]
            best = max(open_scores, default=0)
            is_low = plain.scores.get((person, vacancy), best) < best - floor.most_below
            if is_low and person not in chosen:
                yield floor.key


def _home(plain: PlainRound, people: tuple[int, ...]) -> int:
    return plain.home[next(person for person in people if person in plain.home)]


def _broken_counts(plain: PlainRound, rules: Rules, plan: Plan) -> Iterator[str]:
    for batch in rules.batches:
        count = sum(vacancy in batch.vacancies for vacancy in plan.values())
        if 0 < count < batch.least:
            yield batch.key
    for quota in rules.quotas:
        count = sum(
            plain.lies_in(plain.home[person], quota.origin)
            and plain.lies_in(plain.place[vacancy], quota.destination)
            and (not quota.employers or plain.employer[vacancy] in quota.employers)
            for person, vacancy in plan.items()
        )
        if quota.least is not None and count < quota.least:
            yield quota.key
        if quota.most is not None and count > quota.most:
            yield quota.key
    for limit in rules.concentration:
        gangs = Counter((plain.home[p], plain.employer[v]) for p, v in plan.items())
        if max(gangs.values(), default=0) > limit.most:
            yield limit.key
    for pair in rules.reciprocity:
        sent = _between(plain, plan, pair.one, pair.other)
        taken = _between(plain, plan, pair.other, pair.one)
        if abs(pair.before + sent - taken) > pair.most_apart:
            yield pair.key
    for floor in rules.floors:
        if sum(person in plan for person in floor.people) < floor.least:
            yield floor.key
    for budget in rules.budgets:
        cost = sum(
            -(-plain.metres(person, vacancy) * budget.fen_per_km // 1000) + budget.fen_per_person
            for person, vacancy in plan.items()
            if plain.lies_in(plain.home[person], budget.origin)
            and plain.lies_in(plain.place[vacancy], budget.destination)
        )
        if cost > budget.most_fen:
            yield budget.key


def _between(plain: PlainRound, plan: Plan, origin: str, destination: str) -> int:
    return sum(
        plain.lies_in(plain.home[person], origin) and plain.lies_in(plain.place[post], destination)
        for person, post in plan.items()
    )


def may_ride(plain: PlainRound, trip: Trip, person: int, vacancy: int) -> bool:
    """Tells whether a placed person can take a trip."""
    people, posts = plain.data.people, plain.data.vacancies
    i = people.key.tolist().index(person)
    j = posts.key.tolist().index(vacancy)
    fits = plain.lies_in(plain.home[person], trip.origin) and plain.lies_in(
        plain.place[vacancy], trip.destination
    )
    if trip.departs is None or not fits:
        return fits
    is_free = people.available_from[i] <= trip.departs <= people.available_until[i]
    is_open = posts.recruits_until[j] >= trip.departs and posts.works_until[j] >= trip.departs
    return bool(is_free and is_open)


def _broken_trips(
    plain: PlainRound, rules: Rules, plan: Plan, riders: dict[str, int]
) -> Iterator[str]:
    """Seats everybody who is said to ride, each in one vehicle, by a flow."""
    graph: nx.DiGraph[object] = nx.DiGraph()
    for trip in rules.trips:
        count = riders[trip.key]
        vehicles = next(
            (n for n in range(trip.vehicles + 1) if trip.least * n <= count <= trip.seats * n), None
        )
        if vehicles is None:
            yield trip.key
        graph.add_edge("source", trip.key, capacity=count)
        for person, vacancy in plan.items():
            if may_ride(plain, trip, person, vacancy):
                graph.add_edge(trip.key, person, capacity=1)
                graph.add_edge(person, "sink", capacity=1)
    wanted = sum(riders.values())
    if wanted:
        graph.add_node("sink")
        if nx.maximum_flow_value(graph, "source", "sink") < wanted:
            yield "riders"
