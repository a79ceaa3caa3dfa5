"""Why a placed person is at this vacancy: the score in parts, and the two next best beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.solved_market import SolvedMarket, inverse
from matching.market.judged import parts_of_pairs, worth_of_pairs
from matching.pairs.at_prices import NONE, best_beside
from matching.solvers.solution import NOBODY

NEXT_BEST = 2
"""Vacancies told beside the plan's."""


@dataclass(frozen=True, slots=True)
class NextBest:
    """A feasible vacancy beside the plan's.

    Parameters
    ----------
    vacancy
        Position of the vacancy.
    score, price, net
        s_ij, p_j and s_ij - p_j.
    score_less, net_less
        What the plan's pair is ahead in score, which may be below 0, and in net value, which is
        not: in a proven plan nobody finds more at these prices.
    """

    vacancy: int
    score: int
    price: int
    net: int
    score_less: int
    net_less: int


@dataclass(frozen=True, slots=True)
class WhyPair:
    """Why a pair is in the plan.

    Parameters
    ----------
    person, vacancy
        Positions of the pair.
    parts, contributions
        Each part's figure, 0 to 1000, and what it adds to the score.
    score, price, net
        s_ij, p_j and s_ij - p_j.
    further
        The next best, up to two: by net value, then by score, then in the market's order.
    """

    person: int
    vacancy: int
    parts: Mapping[str, int]
    contributions: Mapping[str, int]
    score: int
    price: int
    net: int
    further: tuple[NextBest, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WhyPairs:
    """The reasons of many pairs of the plan in columns, a row each.

    Parameters
    ----------
    person, vacancy, score, price
        The pairs.
    parts
        The figure of each part, by its name.
    weights
        What a point of each part counts, by its name.
    next_vacancy, next_score, next_price
        People by places; the vacancy is -1 where there is no further one.
    """

    person: Ints
    vacancy: Ints
    score: Ints
    price: Ints
    parts: Mapping[str, Ints]
    weights: Mapping[str, int]
    next_vacancy: Ints
    next_score: Ints
    next_price: Ints

    def __len__(self) -> int:
        return len(self.person)

    def told(self, row: int) -> WhyPair:
        """Gives the reasons of one row."""
        score, price = int(self.score[row]), int(self.price[row])
        parts = {name: int(figures[row]) for name, figures in self.parts.items()}
        return WhyPair(
            person=int(self.person[row]),
            vacancy=int(self.vacancy[row]),
            parts=parts,
            contributions={name: self.weights[name] * figure for name, figure in parts.items()},
            score=score,
            price=price,
            net=score - price,
            further=tuple(self._further(row, score, score - price)),
        )

    def _further(self, row: int, score: int, net: int) -> Iterator[NextBest]:
        columns = (self.next_vacancy, self.next_score, self.next_price)
        for vacancy, other, paid in zip(*(one[row].tolist() for one in columns), strict=True):
            if vacancy != NOBODY:
                left = other - paid
                yield NextBest(vacancy, other, paid, left, score - other, net - left)


def why_pairs(solved: SolvedMarket, people: Ints) -> WhyPairs:
    """Gives the reasons of the pairs that the plan makes of some people.

    Parameters
    ----------
    solved
        The solved market.
    people
        Positions of people with a vacancy.
    """
    folded, market = solved.scanner.folded, solved.market
    price = solved.solution.vacancy_price
    vacancy = solved.solution.vacancy_of_laborer[people]
    own = inverse(folded.vacancy_at)[vacancy]
    asked = (solved.folded_laborer[people], own, NEXT_BEST)
    found, score = best_beside(folded, price[folded.vacancy_at], *asked)
    is_found = found != NONE
    further = np.where(is_found, folded.vacancy_at[found], NOBODY)
    return WhyPairs(
        person=people,
        vacancy=vacancy,
        score=worth_of_pairs(market, people, vacancy),
        price=price[vacancy],
        parts=parts_of_pairs(market, people, vacancy),
        weights={part.name: part.weight for part in market.parts},
        next_vacancy=further,
        next_score=np.where(is_found, score, 0).astype(np.int64),
        next_price=np.where(is_found, price[further], 0),
    )
