"""A reason for every pair of a market, a block of laborers at a time; nothing is stored for all.

A forbidden pair has the rules that forbid it. A feasible one has its slack u_i + p_j - s_ij: the
pair would need at least so many points more to be in any best plan, for by the bound of the prices
forcing it loses no less. Slack 0 is what every pair of every best plan has.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.explain.solved_market import SolvedMarket, inverse
from matching.market.judged import Masks, kinds_of_laborers, reasons_of
from matching.pairs.compiled import compiled
from matching.pairs.every_pair import scores_of_rows
from matching.pairs.plain import FORBIDDEN

BLOCK_PAIRS = 4_000_000
"""Pairs told together; bounds the memory."""

NO_SLACK = -1
"""Stands for the slack of a forbidden pair."""

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class PairReasons:
    """The reasons of all pairs of a block of laborers.

    Parameters
    ----------
    people
        Positions of the laborers; vacancies are in the market's order.
    slack
        int32 (people, vacancies): u_i + p_j - s_ij, ``NO_SLACK`` where a rule forbids the pair.
    kind
        For each of the people the row of ``masks``.
    masks
        uint32 (kinds, vacancies): bit k for rule k that forbids the pair. Rules treat all laborers
        of a kind alike.
    """

    people: Ints
    slack: Int32s
    kind: Ints
    masks: Masks


def every_pair(solved: SolvedMarket) -> Iterator[PairReasons]:
    """Yields the reasons of every pair of a solved market.

    Parameters
    ----------
    solved
        The solved market. Without a proof the slack is still what the prices say.
    """
    market, folded = solved.market, solved.scanner.folded
    kinds = kinds_of_laborers(market)
    order = np.argsort(kinds.of_row, kind="stable").astype(np.int64)
    place = inverse(folded.vacancy_at)
    vacancies = np.arange(market.vacancy_count, dtype=np.int64)
    step = max(1, BLOCK_PAIRS // max(1, market.vacancy_count))
    for start in range(0, len(order), step):
        people = order[start : start + step]
        first, last = int(kinds.of_row[people[0]]), int(kinds.of_row[people[-1]])
        scores = scores_of_rows(folded, solved.folded_laborer[people])
        slack = np.empty_like(scores)
        surplus = solved.solution.laborer_surplus[people]
        _fill_slack(scores, place, surplus, solved.solution.vacancy_price, slack)
        masks = reasons_of(market, kinds.example[first : last + 1], vacancies)
        yield PairReasons(people, slack, kinds.of_row[people] - first, masks)


@compiled
def _fill_slack(scores: Int32s, place: Ints, surplus: Ints, price: Ints, slack: Int32s) -> None:
    """Fills the slack of each pair, vacancies in the market's order."""
    for row in range(len(scores)):
        for vacancy in range(len(place)):
            score = scores[row, place[vacancy]]
            paid = surplus[row] + price[vacancy]
            slack[row, vacancy] = NO_SLACK if score == FORBIDDEN else paid - score
