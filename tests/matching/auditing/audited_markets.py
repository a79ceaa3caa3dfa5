"""Markets to audit, as they are and with leaks planted in them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.auditing.influence import Declare, Influence, influence_of
from matching.auditing.planning import PlanParams, plain_problem
from matching.auditing.subjects import Attribute, Subjects, exchanged
from matching.columns.arrays import Ints
from matching.constraints.assembled import joint_problem
from matching.constraints.declared import GroupFloor, Rules
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.forms import ClassTable, Threshold
from matching.pairs.market import PartColumns, RuleColumns
from matching.solvers.joint.problem import JointProblem
from tests.matching.market_strategies import Filler, made_market

PARAMS = PlanParams(seed=11)

Read = Callable[[Subjects], Ints]
"""What a leak reads: a small number for each person."""


def some_subjects(
    seed: int, people: int = 30, vacancies: int = 12, chance: float = 0.1
) -> Subjects:
    """Makes people with an ethnicity beside their columns."""
    data = made_market(people, vacancies, Filler(seed, chance))
    return Subjects(data, np.random.default_rng(seed).integers(-1, 4, people))


def without_claims(subjects: Subjects) -> Subjects:
    """Takes all claims on sex out of the vacancies."""
    posts = subjects.data.vacancies
    free = replace(posts, lawful_sex=np.full(len(posts), -1))
    return replace(subjects, data=replace(subjects.data, vacancies=free))


def declared(subjects: Subjects) -> JointProblem:
    """Declares the market as rounds do."""
    return plain_problem(market_of(subjects.data, DEFAULT_WEIGHTS))


def sex_of(subjects: Subjects) -> Ints:
    """Reads the sex."""
    return subjects.data.people.sex.astype(np.int64)


def with_leaking_part(read: Read, name: str = "leak") -> Declare:
    """Adds a part that gives more for every other vacancy to those of whom it reads 1."""

    def declare(subjects: Subjects) -> JointProblem:
        problem = declared(subjects)
        posts = np.arange(problem.market.vacancy_count, dtype=np.int32) % 2
        figures = np.array([[0, 900], [900, 0]], np.int16)
        table = ClassTable((read(subjects) % 2).astype(np.int32), posts, figures)
        part = PartColumns(name, 400, (table,))
        return plain_problem(replace(problem.market, parts=(*problem.market.parts, part)))

    return declare


def with_leaking_rule(read: Read, code: str = "rule.leak") -> Declare:
    """Adds a rule that keeps every other vacancy for those of whom it reads 1."""

    def declare(subjects: Subjects) -> JointProblem:
        problem = declared(subjects)
        wanted = np.arange(problem.market.vacancy_count, dtype=np.int64) % 2
        rule = RuleColumns(code, (Threshold(read(subjects) % 2, wanted),))
        return plain_problem(replace(problem.market, rules=(*problem.market.rules, rule)))

    return declare


def with_floor(least: int) -> Declare:
    """Adds a floor of women, found anew among whoever is a woman."""

    def declare(subjects: Subjects) -> JointProblem:
        data = subjects.data
        women = tuple(data.people.key[data.people.sex == 1].tolist())
        rules = Rules(floors=(GroupFloor("women", women, least),))
        return joint_problem(data, market_of(data, DEFAULT_WEIGHTS), rules)

    return declare


def audited(
    attribute: Attribute, subjects: Subjects, declare: Declare, people: int | None = None
) -> Influence:
    """Exchanges an attribute and measures what that changes."""
    exchange = exchanged(subjects, attribute, people, 5)
    return influence_of(attribute, subjects, exchange, declare, PARAMS)
