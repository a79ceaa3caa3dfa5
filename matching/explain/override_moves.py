"""Who moves where when a plan changes, told along the way from one to the next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from matching.columns.arrays import Ints
from matching.market.judged import worth_of_pairs
from matching.pairs.market import Market
from matching.solvers.solution import NOBODY


@dataclass(frozen=True, slots=True)
class Move:
    """One person's change of place.

    Parameters
    ----------
    person
        Position of the person.
    before, after
        Position of the vacancy, -1 for none.
    score_before, score_after
        What the pair is worth, 0 without a vacancy.
    """

    person: int
    before: int
    after: int
    score_before: int
    score_after: int


def moves_between(market: Market, before: Ints, after: Ints, people: Sequence[int]) -> list[Move]:
    """Gives the moves of some people who have another vacancy in one plan than in the other.

    Parameters
    ----------
    market
        The market; its scores of pairs are those before any change.
    before, after
        The vacancy of each laborer in either plan, -1 for nobody.
    people
        Positions of those who moved.
    """
    who = np.array(people, np.int64)
    rows = zip(
        people,
        before[who].tolist(),
        after[who].tolist(),
        _worth(market, who, before[who]),
        _worth(market, who, after[who]),
        strict=True,
    )
    return [Move(*row) for row in rows]


def along_the_way(moves: Sequence[Move], first: Iterable[int]) -> tuple[Move, ...]:
    """Puts moves in the order in which they make each other necessary.

    From the first person to the one displaced by that, and so on; then to the one who fills the
    place that was left, and who fills theirs. Whatever else moves follows by rising position.

    Parameters
    ----------
    moves
        The moves, in any order.
    first
        The people with whom the change began.
    """
    left = {move.person: move for move in sorted(moves, key=lambda move: move.person)}
    told: list[Move] = []
    for person in (*first, *list(left)):
        start = left.pop(person, None)
        if start is None:
            continue
        told.append(start)
        told += _displaced(left, start.after)
        told += _filling(left, start.before)
    return tuple(told)


def _displaced(left: dict[int, Move], vacancy: int) -> Iterable[Move]:
    """Yields who leaves a vacancy, then who leaves where that one goes, and so on."""
    while found := _take(left, attrgetter("before"), vacancy):
        yield found
        vacancy = found.after


def _filling(left: dict[int, Move], vacancy: int) -> Iterable[Move]:
    """Yields who comes to a vacancy, then who comes to where that one was, and so on."""
    while found := _take(left, attrgetter("after"), vacancy):
        yield found
        vacancy = found.before


def _take(left: dict[int, Move], side: Callable[[Move], int], vacancy: int) -> Move | None:
    if vacancy == NOBODY:
        return None
    found = next((move for move in left.values() if side(move) == vacancy), None)
    return None if found is None else left.pop(found.person)


def _worth(market: Market, people: Ints, vacancies: Ints) -> list[int]:
    is_held = vacancies != NOBODY
    worth = np.zeros(len(people), np.int64)
    worth[is_held] = worth_of_pairs(market, people[is_held], vacancies[is_held])
    listed: list[int] = worth.tolist()
    return listed
