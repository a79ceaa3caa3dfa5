"""Stability and envy of a plan, counted over all pairs.

A pair of a person and a post **blocks** a plan if the person ranks the post above the one held (or
holds none), and the post has a free seat or a holder with a lower score than the person's. A
person **envies** a holder with reason if the person ranks the holder's post higher and has the
higher score there. Equal ranks and equal scores block nothing.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.explain.envy_ranking import Rows, in_blocks
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.plain import FORBIDDEN
from matching.solvers.solution import NOBODY

NO_POST = -1
"""What somebody without a post holds, below every rank."""


@dataclass(frozen=True, slots=True)
class EnvyReport:
    """How many pairs and people have something against a plan.

    Parameters
    ----------
    blocking_pairs, blocking_people, blocking_vacancies
        Pairs that block the plan, and the people and vacancies in them.
    pairs_at_free_seats
        How many of these pairs are at a vacancy with a free seat.
    envious_pairs, envious_people, envied_people
        Pairs of people with justified envy, who envies and who is envied.
    """

    blocking_pairs: int
    blocking_people: int
    blocking_vacancies: int
    pairs_at_free_seats: int
    envious_pairs: int
    envious_people: int
    envied_people: int

    @property
    def is_stable(self) -> bool:
        """Whether nothing blocks the plan."""
        return self.blocking_pairs == 0

    @property
    def is_envy_free(self) -> bool:
        """Whether nobody envies with reason."""
        return self.envious_pairs == 0


def envy_of(market: Market, ranking: Market, plan: Ints) -> EnvyReport:
    """Counts what blocks a plan and who envies whom with reason.

    Parameters
    ----------
    market
        The market; employers go by its scores.
    ranking
        The market as people rank it, with the same rules (``ranking_by``).
    plan
        The vacancy of each laborer, -1 for nobody; every pair feasible.
    """
    everybody = np.arange(market.laborer_count)
    own_scores = Rows(market)
    own_ranks = own_scores if ranking is market else Rows(ranking)
    holders = _Holders(market, plan, own_scores)
    count = _Count(market)
    for people in in_blocks(market, everybody):
        scores = own_scores.of(people)
        ranks = scores if own_ranks is own_scores else own_ranks.of(people)
        held = _held(ranks, plan[people])
        count.add(people, (ranks > held[:, None]) & (scores != FORBIDDEN), scores, holders)
    return EnvyReport(
        blocking_pairs=count.blocking,
        blocking_people=int(count.is_blocking_person.sum()),
        blocking_vacancies=int(count.is_blocking_vacancy.sum()),
        pairs_at_free_seats=count.at_free_seats,
        envious_pairs=count.envious,
        envious_people=int(count.is_envious.sum()),
        envied_people=int((holders.score < count.most_wanted[holders.vacancy]).sum()),
    )


def _held(figures: np.ndarray, plan: Ints) -> Ints:
    """Gives each laborer's figure at the vacancy held, ``NO_POST`` without one."""
    at = np.where(plan == NOBODY, 0, plan)
    if not figures.shape[1]:
        return np.full(len(plan), NO_POST, np.int64)
    found = figures[np.arange(len(plan)), at].astype(np.int64)
    return np.where(plan == NOBODY, NO_POST, found)


class _Holders:
    """Who holds a seat, by vacancy and by rising score.

    Parameters
    ----------
    market, plan
        The market and its plan.
    rows
        Of the market's scores.
    """

    def __init__(self, market: Market, plan: Ints, rows: Rows) -> None:
        placed = np.flatnonzero(plan != NOBODY)
        score = np.zeros(len(placed), np.int64)
        done = 0
        for people in in_blocks(market, placed):
            score[done : done + len(people)] = _held(rows.of(people), plan[people])
            done += len(people)
        order = np.lexsort((score, plan[placed]))
        self.vacancy = plan[placed][order]
        self.score = score[order]
        taken = np.bincount(self.vacancy, minlength=market.vacancy_count)
        self.first = np.concatenate([[0], np.cumsum(taken)])
        self.has_free_seat: Bools = taken < market.seats
        lowest = np.full(market.vacancy_count, LARGEST_SCORE, np.int64)
        has_holder = taken > 0
        lowest[has_holder] = self.score[self.first[:-1][has_holder]]
        self.lowest = lowest
        self.keys = self.vacancy * LARGEST_SCORE + self.score

    def below(self, vacancies: Ints, scores: Ints) -> Ints:
        """Counts the holders of each vacancy with a lower score."""
        found = np.searchsorted(self.keys, vacancies * LARGEST_SCORE + scores, side="left")
        counts: Ints = found - self.first[vacancies]
        return counts


class _Count:
    """What was counted so far.

    Parameters
    ----------
    market
        The market.
    """

    def __init__(self, market: Market) -> None:
        self.blocking = self.at_free_seats = self.envious = 0
        self.is_blocking_person: Bools = np.zeros(market.laborer_count, np.bool_)
        self.is_blocking_vacancy: Bools = np.zeros(market.vacancy_count, np.bool_)
        self.is_envious: Bools = np.zeros(market.laborer_count, np.bool_)
        self.most_wanted: Ints = np.full(market.vacancy_count, NO_POST, np.int64)

    def add(self, people: Ints, prefers: Bools, scores: np.ndarray, holders: _Holders) -> None:
        """Counts the pairs of some people with the vacancies that they prefer."""
        is_stronger = prefers & (scores > holders.lowest)
        at_free = prefers & holders.has_free_seat
        is_blocking = is_stronger | at_free
        self.blocking += int(is_blocking.sum())
        self.at_free_seats += int(at_free.sum())
        self.is_blocking_person[people] = is_blocking.any(axis=1)
        self.is_blocking_vacancy |= is_blocking.any(axis=0)
        row, vacancy = np.nonzero(is_stronger)
        score = scores[row, vacancy].astype(np.int64)
        self.envious += int(holders.below(vacancy, score).sum())
        self.is_envious[people] = is_stronger.any(axis=1)
        np.maximum.at(self.most_wanted, vacancy, score)
