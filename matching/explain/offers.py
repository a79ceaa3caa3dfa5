"""The offers of everybody who has one: the plan's, and up to two further feasible ones."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.explain.pair_facts import Facts, facts_of_pairs, part_rows
from matching.market.arcs import CandidateArcs
from matching.solvers.solution import NOBODY, Solution

FURTHER_OFFERS = 2
"""Offers beside the plan's: three in all, as offices recommend."""


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """One row per offer, by person and then by rank.

    Parameters
    ----------
    person, vacancy
        Positions in the market.
    rank
        1 the plan's, 2 and 3 further feasible ones.
    score
        The pair's score, 0 to 1,000,000.
    parts
        Score parts, 0 to 1000 by name.
    facts
        The figures behind the pair, see ``facts_of_pairs``.
    """

    person: Ints
    vacancy: Ints
    rank: Ints
    score: Ints
    parts: tuple[dict[str, int], ...]
    facts: tuple[Facts, ...]

    def __len__(self) -> int:
        return len(self.person)


def offers_of(arcs: CandidateArcs, solution: Solution) -> Offers:
    """Gives each placed person the plan's vacancy and the further arcs of the highest net value.

    Net value is score less the vacancy's price: what the pair is worth above what its seat is
    worth to others. Ties go to the higher score, then to the earlier vacancy.

    Parameters
    ----------
    arcs
        The market's candidate arcs.
    solution
        The plan on these arcs, with its prices.
    """
    chosen = _chosen_arcs(arcs, solution)
    order = np.concatenate(chosen)
    rank = np.concatenate([np.full(len(at), k + 1) for k, at in enumerate(chosen)])
    by_person = np.lexsort((rank, arcs.arc_laborer[order]))
    order, rank = order[by_person], rank[by_person].astype(np.int64)
    person = arcs.arc_laborer[order].astype(np.int64)
    vacancy = arcs.arc_vacancy[order].astype(np.int64)
    return Offers(
        person=person,
        vacancy=vacancy,
        rank=rank,
        score=arcs.arc_score[order],
        parts=part_rows(arcs.market, person, vacancy),
        facts=facts_of_pairs(arcs.data, arcs.market, person, vacancy),
    )


def _chosen_arcs(arcs: CandidateArcs, solution: Solution) -> list[Ints]:
    """Gives the arcs of rank 1, then those of rank 2, then those of rank 3."""
    planned = solution.vacancy_of_laborer[arcs.arc_laborer]
    is_planned = planned == arcs.arc_vacancy
    chosen = [np.flatnonzero(is_planned)]
    is_left = (planned != NOBODY) & ~is_planned
    net = arcs.arc_score - solution.vacancy_price[arcs.arc_vacancy]
    people = len(arcs.arcs_of_laborer)
    for _ in range(FURTHER_OFFERS):
        left = np.flatnonzero(is_left)
        best = _first_best(arcs.arc_laborer[left], people, net[left], arcs.arc_score[left])
        chosen.append(left[best])
        is_left[left[best]] = False
    return chosen


def _first_best(person: npt.NDArray[Any], people: int, net: Ints, score: Ints) -> Ints:
    """Gives the first position of the best net value, then score, of each person with any."""
    is_best = np.ones(len(person), np.bool_)
    for value in (net, score):
        is_best &= _is_highest(person, people, value, is_best)
    best = np.flatnonzero(is_best)
    _, first = np.unique(person[best], return_index=True)
    return best[first]


def _is_highest(person: npt.NDArray[Any], people: int, value: Ints, among: Bools) -> Bools:
    highest = np.full(people, np.iinfo(np.int64).min)
    np.maximum.at(highest, person[among], value[among])
    found: Bools = value == highest[person]
    return found
