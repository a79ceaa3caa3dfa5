"""The best feasible pairs beside the plan's, for everybody with a vacancy.

Each person's few best come from one scan at the final prices. Where more vacancies than a list
holds are worth exactly the same, which of them come first is not known yet: those people are looked
at again with longer lists, and the last of them over all their pairs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.explain.solved_market import SolvedMarket, inverse
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.market import LARGEST_SCORE
from matching.pairs.plain import FORBIDDEN

LIST_LENGTHS = (4, 32)
"""The plan's, two further, and one that shows whether the second is clearly better."""

BLOCK_PAIRS = 2_000_000
"""Pairs written out together; bounds the memory."""

NOTHING = -(2**62)
"""Below the key of every pair."""


@dataclass(frozen=True, slots=True, eq=False)
class FurtherPairs:
    """Pairs by person, the best first; positions in the market."""

    person: Ints
    vacancy: Ints
    score: Ints
    place: Ints


def further_pairs(solved: SolvedMarket, most: int) -> FurtherPairs:
    """Gives each placed person up to ``most`` vacancies beside the plan's.

    The best are those of the highest net value, score less price; ties go to the higher score, then
    to the earlier vacancy.

    Parameters
    ----------
    solved
        The solved market.
    most
        At most two less than the shortest list.
    """
    asked = np.flatnonzero(solved.has_vacancy)
    found = []
    for length in LIST_LENGTHS:
        pairs, asked = _listed(solved, asked, length, most)
        found.append(pairs)
    found.extend(_written_out(solved, asked, most))
    joined = FurtherPairs(
        *(
            np.concatenate([getattr(pairs, name) for pairs in found])
            for name in ("person", "vacancy", "score", "place")
        )
    )
    return _taken(joined, np.lexsort((joined.place, joined.person)))


def _listed(solved: SolvedMarket, asked: Ints, length: int, most: int) -> tuple[FurtherPairs, Ints]:
    """Gives the pairs of people whose list settles them, and the people whose list does not."""
    folded = solved.scanner.folded
    above = np.full(folded.laborer_count, LARGEST_SCORE)
    above[solved.folded_laborer[asked]] = -LARGEST_SCORE
    price = solved.solution.vacancy_price[folded.vacancy_at]
    arcs = solved.scanner.arcs_above(price, above, length)
    net = arcs.score - price[arcs.vacancy]
    counts = np.diff(arcs.start)
    is_full = np.zeros(folded.laborer_count, np.bool_)
    lowest = np.zeros(folded.laborer_count, np.int64)
    is_full[folded.laborer_at] = counts == length
    lowest[folded.laborer_at[counts > 0]] = net[arcs.start[1:][counts > 0] - 1]

    person, vacancy = folded.laborer_at[arcs.laborer], folded.vacancy_at[arcs.vacancy]
    others = np.flatnonzero(solved.solution.vacancy_of_laborer[person] != vacancy)
    order = others[np.lexsort((vacancy[others], -arcs.score[others], -net[others], person[others]))]
    person, net = person[order], net[order]
    place = _places(person)
    is_last = (place == most - 1) & is_full[person] & (lowest[person] == net)
    unsure = person[is_last]
    is_kept = (place < most) & ~_is_among(person, unsure, folded.laborer_count)
    pairs = FurtherPairs(person, vacancy[order], arcs.score[order], place)
    return _taken(pairs, np.flatnonzero(is_kept)), unsure


def _written_out(solved: SolvedMarket, asked: Ints, most: int) -> Iterator[FurtherPairs]:
    """Looks at all pairs of a few people at a time."""
    folded = solved.scanner.folded
    column = inverse(folded.vacancy_at)
    step = max(1, BLOCK_PAIRS // max(1, folded.vacancy_count))
    for start in range(0, len(asked), step):
        people = asked[start : start + step]
        row = np.arange(len(people))
        score = scores_of_rows(folded, solved.folded_laborer[people])[:, column].astype(np.int64)
        key = (score - solved.solution.vacancy_price) * LARGEST_SCORE + score
        key[score == FORBIDDEN] = NOTHING
        key[row, solved.solution.vacancy_of_laborer[people]] = NOTHING
        for place in range(most):
            best = key.argmax(axis=1)
            is_any = key[row, best] != NOTHING
            yield FurtherPairs(
                people[is_any],
                best[is_any],
                score[row, best][is_any],
                np.full(int(is_any.sum()), place),
            )
            key[row, best] = NOTHING


def _places(person: Ints) -> Ints:
    """Numbers equal neighbours from 0."""
    is_first = np.ones(len(person), np.bool_)
    is_first[1:] = person[1:] != person[:-1]
    first = np.flatnonzero(is_first)
    place: Ints = np.arange(len(person)) - first[np.cumsum(is_first) - 1]
    return place


def _is_among(person: Ints, members: Ints, count: int) -> Bools:
    is_member = np.zeros(count, np.bool_)
    is_member[members] = True
    found: Bools = is_member[person]
    return found


def _taken(pairs: FurtherPairs, at: Ints) -> FurtherPairs:
    return FurtherPairs(pairs.person[at], pairs.vacancy[at], pairs.score[at], pairs.place[at])
