"""Rounds of offers in made-up places, answered by people with wishes that nobody wrote down.

Everybody has a nearest place of work they insist on, a least wage, and kinds of work they never
take; some of it is stated beforehand, in part. Whoever refuses gives a coded reason, or none,
and is in the pool again in the next round, with new people. Offers are the best plan of a market.
"""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from matching.columns.market_data import MarketData
from matching.columns.ragged import ragged_of
from matching.market.answers import (
    ACCEPTED,
    CAUSES,
    PARAMS,
    Answers,
    all_offers,
    answers_of,
    codes_of_offers,
    joined,
    offers_of,
    refused_before,
)
from matching.market.answers_lookup import acceptance_lookup
from matching.market.answers_tables import tier_table
from matching.market.parts import skill, wage
from matching.market.stays import occupation_groups
from matching.pairs.market import Market, PartColumns
from matching.retention.acceptance import fit_acceptance
from matching.retention.spells import Spells
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.solution import NOBODY
from tests.matching.market_strategies import (
    DETAILED,
    HOMES,
    OCCUPATIONS,
    WORKS,
    Filler,
    made_market,
)

DAY = dt.date(2026, 3, 2)
POSTS = 40
REASON = {name: number for number, name in enumerate(CAUSES, start=1)}
MINORS = occupation_groups(OCCUPATIONS, np.arange(len(OCCUPATIONS)))["minor"]
KINDS = sorted({int(MINORS[code]) for code in DETAILED})

AGAINST_WISH, FOR_ELSE, UNTOLD = 0.9, 0.12, 0.15
"""Chances to refuse a post against a hidden wish and any other, and to give no usable reason."""


@dataclass(frozen=True)
class World:
    """Everybody who will come into the pool, by number, and the posts; `data` holds all of them.

    `reach` is the nearest tier insisted on, `least_fen` the least wage, `never` people by kinds.
    """

    data: MarketData
    reach: np.ndarray
    least_fen: np.ndarray
    never: np.ndarray
    luck: np.ndarray
    seed: int


@dataclass(frozen=True)
class Round:
    """What came of one round: the chances predicted for its offers, and whether they held."""

    chance: np.ndarray
    is_accepted: np.ndarray


def drawn_world(seed: int, people: int, rounds: int) -> World:
    """Draws people with hidden wishes, and what they state of them; posts of 6 to 13 seats."""
    fill = Filler(seed, 0.0)
    rng = np.random.default_rng([seed, 3])
    data = made_market(people, POSTS, fill)
    reach = rng.choice(4, people, p=[0.5, 0.2, 0.15, 0.15])
    least = np.rint(rng.lognormal(np.log(3_200), 0.25, people)).astype(np.int64) * 100
    never = rng.random((people, len(KINDS))) < 0.3
    states = rng.random((3, people)) < 0.4
    liked = [
        [DETAILED[at]] if said else []
        for at, said in zip(rng.integers(0, len(DETAILED), people), states[0], strict=True)
    ]
    for row, wish in enumerate(liked):
        for code in wish:
            never[row, KINDS.index(int(MINORS[code]))] = False
    near = [[0 if reach[row] else 7] if said else [] for row, said in enumerate(states[1])]
    stated = np.where(states[2], (0.85 * least).astype(np.int64), -1)
    wages = rng.choice(np.arange(22, 60), POSTS) * 10_000
    persons = replace(
        data.people,
        home=rng.choice(HOMES, people),
        wage_floor_fen=stated,
        wished_occupation=ragged_of(liked),
        wished_place=ragged_of(near),
    )
    posts = replace(
        data.vacancies,
        seats=rng.integers(6, 14, POSTS),
        place=rng.choice(WORKS, POSTS),
        occupation=rng.choice(DETAILED, POSTS),
        wage_min_fen=np.where(rng.random(POSTS) < 0.1, -1, wages),
        wage_max_fen=np.where(rng.random(POSTS) < 0.1, -1, wages),
    )
    luck = rng.random((rounds, people, 3))
    return World(replace(data, people=persons, vacancies=posts), reach, least, never, luck, seed)


def pool_of(world: World, people: np.ndarray) -> MarketData:
    """Gives the market of some people."""
    columns = world.data.people
    chosen = {}
    for name in columns.__dataclass_fields__:
        column = getattr(columns, name)
        if name == "skill_level":
            lists = columns.skill_occupation
            rows = [np.arange(lists.offsets[at], lists.offsets[at + 1]) for at in people]
            chosen[name] = column[np.concatenate([*rows, np.zeros(0, np.int64)]).astype(np.int64)]
        elif isinstance(column, np.ndarray):
            chosen[name] = column[people]
        else:
            chosen[name] = ragged_of([column.row(at).tolist() for at in people])
    return replace(world.data, people=replace(columns, **chosen))


def planned(data: MarketData, acceptance) -> np.ndarray:
    """Gives the best plan by acceptance, ten times, with the skill and the wage."""
    parts = (
        PartColumns("acceptance", 10, (acceptance,)),
        PartColumns("skill", 1, skill.PART.tables(data)),
        PartColumns("wage", 1, wage.PART.tables(data)),
    )
    market = Market(len(data.people), data.vacancies.seats, parts, ())
    return solve_market(market).vacancy_of_laborer


def answered(world: World, number: int, data: MarketData, rows, plan) -> np.ndarray:
    """Gives each offer's answer: 0 accepted, or the number of the reason."""
    person, post = rows, plan
    tier = tier_table(data).of_pairs(np.searchsorted(data.people.key, 100 + person), post)
    wages = data.vacancies.wage_min_fen[post]
    kind = [KINDS.index(int(MINORS[code])) for code in data.vacancies.occupation[post]]
    told = np.column_stack(
        [
            tier < world.reach[person],
            (wages >= 0) & (wages < world.least_fen[person]),
            world.never[person, kind],
        ]
    )
    luck = world.luck[number, person]
    # The reason given is one of those that hold, each person's own first.
    first = (np.floor(luck[:, 2] * 3).astype(int)[:, None] + np.arange(3)) % 3
    reason = np.zeros(len(person), int)
    for at in range(3):
        holds = told[np.arange(len(person)), first[:, at]]
        reason = np.where((reason == 0) & holds, first[:, at] + 1, reason)
    refuses = luck[:, 0] < np.where(told.any(axis=1), AGAINST_WISH, FOR_ELSE)
    else_reason = np.where(luck[:, 2] < 0.5, REASON["family"], REASON["other"])
    reason = np.where(told.any(axis=1), reason, else_reason)
    reason = np.where(luck[:, 1] < UNTOLD, REASON["other"], reason)
    return np.where(refuses, reason, ACCEPTED).astype(np.int8)


def played(world: World, rounds: int, new: int, *, learns: bool) -> list[Round]:
    """Plays rounds; with learning each is planned by what all answers before it say."""
    none = np.zeros(0, np.int64)
    given: list[Answers] = []
    learnt: list[Spells] = []
    pool, found = none, []
    for number in range(rounds):
        pool = np.sort(np.append(pool, np.arange(number * new, (number + 1) * new)))
        data = pool_of(world, pool)
        before = refused_before(data, joined(*given) if given else _nobody(data))
        model = fit_acceptance(all_offers([_no_offers(data, before), *learnt]), PARAMS, DAY)
        used = model if learns else fit_acceptance(_no_offers(data, before), PARAMS, DAY)
        plan = planned(data, acceptance_lookup(used, data, before))
        people = np.flatnonzero(plan != NOBODY)
        codes = codes_of_offers(data, people, plan[people], before)
        cause = answered(world, number, data, pool[people], plan[people])
        found.append(Round(used.predict(codes).stayed[:, 0].astype(float), cause == ACCEPTED))
        learnt.append(offers_of(codes, cause))
        given.append(answers_of(data, people, plan[people], cause))
        pool = np.delete(pool, people[cause == ACCEPTED])
    return found


def _nobody(data: MarketData) -> Answers:
    none = np.zeros(0, np.int64)
    return answers_of(data, none, none, none.astype(np.int8))


def _no_offers(data: MarketData, before) -> Spells:
    none = np.zeros(0, np.int64)
    return offers_of(codes_of_offers(data, none, none, before), none.astype(np.int8))
