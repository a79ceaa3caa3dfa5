"""Which changes to a person's own matters bring a place, each tried on the plan of everybody else.

At proving prices p a person whom everybody else's plan leaves nothing can be placed only where the
score reaches p_j. So only vacancies that pass this are worth opening; whether opening them is
enough is tried, not guessed.
"""

from collections.abc import Iterator

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.explain.solved_market import SolvedMarket
from matching.explain.ways_in_changed import row_after
from matching.explain.ways_in_without import WithoutPerson
from matching.explain.why_against import RuleAgainst, rules_against
from matching.market.judged import Masks, reasons_of, worth_of_pairs
from matching.market.rules import skill_level
from matching.market.rules.registry import RULES
from matching.pairs.market import Market

TRIES = 8
"""Changes of one rule's matter that are tried, the nearest first, before it is given up."""

RAISES_SCORE = frozenset({skill_level.RULE.code})
"""Rules whose change may raise the score of what it opens: a higher level fits better."""

PERSONAL = sum(1 << bit for bit, rule in enumerate(RULES) if rule.is_personal)
"""The mask of the rules about a person's own matters."""

Way = tuple[int, tuple[RuleAgainst, ...]]
"""A vacancy, and the rules to satisfy."""


def one_rule_ways(
    solved: SolvedMarket, others: WithoutPerson, person: int, *, surely: bool
) -> Iterator[Way]:
    """Yields for each rule of the person's own the nearest change that brings a place, if any.

    Parameters
    ----------
    solved
        The solved market.
    others
        The plan of everybody else.
    person
        Position of the person, whom the plan leaves without a vacancy.
    surely
        Whether every best plan has to place the person then, or some.
    """
    masks, pays = _masks(solved, person), _is_worth_opening(solved, person)
    for bit, rule in enumerate(RULES):
        if not rule.is_personal:
            continue
        is_worth = np.ones_like(pays) if rule.code in RAISES_SCORE else pays
        left = np.flatnonzero((masks == np.uint32(1 << bit)) & is_worth)
        for _ in range(TRIES):
            if not len(left):
                break
            change = rule.change(solved.data, person, left)
            if not len(change.opens):
                break
            against = (RuleAgainst(rule.code, change.facts, is_personal=True, can_change=True),)
            vacancy = _placed_by(solved, others, person, against, surely=surely)
            if vacancy >= 0:
                yield vacancy, against
                break
            left = np.setdiff1d(left, change.opens, assume_unique=True)


def several_rules_way(
    solved: SolvedMarket, others: WithoutPerson, person: int, *, surely: bool
) -> Way | None:
    """Finds a vacancy that several rules of the person's own forbid, and all of them bring.

    Those with the fewest rules are tried first, and of these where the score is most above the
    price; None if the first few bring no place.

    Parameters
    ----------
    solved
        The solved market.
    others
        The plan of everybody else.
    person
        Position of the person, whom the plan leaves without a vacancy.
    surely
        Whether every best plan has to place the person then, or some.
    """
    masks, pays = _masks(solved, person), _is_worth_opening(solved, person)
    counts = np.bitwise_count(masks)
    is_wanted = (counts > 1) & ((masks & ~np.uint32(PERSONAL)) == 0) & pays
    wanted = np.flatnonzero(is_wanted)
    ahead = _worth(solved.market, person)[wanted] - solved.solution.vacancy_price[wanted]
    order = np.lexsort((-ahead, counts[wanted]))
    for vacancy in wanted[order[:TRIES]].tolist():
        against = rules_against(solved.data, solved.market, person, vacancy)
        if all(one.can_change for one in against):
            placed = _placed_by(solved, others, person, against, surely=surely)
            if placed >= 0:
                return placed, against
    return None


def _placed_by(
    solved: SolvedMarket,
    others: WithoutPerson,
    person: int,
    against: tuple[RuleAgainst, ...],
    *,
    surely: bool,
) -> int:
    row = row_after(solved.data, solved.market, person, against)
    is_placed, vacancy = others.can_place(row, surely=surely)
    return vacancy if is_placed else -1


def _masks(solved: SolvedMarket, person: int) -> Masks:
    every = np.arange(solved.market.vacancy_count, dtype=np.int64)
    masks: Masks = reasons_of(solved.market, np.array([person], np.int64), every)[0]
    return masks


def _is_worth_opening(solved: SolvedMarket, person: int) -> Bools:
    return _worth(solved.market, person) >= solved.solution.vacancy_price


def _worth(market: Market, person: int) -> Ints:
    every = np.arange(market.vacancy_count, dtype=np.int64)
    return worth_of_pairs(market, np.full(len(every), person), every)
