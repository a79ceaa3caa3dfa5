"""Decisions about single pairs: pins, standing offers, bans, overrides; the person's own floor."""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.constraints.declared import Decided, Decision, OwnBest
from matching.constraints.keys import positions
from matching.market.judged import worth_of_pairs
from matching.pairs.market import LARGEST_SCORE, Market
from matching.pairs.plain import FORBIDDEN, scores_of_block
from matching.pairs.scanner import Scanner
from matching.solvers.joint.forms import Patches

CODE = "constraint.decided"

LAW = (
    "rule.work_ability",
    "rule.minors",
    "rule.lawful_claims",
    "rule.minimum_wage",
    "rule.certificates",
)
"""Rules that no officer can set aside."""

WISH = (
    "rule.wage_floor",
    "rule.excluded_occupation",
    "rule.excluded_place",
    "rule.limit_place",
    "rule.season",
)
"""The person's own word: it changes with the person's next survey, not by an officer."""

PINS = (Decision.PIN, Decision.STANDING)


def patches_of(
    data: MarketData, market: Market, decided: tuple[Decided, ...], own_best: tuple[OwnBest, ...]
) -> Patches:
    """Gives decisions in the solver's form; those on people or posts not in the market fall away.

    Parameters
    ----------
    data, market
        The market.
    decided
        The decisions, checked.
    own_best
        The floors; the strictest holds.
    """
    score: dict[tuple[int, int], int] = {}
    fixed: list[int] = []
    for one in sorted(decided, key=lambda one: one.decision in PINS):
        pair = pair_of(data, one)
        if pair is None:
            continue
        if one.decision == Decision.OVERRIDE:
            score[pair] = int(worth_of_pairs(market, *_as_arrays(pair))[0])
        elif one.decision == Decision.BAN:
            score[pair] = FORBIDDEN
        else:
            fixed.append(pair[0])
            others = [vacancy for vacancy in range(len(data.vacancies)) if vacancy != pair[1]]
            score.update(dict.fromkeys(((pair[0], vacancy) for vacancy in others), FORBIDDEN))
    pairs = np.array(sorted(score), np.int64).reshape(-1, 2)
    return Patches(
        laborer=pairs[:, 0],
        vacancy=pairs[:, 1],
        score=np.array([score[pair] for pair in sorted(score)], np.int64),
        fixed=np.unique(np.array(fixed, np.int64)),
        least_score=least_scores(data, market, decided, own_best) if own_best else None,
    )


def pair_of(data: MarketData, decided: Decided) -> tuple[int, int] | None:
    """Gives the positions of a decision's pair, None where one of them is not in the market."""
    person = positions(data.people.key, (decided.person,))
    vacancy = positions(data.vacancies.key, (decided.vacancy,))
    return (int(person[0]), int(vacancy[0])) if len(person) and len(vacancy) else None


def least_scores(
    data: MarketData, market: Market, decided: tuple[Decided, ...], own_best: tuple[OwnBest, ...]
) -> Ints:
    """Gives of each laborer the least score that a post may have: the own best less the limit.

    The best of the posts with seats, bans left out; 0 for people whom an officer decided about.

    Parameters
    ----------
    data, market
        The market.
    decided
        The decisions.
    own_best
        The floors, at least one.
    """
    scanner = Scanner(market)
    closed = np.where(market.seats > 0, 0, LARGEST_SCORE - 1)
    found = scanner.best_nets(closed[scanner.folded.vacancy_at])
    best = np.empty_like(found)
    best[scanner.folded.laborer_at] = found
    pairs = [(one.decision, pair_of(data, one)) for one in decided]
    banned = {pair for kind, pair in pairs if kind == Decision.BAN and pair is not None}
    posts = np.arange(market.vacancy_count)
    for person in {pair[0] for pair in banned}:
        row = scores_of_block(market, np.array([person], np.int64), posts)[0]
        row[market.seats == 0] = FORBIDDEN
        row[[pair[1] for pair in banned if pair[0] == person]] = FORBIDDEN
        best[person] = row.max(initial=FORBIDDEN)
    least = np.maximum(best - min(limit.most_below for limit in own_best), 0)
    chosen = [pair[0] for kind, pair in pairs if kind != Decision.BAN and pair is not None]
    least[chosen] = 0
    return least


def _as_arrays(pair: tuple[int, int]) -> tuple[Ints, Ints]:
    return np.array(pair[:1], np.int64), np.array(pair[1:], np.int64)
