"""The offers of everybody who has one: the plan's, and up to two further feasible ones."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.further_pairs import further_pairs
from matching.explain.pair_facts import PairTables, Told, pair_tables, told_of_pairs
from matching.explain.solved_market import SolvedMarket
from matching.market.judged import worth_of_pairs

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
    tables
        What the figures behind the pairs are looked up in, when they are asked for.
    """

    person: Ints
    vacancy: Ints
    rank: Ints
    score: Ints
    tables: PairTables

    def __len__(self) -> int:
        return len(self.person)

    def told(self, at: Ints) -> Told:
        """Gives the score parts of some offers and the figures behind them."""
        return told_of_pairs(self.tables, self.person[at], self.vacancy[at])


def offers_of(solved: SolvedMarket) -> Offers:
    """Gives each placed person the plan's vacancy and the further ones of the highest net value.

    Net value is score less the vacancy's price: what the pair is worth above what its seat is
    worth to others. Ties go to the higher score, then to the earlier vacancy.

    Parameters
    ----------
    solved
        The solved market.
    """
    placed = np.flatnonzero(solved.has_vacancy)
    planned = solved.solution.vacancy_of_laborer[placed]
    further = further_pairs(solved, FURTHER_OFFERS)
    person = np.concatenate([placed, further.person])
    vacancy = np.concatenate([planned, further.vacancy])
    score = np.concatenate([worth_of_pairs(solved.market, placed, planned), further.score])
    rank = np.concatenate([np.ones(len(placed), np.int64), further.place + 2])
    order = np.lexsort((rank, person))
    return Offers(
        person=person[order],
        vacancy=vacancy[order],
        rank=rank[order],
        score=score[order],
        tables=pair_tables(solved.data, solved.market),
    )
