"""The best feasible pairs beside the plan's, for everybody with a vacancy."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.explain.solved_market import SolvedMarket, inverse
from matching.pairs.at_prices import NONE, best_beside


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
        At least 1.
    """
    folded, solution = solved.scanner.folded, solved.solution
    people = np.flatnonzero(solved.has_vacancy)
    own = inverse(folded.vacancy_at)[solution.vacancy_of_laborer[people]]
    price = solution.vacancy_price[folded.vacancy_at]
    vacancy, score = best_beside(folded, price, solved.folded_laborer[people], own, most)
    row, place = np.nonzero(vacancy != NONE)
    return FurtherPairs(
        person=people[row],
        vacancy=folded.vacancy_at[vacancy[row, place]],
        score=score[row, place].astype(np.int64),
        place=place,
    )
