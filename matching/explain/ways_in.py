"""The nearest ways in: what would have to be different so that a best plan places a person.

Each way is true when it is tried: with its rules satisfied, its seats added and its points given,
and nothing else different, some plan of the greatest value makes the pair. Seats and points are the
fewest: one less, and no best plan does.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.explain.override_trials import Trials
from matching.explain.solved_market import SolvedMarket
from matching.explain.ways_in_changed import row_after
from matching.explain.ways_in_rules import one_rule_ways, several_rules_way
from matching.explain.ways_in_seats import fewest_seats
from matching.explain.ways_in_without import WithoutPerson, without_person
from matching.explain.why_against import RuleAgainst, rules_against
from matching.pairs.plain import FORBIDDEN
from matching.solvers.repair.scores import Line
from matching.solvers.solution import NOBODY


@dataclass(frozen=True, slots=True)
class WayIn:
    """One thing that would bring a person to a vacancy; all of its parts are needed together.

    Parameters
    ----------
    vacancy
        Position of the vacancy.
    changes
        Rules about the person's own matters to satisfy, with their facts.
    seats
        Further seats of the vacancy, 0 for none.
    points
        Points more that the pair would have to score, 0 for none.
    is_sure
        Whether every best plan places the person then, there or elsewhere, and not only some.
        Asked for where some best plan places the person already and the lot decided.
    """

    vacancy: int
    changes: tuple[RuleAgainst, ...] = ()
    seats: int = 0
    points: int = 0
    is_sure: bool = False

    @property
    def is_by_lot(self) -> bool:
        """Whether nothing is needed: some best plan makes the pair as things are."""
        return not (self.changes or self.seats or self.points)


def ways_in_at(trials: Trials, person: int, vacancy: int) -> tuple[WayIn, ...]:
    """Finds the ways of a person to one vacancy.

    Rules that are not about the person's own matters are nobody's to promise: where one of them
    forbids the pair there is no way. Otherwise the rules are satisfied first; if that is not
    enough, further seats or points come on top. Somebody placed better elsewhere may have no number
    of seats to hope for, but always points where there is a seat.

    Parameters
    ----------
    trials
        The solved market.
    person, vacancy
        Positions of the pair; empty if the plan makes it.
    """
    solved = trials.solved
    if solved.solution.vacancy_of_laborer[person] == vacancy:
        return ()
    changes = rules_against(solved.data, solved.market, person, vacancy)
    if not all(change.is_personal and change.can_change for change in changes):
        return ()
    row = (
        row_after(solved.data, solved.market, person, changes)
        if changes
        else trials.scores.row(person)
    )
    if row[vacancy] == FORBIDDEN:
        return ()
    others = without_person(trials, person)
    return tuple(_ways_with(others, row, WayIn(vacancy, changes)))


def _ways_with(others: WithoutPerson, row: Line, way: WayIn) -> Iterator[WayIn]:
    vacancy, score = way.vacancy, int(row[way.vacancy])

    def missing(plan: WithoutPerson) -> int:
        return plan.gain(row)[0] - plan.claim(vacancy, score)

    has_seat = others.seats(vacancy) > 0
    points = missing(others) if has_seat else 0
    if has_seat and not points:
        yield way
        return
    seats = fewest_seats(others, vacancy, lambda plan: not missing(plan))
    if seats is not None:
        yield WayIn(vacancy, way.changes, seats=seats)
    if points:
        yield WayIn(vacancy, way.changes, points=points)


def ways_in(trials: Trials, person: int) -> tuple[WayIn, ...]:
    """Finds the ways of a person without a vacancy into a best plan.

    First what is the person's own: for each rule the nearest change that brings a place; if none
    does, the vacancy for which the fewest rules have to be satisfied together. Then the fewest
    further seats where they help, and the fewest points. Where only the lot left the person out, it
    is said first that nothing is needed, and then what would have made it sure.

    Parameters
    ----------
    trials
        The solved market.
    person
        Position of the person; empty if the plan places them.
    """
    solved = trials.solved
    if solved.solution.vacancy_of_laborer[person] != NOBODY:
        return ()
    others, row = without_person(trials, person), trials.scores.row(person)
    is_by_lot, vacancy = others.can_place(row)
    found = [
        WayIn(*way, is_sure=is_by_lot)
        for way in one_rule_ways(solved, others, person, surely=is_by_lot)
    ]
    if not found and (way := several_rules_way(solved, others, person, surely=is_by_lot)):
        found.append(WayIn(*way, is_sure=is_by_lot))
    found += _without_changes(solved, others, row, surely=is_by_lot)
    return (WayIn(vacancy), *found) if is_by_lot else tuple(found)


def _without_changes(
    solved: SolvedMarket, others: WithoutPerson, row: Line, *, surely: bool
) -> Iterator[WayIn]:
    """Yields further seats and points for somebody whose feasible vacancies are all taken."""
    claim, nearest = others.dearest(row)
    vacancy = _seat_wanted(solved, row, nearest)
    if vacancy != NOBODY:
        seats = fewest_seats(others, vacancy, lambda plan: plan.can_place(row, surely=surely)[0])
        if seats is not None:
            yield WayIn(vacancy, seats=seats, is_sure=surely)
    if nearest != NOBODY:
        yield WayIn(nearest, points=surely - claim, is_sure=surely)


def _seat_wanted(solved: SolvedMarket, row: Line, nearest: int) -> int:
    """Gives where one seat is enough if the prices say so, else the nearest by points, -1 if none.

    At the lowest prices one further seat places somebody without a vacancy exactly where the score
    reaches the price.
    """
    feasible = np.flatnonzero(row != FORBIDDEN)
    if not len(feasible):
        return NOBODY
    ahead = row[feasible] - solved.solution.vacancy_price[feasible]
    first = int(feasible[np.argmax(ahead)])
    return first if ahead.max() >= 0 or nearest == NOBODY else nearest
