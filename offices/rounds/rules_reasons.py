"""Why somebody has no offer where joint rules bind the plan, and which further offers they leave.

Only what the plan and the rules show is said: whose posts are all full, who goes with a group that
was not placed, and where posts with free seats are closed to the person, the rules that close them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matching.columns.arrays import Ints
from matching.constraints.assembled import Assembled
from matching.explain.non_offers import NO_VACANCIES, NO_VACANCY_PASSES
from matching.explain.solved_market import SolvedMarket
from matching.market.judged import reasons_of
from matching.solvers.solution import NOBODY
from offices.rounds.results import OfferRows, WithoutOffer
from offices.rounds.rules_moves import OPEN, Moves

GROUP = "group"
"""The person goes with others, and the group was not placed."""

RULED = "ruled"
"""Posts with free seats pass, and joint rules close each of them."""

LEFT_OVER = "left_over"
"""A post with a free seat is open to the person: the plan may lack this much of the best."""

OUTCOMPETED = "outcompeted"
"""Every post that passes is full."""

CHUNK_CELLS = 2_000_000
"""Pairs looked at together; bounds the memory."""

PROVEN_WITHOUT_RULES = (NO_VACANCIES, NO_VACANCY_PASSES)
"""Reasons that hold whatever the plan."""


@dataclass(frozen=True, slots=True, eq=False)
class RuledPlan:
    """A plan under rules, to be asked about single people.

    Parameters
    ----------
    solved
        The market with the plan.
    full
        The problem with its rules.
    moves
        The rules as they meet a single move.
    group_key
        Key of each group.
    """

    solved: SolvedMarket
    full: Assembled
    moves: Moves
    group_key: tuple[str, ...]


def reasons_under_rules(ruled: RuledPlan, non_offers: list[WithoutOffer]) -> list[WithoutOffer]:
    """Gives everybody without an offer the reason that holds under the rules.

    Parameters
    ----------
    ruled
        The plan.
    non_offers
        As told without looking at joint rules, in any order.
    """
    keys = ruled.solved.data.people.key
    order = np.argsort(keys, kind="stable")
    asked = np.array([one.person_id for one in non_offers], np.int64)
    position = order[np.searchsorted(keys[order], asked)]
    is_open = np.array([one.reason not in PROVEN_WITHOUT_RULES for one in non_offers], np.bool_)
    told = dict(_told(ruled, position[is_open]))
    return [
        replace(one, reason=told[at][0], facts=told[at][1], change=None) if at in told else one
        for one, at in zip(non_offers, position.tolist(), strict=True)
    ]


def offers_under_rules(ruled: RuledPlan, offers: OfferRows) -> OfferRows:
    """Keeps the further offers that the person could take alone without breaking a rule."""
    data = ruled.solved.data
    person = _positions(data.people.key, offers.person_id)
    vacancy = _positions(data.vacancies.key, offers.vacancy_id)
    against = ruled.moves.against(person, vacancy)
    kept = np.flatnonzero((offers.rank == 1) | (against == OPEN))
    first = offers.rank[kept] == 1
    start = np.maximum.accumulate(np.where(first, np.arange(len(kept)), 0))
    return OfferRows(
        person_id=offers.person_id[kept],
        vacancy_id=offers.vacancy_id[kept],
        rank=(np.arange(len(kept)) - start + 1).astype(np.int64),
        score=offers.score[kept],
        told=lambda at: offers.told(kept[at]),
    )


def _positions(keys: Ints, asked: Ints) -> Ints:
    order = np.argsort(keys, kind="stable")
    found: Ints = order[np.searchsorted(keys[order], asked)]
    return found


def _told(ruled: RuledPlan, people: Ints) -> Iterator[tuple[int, tuple[str, Mapping[str, Any]]]]:
    solved = ruled.solved
    posts, plan = solved.data.vacancies, solved.solution.vacancy_of_laborer
    taken = np.bincount(plan[plan != NOBODY], minlength=len(posts))
    free = np.flatnonzero(taken < posts.seats)
    grouped = ruled.full.problem.groups.of_laborer[people] >= 0
    for person in people[grouped].tolist():
        yield person, (GROUP, _group_facts(ruled, person))
    alone = people[~grouped]
    step = max(1, CHUNK_CELLS // max(1, len(free)))
    for start in range(0, len(alone), step):
        chunk = alone[start : start + step]
        row, column = np.nonzero(reasons_of(solved.market, chunk, free) == 0)
        against = ruled.moves.against(chunk[row], free[column])
        for at, person in enumerate(chunk.tolist()):
            mine = against[row == at]
            yield person, _single(int(solved.feasible[person]), mine)


def _single(feasible: int, against: np.ndarray) -> tuple[str, Mapping[str, Any]]:
    closed = Counter(code for code in against.tolist() if code != OPEN)
    if not len(against):
        return OUTCOMPETED, {"feasible": feasible}
    if closed.total() < len(against):
        return LEFT_OVER, {"feasible": feasible, "open": len(against) - closed.total()}
    by_rule = dict(sorted(closed.items(), key=lambda item: (-item[1], item[0])))
    return RULED, {"feasible": feasible, "free": len(against), "blocked_by": by_rule}


def _group_facts(ruled: RuledPlan, person: int) -> Mapping[str, Any]:
    """Counts the group, and the sites at which each of it passes."""
    groups = ruled.full.problem.groups
    group = int(groups.of_laborer[person])
    members = np.flatnonzero(groups.of_laborer == group)
    sites = groups.site_of_vacancy[groups.kind[group]]
    every = np.arange(len(sites))
    passes = reasons_of(ruled.solved.market, members, every) == 0
    of_each = [set(sites[row].tolist()) for row in passes]
    together = set.intersection(*of_each) - {-1}
    return {
        "group": ruled.group_key[group],
        "people": len(members),
        "feasible": int(ruled.solved.feasible[person]),
        "sites": len(together),
    }
