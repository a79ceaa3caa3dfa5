"""Which missing facts are worth asking for first: bounds for everybody, exact for the first.

Let p and u prove the plan of value V. Where an answer can open posts, and t_i is the best net value
at p that person i has once everything missing is answered well, no answer adds more than
max(0, t_i - u_i). Where an answer can break the offer (i, j): if it is learnt too late, the seat
stays empty and V - s_ij is left; if it is asked for first, the best plan without the pair. With t_i
the best net value after the worst answer, asking first saves at most

    V + t_i - u_i - (V - s_ij) = p_j + t_i.

Questions are tried exactly in the order of these bounds, until none left can be among the first.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.explain.board_trainees import Nets, train_in
from matching.explain.board_training import declared_again
from matching.explain.worth_asking_questions import QUESTIONS, Effect, Question, after_answers
from matching.pairs.market import Market
from matching.pairs.plain import is_forbidden, scores_of_pairs
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.repair.plan import Plan
from matching.solvers.solution import NOBODY

FIRST = 20
"""Questions found exactly by default."""

TRIALS = 400
"""Questions tried at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to one person, tried.

    Parameters
    ----------
    question
        Its code.
    person
        Position in the market.
    vacancy
        The post that the best answer opens, or whose offer the worst answer breaks.
    worth
        Exact: what the best answer adds to the sum of scores, or what asking first saves if the
        answer is the worst.
    """

    question: str
    person: int
    vacancy: int
    worth: int


@dataclass(frozen=True, slots=True, eq=False)
class QuestionWorth:
    """What one fact is worth over all people without it.

    Parameters
    ----------
    question
        Its code.
    effect
        What an answer can do.
    missing
        People who lack the fact.
    person, most
        Those to whom an answer can matter, and the most that it can be worth; the highest first.
    total
        The sum of ``most``. Answers that open posts add no more than this all together.
    """

    question: str
    effect: Effect
    missing: int
    person: Ints
    most: Ints
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class AskFirst:
    """What to ask first.

    Parameters
    ----------
    questions
        Every fact.
    opens, breaks
        The questions worth most, exactly, the highest first; at most as many as were wanted.
    is_proven
        Whether no other question is worth more than the last of each list.
    """

    questions: tuple[QuestionWorth, ...]
    opens: tuple[Asked, ...]
    breaks: tuple[Asked, ...]
    is_proven: bool


def ask_first(
    data: MarketData, market: Market, plan: Plan, first: int = FIRST, most_trials: int = TRIALS
) -> AskFirst:
    """Finds the questions worth asking first.

    Parameters
    ----------
    data, market
        The columns and the market.
    plan
        A proven plan of this market, without changes (``standing_plan``); stays as it is.
    first
        Questions wanted of each effect.
    most_trials
        Questions tried at most for each effect.
    """
    trials = [_Trial(data, market, plan, question) for question in QUESTIONS]
    opens, opens_proven = _first(trials, Effect.OPENS, first, most_trials)
    breaks, breaks_proven = _first(trials, Effect.BREAKS, first, most_trials)
    worths = tuple(trial.worth for trial in trials)
    return AskFirst(worths, opens, breaks, opens_proven and breaks_proven)


def gain_of_all_answers(data: MarketData, market: Market, plan: Plan, question: Question) -> int:
    """Gives exactly what the best answers of everybody to a question that opens posts would add.

    Parameters
    ----------
    data, market, plan
        As for ``ask_first``.
    question
        One that opens posts.
    """
    people = np.flatnonzero(question.is_missing(data))
    changed = declared_again(after_answers(data, question, people), market)
    params = MarketParams(start_prices=plan.vacancy_price)
    return solve_market(changed, params).objective - plan.value


class _Trial:
    """One question over all people.

    Parameters
    ----------
    data, market, plan, question
        As for ``gain_of_all_answers``, any question.
    """

    def __init__(self, data: MarketData, market: Market, plan: Plan, question: Question) -> None:
        people = np.flatnonzero(question.is_missing(data))
        self.question, self.market, self.plan = question, market, plan
        self.changed = declared_again(after_answers(data, question, people), market)
        at = plan.vacancy_of_laborer
        if question.effect == Effect.BREAKS:
            people = people[_is_broken(self.changed, people, at[people])]
        best = Nets(self.changed).at(plan.vacancy_price)[people]
        if question.effect == Effect.OPENS:
            bound = np.maximum(best - plan.laborer_surplus[people], 0)
        else:
            bound = best + plan.vacancy_price[at[people]]
        order = np.lexsort((people, -bound))
        order = order[bound[order] > 0]
        self.worth = QuestionWorth(
            question=question.code,
            effect=question.effect,
            missing=int(question.is_missing(data).sum()),
            person=people[order],
            most=bound[order],
            total=int(bound[order].sum()),
        )

    def tried(self, person: int) -> Asked:
        """Answers for one person on a copy of the plan."""
        tried = deepcopy(self.plan)
        train_in(tried, self.changed, np.array([person]))
        worth = tried.value - self.plan.value
        vacancy = int(tried.vacancy_of_laborer[-1])
        if self.question.effect == Effect.BREAKS:
            vacancy = int(self.plan.vacancy_of_laborer[person])
            pair = np.array([person]), np.array([vacancy])
            worth += int(scores_of_pairs(self.market, *pair)[0])
        return Asked(self.question.code, person, vacancy, worth)


def _is_broken(changed: Market, people: Ints, vacancies: Ints) -> Bools:
    """Gives whether people hold a vacancy that a market forbids them."""
    broken = np.zeros(len(people), np.bool_)
    placed = np.flatnonzero(vacancies != NOBODY)
    broken[placed] = is_forbidden(changed, people[placed], vacancies[placed])
    return broken


def _first(
    trials: Sequence[_Trial], effect: Effect, first: int, most_trials: int
) -> tuple[tuple[Asked, ...], bool]:
    """Tries questions by falling bound until the first ones are known."""
    asked = [trial for trial in trials if trial.question.effect == effect]
    rows = [
        (-bound, at, person)
        for at, trial in enumerate(asked)
        for person, bound in zip(
            trial.worth.person.tolist(), trial.worth.most.tolist(), strict=True
        )
    ]
    found: list[Asked] = []
    is_proven = True
    for negative, at, person in sorted(rows):
        if len(found) >= first and (not first or found[first - 1].worth >= -negative):
            break
        if len(found) >= most_trials:
            is_proven = False
            break
        found.append(asked[at].tried(person))
        found.sort(key=lambda one: -one.worth)
    return tuple(one for one in found[:first] if one.worth), is_proven
