"""The pairs that a best plan may use: those whose score is just what prices and surplus ask.

If plan and prices prove each other, so do every other best plan and these prices. Hence every best
plan lies within the tight pairs, and the best plans on the tight pairs are all best plans.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.pairs.figures import joint_classes
from matching.pairs.folded import Folded
from matching.pairs.scanner import Scanner
from matching.pairs.wide import CLOSING_PRICE, Listed, wide_pairs_above
from matching.solvers.solution import NOBODY

LENGTH = 16
"""Tight pairs of a laborer listed in one pass; where scores are many, few have more than three."""

MOST_PASSES = 8
"""Lists that take more further passes over all pairs than this are left as they are: scores are so
alike that lists of all tight pairs would not fit."""

FREE_LOOKS = 2**26
"""So many pairs may be looked at in any market."""

NONE_WANTED = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class TightPairs:
    """Tight pairs by laborer, in the folded order.

    Parameters
    ----------
    start
        The first pair of each laborer, and the number of pairs.
    vacancy, score
        Of each pair.
    is_complete
        Whether these are all; if not, those of a given plan are among them.
    """

    start: Ints
    vacancy: Ints
    score: Ints
    is_complete: bool

    @property
    def laborer(self) -> Ints:
        """The laborer of each pair."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def tight_pairs(scanner: Scanner, price: Ints, net: Ints, plan: Ints) -> TightPairs:
    """Lists the pairs of score less price as given, passing again where a list is full.

    Parameters
    ----------
    scanner
        The market.
    price
        p_j (vacancies, folded).
    net
        Of each laborer (folded), the net value of tight pairs; no pair has more.
    plan
        A plan within the tight pairs, -1 for nobody.
    """
    people, posts = scanner.folded.laborer_count, scanner.folded.vacancy_count
    looks = max(FREE_LOOKS, MOST_PASSES * people * posts)
    if int(net.min(initial=0)) <= scanner.top_score - CLOSING_PRICE:
        looks = 0  # prices so high that no part of the vacancies can be closed by its price
    found, is_complete = [], True
    left = [(net - 1, 0, posts)]
    while left:
        above, begin, end = left.pop()
        listed = wide_pairs_above(scanner, _closed(price, begin, end), above, LENGTH)
        listings = np.bincount(listed.laborer, minlength=people)
        is_full = (listings >= LENGTH) & (end - begin > LENGTH)
        looks -= 2 * posts * int(np.count_nonzero(is_full))
        if is_full.any() and looks >= 0:
            middle = (begin + end) // 2
            further = np.where(is_full, above, NONE_WANTED)
            left += [(further, begin, middle), (further, middle, end)]
            listed = _of_laborers(listed, ~is_full)
        elif is_full.any():
            is_complete = False
        found.append(listed)
    if not is_complete:
        found.append(_of_plan(net, price, plan))
    return _joined(found, people, posts, is_complete=is_complete)


def equal_laborers(market: Folded) -> Ints:
    """Numbers laborers (folded) so that those of one number have equal scores everywhere.

    Parameters
    ----------
    market
        The market.
    """
    columns = [market.group_of, *market.major.start, *market.blocks.start]
    columns += [*market.gathered.start, *market.words.laborer, *market.words.barred]
    columns += [market.curve.level, *market.curve.lifts.start]
    if len(market.opening.of_laborer):
        columns.append(market.opening.of_laborer)
    return joint_classes(
        np.zeros(market.laborer_count, np.int64), [column.astype(np.int64) for column in columns]
    )


def _closed(price: Ints, begin: int, end: int) -> Ints:
    """Closes all vacancies but those from `begin` to `end` by their price."""
    if end - begin == len(price):
        return price
    prices = np.full_like(price, CLOSING_PRICE)
    prices[begin:end] = price[begin:end]
    return prices


def _of_laborers(listed: Listed, is_wanted: Bools) -> Listed:
    kept = is_wanted[listed.laborer]
    return Listed(listed.laborer[kept], listed.vacancy[kept], listed.score[kept])


def _of_plan(net: Ints, price: Ints, plan: Ints) -> Listed:
    placed = np.flatnonzero(plan != NOBODY)
    return Listed(placed, plan[placed], net[placed] + price[plan[placed]])


def _joined(found: list[Listed], people: int, posts: int, *, is_complete: bool) -> TightPairs:
    laborer = np.concatenate([listed.laborer for listed in found])
    vacancy = np.concatenate([listed.vacancy for listed in found])
    score = np.concatenate([listed.score for listed in found])
    _, kept = np.unique(laborer * posts + vacancy, return_index=True)
    counts = np.bincount(laborer[kept], minlength=people)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return TightPairs(start, vacancy[kept], score[kept], is_complete)
