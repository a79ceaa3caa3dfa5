"""Counts what each duty has to reach, and what is reached, from the lines of the other lists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.enums import PlacementState, ProposalState
from offices.lists.duties import Measure
from offices.lists.facts import RoundFacts
from offices.lists.line import Layer, Line, Owner

DECIDED = frozenset({ProposalState.ACCEPTED.value, ProposalState.RETURNED.value})
WITHOUT_OFFER = "without_offer"


@dataclass(frozen=True, slots=True)
class Count:
    """What has to be reached, and what is."""

    target: int
    current: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What one office's duties are counted from.

    Parameters
    ----------
    facts
        The round.
    owner
        The office.
    lines
        The lines of all lists that the office owns.
    all_lines
        All lines of the task and the stability list.
    in_area
        Says whether the office looks after a work place, given as the path of the post.
    """

    facts: RoundFacts
    owner: Owner
    lines: Sequence[Line]
    all_lines: Sequence[Line]
    in_area: Callable[[str], bool]

    def of(self, layer: Layer) -> list[Line]:
        """Gives the office's own lines of a layer."""
        return [line for line in self.lines if line.layer is layer]


def count(measure: Measure, counted: Counted) -> Count:
    """Counts a measure for an office."""
    return COUNTERS[measure](counted)


def _surveyed(counted: Counted) -> Count:
    mine = {line.path for line in counted.of(Layer.NAMES)}
    townships = [town for town in counted.facts.townships if town.path in mine]
    pool = sum(town.pool for town in townships)
    return Count(pool + sum(town.not_surveyed for town in townships), pool)


def _register_answered(counted: Counted) -> Count:
    towns = counted.facts.townships
    registered = sum(town.registered for town in towns)
    return Count(registered, registered - sum(town.not_surveyed for town in towns))


def _records_complete(counted: Counted) -> Count:
    at_work = [line for line in counted.of(Layer.STABILITY) if _is(line, PlacementState.AT_WORK)]
    complete = [
        line
        for line in at_work
        if line.data["wage_min_fen"] is not None and line.data["contract"] is not None
    ]
    return Count(len(at_work), len(complete))


def _offers_decided(counted: Counted) -> Count:
    offered = [line for line in counted.of(Layer.NAMES) if line.data["offers"]]
    return Count(len(offered), sum(line.data["outcome"] in DECIDED for line in offered))


def _quota_confirmed(counted: Counted) -> Count:
    quota = [line for line in counted.all_lines if line.layer is Layer.QUOTA]
    return Count(
        sum(line.data["quota"] or 0 for line in quota),
        sum(line.data["confirmed"] for line in quota if line.data["quota"] is not None),
    )


def _names_answered(counted: Counted) -> Count:
    offers = [fact.offers[0] for fact in counted.facts.pool if fact.offers]
    mine = [offer for offer in offers if counted.in_area(offer.work_path)]
    return Count(len(mine), sum(offer.state in DECIDED for offer in mine))


def _offers_in_area(counted: Counted) -> Count:
    offers = [fact.offers[0] for fact in counted.facts.pool if fact.offers]
    mine = [offer for offer in offers if counted.in_area(offer.work_path)]
    accepted = ProposalState.ACCEPTED.value
    return Count(len(mine), sum(offer.state == accepted for offer in mine))


def _visited(counted: Counted) -> Count:
    mine = counted.of(Layer.STABILITY)
    return Count(len(mine), sum(line.data["last_visit_on"] is not None for line in mine))


def _arrived(counted: Counted) -> Count:
    placed = counted.facts.expected
    arrived = PlacementState.AT_WORK.value
    return Count(len(placed), sum(fact.state == arrived for fact in placed))


def _at_work_in_area(counted: Counted) -> Count:
    people = [w for w in counted.facts.at_work if counted.in_area(w.work_path)]
    known = [one for one in people if one.person.phone]
    return Count(len(people), len(known))


def _households_served(counted: Counted) -> Count:
    placed = {fact.person.household_id for fact in counted.facts.expected}
    households = counted.facts.zero_employment
    return Count(len(households), len(households & placed))


def _offered(counted: Counted) -> Count:
    names = counted.of(Layer.NAMES)
    return Count(len(names), sum(line.data["outcome"] != WITHOUT_OFFER for line in names))


def _received(counted: Counted) -> Count:
    placed = [fact for fact in counted.facts.expected if counted.in_area(fact.offer.work_path)]
    arrived = PlacementState.AT_WORK.value
    return Count(len(placed), sum(fact.state == arrived for fact in placed))


def _is(line: Line, state: PlacementState) -> bool:
    return bool(line.data["state"] == state.value)


COUNTERS: Mapping[Measure, Callable[[Counted], Count]] = {
    Measure.SURVEYED: _surveyed,
    Measure.REGISTER_ANSWERED: _register_answered,
    Measure.RECORDS_COMPLETE: _records_complete,
    Measure.OFFERS_DECIDED: _offers_decided,
    Measure.QUOTA_CONFIRMED: _quota_confirmed,
    Measure.NAMES_ANSWERED: _names_answered,
    Measure.OFFERS_IN_AREA: _offers_in_area,
    Measure.VISITED: _visited,
    Measure.ARRIVED: _arrived,
    Measure.AT_WORK_IN_AREA: _at_work_in_area,
    Measure.HOUSEHOLDS_SERVED: _households_served,
    Measure.OFFERED: _offered,
    Measure.RECEIVED: _received,
}
"""One counter a measure."""
