"""Why a person is not at a vacancy: the rules against it, or those whose claim is stronger."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.explain.override_cost import cost_of
from matching.explain.override_moves import Move
from matching.explain.override_trials import Trials
from matching.explain.solved_market import SolvedMarket
from matching.explain.why_against import RuleAgainst, rules_against
from matching.market.judged import worth_of_pairs
from matching.solvers.repair.changes import Pin
from matching.solvers.solution import NOBODY


class Verdict(StrEnum):
    """Why the plan does not make a pair, or that it does."""

    HELD = "held"
    """The plan gives the person this vacancy."""
    FORBIDDEN = "forbidden"
    """Rules forbid the pair."""
    NO_SEATS = "no_seats"
    """The vacancy has no seat to give."""
    BY_LOT = "by_lot"
    """A plan of equal value makes the pair; lots decided between them."""
    PLACED_BETTER = "placed_better"
    """The person scores at least as much where the plan puts them, and the whole would lose."""
    OUTBID = "outbid"
    """The seats are worth more to others: with this pair the whole plan loses."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a seat of the vacancy asked about.

    Parameters
    ----------
    person
        Position of the person.
    score
        What the pair is worth.
    """

    person: int
    score: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a person is not at a vacancy.

    Parameters
    ----------
    person, vacancy
        Positions of the pair.
    verdict
        The reason.
    rules
        The rules that forbid the pair; empty unless ``FORBIDDEN``.
    score
        What the pair would be worth; also told where it is forbidden.
    own_vacancy, own_score
        Where the plan puts the person, -1 for nowhere, and what that is worth.
    holders
        Those who hold the vacancy's seats, the highest score first.
    loss
        What the whole plan loses if the pair is forced; with so many points more, and no fewer, the
        pair would be in some best plan. 0 where forcing it is out of the question.
    moves
        Who would move if the pair were forced, the person first.
    """

    person: int
    vacancy: int
    verdict: Verdict
    rules: tuple[RuleAgainst, ...]
    score: int
    own_vacancy: int
    own_score: int
    holders: tuple[Holder, ...]
    loss: int = 0
    moves: tuple[Move, ...] = ()


def why_not(trials: Trials, person: int, vacancy: int) -> WhyNot:
    """Says why a person is not at a vacancy, who stands before them, and by how much.

    Parameters
    ----------
    trials
        The solved market.
    person, vacancy
        Positions of the pair.
    """
    solved = trials.solved
    own = int(solved.solution.vacancy_of_laborer[person])
    score = _worth(solved, [person], [vacancy])[0]
    own_score = 0 if own == NOBODY else _worth(solved, [person], [own])[0]
    rules = rules_against(solved.data, solved.market, person, vacancy)
    told = (rules, score, own, own_score, _holders(solved, vacancy))
    if own == vacancy:
        return WhyNot(person, vacancy, Verdict.HELD, *told)
    if rules:
        return WhyNot(person, vacancy, Verdict.FORBIDDEN, *told)
    if not solved.market.seats[vacancy]:
        return WhyNot(person, vacancy, Verdict.NO_SEATS, *told)
    cost = cost_of(trials, [Pin(person, vacancy)])
    verdict = Verdict.OUTBID
    if not cost.loss:
        verdict = Verdict.BY_LOT
    elif own != NOBODY and own_score >= score:
        verdict = Verdict.PLACED_BETTER
    return WhyNot(person, vacancy, verdict, *told, cost.loss, cost.moves)


def _holders(solved: SolvedMarket, vacancy: int) -> tuple[Holder, ...]:
    people = np.flatnonzero(solved.solution.vacancy_of_laborer == vacancy).tolist()
    scores = _worth(solved, people, [vacancy] * len(people))
    holders = (Holder(*pair) for pair in zip(people, scores, strict=True))
    return tuple(sorted(holders, key=lambda holder: (-holder.score, holder.person)))


def _worth(solved: SolvedMarket, people: list[int], vacancies: list[int]) -> list[int]:
    at = np.array(people, np.int64), np.array(vacancies, np.int64)
    worth: list[int] = worth_of_pairs(solved.market, *at).tolist()
    return worth
