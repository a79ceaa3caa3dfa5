"""Everybody placed gets the plan's vacancy first, then the best feasible ones by net value."""

import json
from collections.abc import Callable
from dataclasses import asdict

import numpy as np
from hypothesis import given, settings

from matching.columns.market_data import MarketData
from matching.explain.offers import offers_of
from matching.explain.pair_facts import json_texts
from matching.market.arcs import candidate_arcs
from matching.market.judged import parts_of_pairs
from matching.market.stay_pairs import codes_of_pairs
from matching.market.weights import DEFAULT_WEIGHTS
from matching.retention.model import RetentionModel
from tests.matching.explain.solved import solved
from tests.matching.market.plain_parts import PLAIN_PARTS
from tests.matching.market.plain_rules import covers_occupation, covers_place
from tests.matching.market_strategies import Filler, made_market, markets

EASY = markets(min_people=1, min_vacancies=1, chances=(0.05, 0.2, 0.5))


@settings(max_examples=100, deadline=None)
@given(EASY)
def test_offers_are_the_plan_and_the_best_of_the_rest(data: MarketData) -> None:
    """Rank 1 is planned; ranks 2 and 3 are those that sorting all others by net value gives."""
    case, arcs = solved(data), candidate_arcs(data)
    solution = case.solution
    found = offers_of(case)
    price = solution.vacancy_price
    wanted = []
    for person in range(len(data.people)):
        planned = int(solution.vacancy_of_laborer[person])
        if planned == -1:
            continue
        own = arcs.arc_laborer == person
        score = dict(zip(arcs.arc_vacancy[own].tolist(), arcs.arc_score[own].tolist(), strict=True))
        others = sorted(set(score) - {planned}, key=lambda j: (price[j] - score[j], -score[j], j))
        for rank, vacancy in enumerate([planned, *others[:2]], start=1):
            wanted.append((person, vacancy, rank, score[vacancy]))
    columns = (found.person, found.vacancy, found.rank, found.score)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == wanted


@settings(max_examples=60, deadline=None)
@given(EASY)
def test_facts_are_what_the_columns_say(data: MarketData) -> None:
    """Distance, wage, skill, retention, wishes and contributions, each against a plain reading."""
    case = solved(data)
    found = offers_of(case)
    weights = asdict(DEFAULT_WEIGHTS)
    offers = np.arange(len(found))
    told = found.told(offers)
    told_parts, told_facts = told.parts.to_dicts(), told.facts.to_dicts()
    assert list(map(json.loads, json_texts(told.parts))) == told_parts
    assert list(map(json.loads, json_texts(told.facts))) == told_facts
    parts = parts_of_pairs(case.market, found.person, found.vacancy)
    for at, (i, j) in enumerate(zip(found.person.tolist(), found.vacancy.tolist(), strict=True)):
        facts = json.loads(json.dumps(told_facts[at], allow_nan=False))
        posts, people, context = data.vacancies, data.people, data.context
        home, work = context.home_index[people.home[i]], context.work_index[posts.place[j]]
        assert abs(1000 * facts["distance_km"] - int(context.distance_m[home, work])) <= 500
        assert (facts["wage_min_fen"] or -1) == posts.wage_min_fen[j]
        assert (facts["wage_max_fen"] or -1) == posts.wage_max_fen[j]
        assert told_parts[at] == {name: int(values[at]) for name, values in parts.items()}
        contributions = {name: weights[name] * value for name, value in told_parts[at].items()}
        assert facts["contributions"] == contributions
        assert sum(contributions.values()) == found.score[at]
        assert facts["retention"] == _retention_facts(data, i, j)
        assert facts["wishes"] == {
            "occupation": _wish(data, people.wished_occupation.row(i), j, covers_occupation),
            "place": _wish(data, people.wished_place.row(i), j, covers_place),
        }
        assert PLAIN_PARTS["skill"](data, i, j) == told_parts[at]["skill"]
        _check_skill(data, i, j, facts["skill"])


def _retention_facts(data: MarketData, i: int, j: int) -> dict[str, object]:
    model = RetentionModel.from_arrow(data.context.retention)
    codes = codes_of_pairs(data, np.array([i]), np.array([j]))
    found, employers = model.predict(codes), model.effects("employer")
    at = employers.ids.tolist()
    own = int(codes.groups["employer"][0])
    return {
        "per_mille": round(1000 * float(found.stayed[0, 2])),
        "months": round(100 * float(found.months[0])),
        "low": round(100 * float(found.low[0])),
        "high": round(100 * float(found.high[0])),
        "employer_cases": int(employers.cases[at.index(own)]) if own in at else 0,
        "is_prior": model.is_prior,
    }


def _wish(
    data: MarketData, wished: np.ndarray, j: int, covers: Callable[[MarketData, object, int], bool]
) -> str:
    if not len(wished):
        return "not_stated"
    return "met" if any(covers(data, item, j) for item in wished) else "not_met"


def _check_skill(data: MarketData, i: int, j: int, facts: dict[str, object]) -> None:
    codes, wanted = data.context.occupations, data.vacancies.occupation[j]
    own = facts["occupation"]
    assert facts["level_min"] == data.vacancies.skill_level_min[j]
    if own is None:
        assert facts["relation"] in {"unrelated", "open_to_all"}
        assert facts["level"] == 0
        return
    assert codes.index(str(own)) in data.people.skill_occupation.row(i).tolist()
    same = {
        "same_occupation": 10,
        "same_minor_class": 7,
        "same_middle_class": 4,
        "same_major_class": 1,
    }.get(str(facts["relation"]))
    if same is not None:
        assert str(own)[:same] == codes[wanted][:same]
    else:
        assert facts["relation"] == "open_to_all" or str(own)[:1] != codes[wanted][:1]


def test_nobody_placed_gives_no_offers() -> None:
    """An empty market has no offers."""
    for people, vacancies in ((0, 0), (3, 0), (0, 3)):
        case = solved(made_market(people, vacancies, Filler(0, 0.0)))
        assert len(offers_of(case)) == 0
