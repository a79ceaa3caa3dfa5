"""Each rule names the nearest change, by hand-made cases, and the law's days are exact."""

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
import pytest

from matching.columns.market_data import MarketData
from matching.columns.people import EARLIEST_DAY, LATEST_DAY
from matching.columns.ragged import empty_ragged, ragged_of
from matching.market.rule import Change, Rule
from matching.market.rules.registry import RULES
from matching.pairs.market import RuleColumns
from tests.matching.market_strategies import OCCUPATIONS, POLICY_DAY, Filler, made_market

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


def _market(people: dict[str, Any], posts: dict[str, Any], vacancies: int = 3) -> MarketData:
    """One person and some vacancies that ask for nothing but what is given."""
    data = made_market(1, vacancies, Filler(0, 0.0))
    plain = {"skill_occupation": empty_ragged(1), "skill_level": np.zeros(0)}
    return dataclasses.replace(
        data,
        people=dataclasses.replace(data.people, **{**plain, **people}),
        vacancies=dataclasses.replace(data.vacancies, **posts),
    )


def _blocked(code: str, data: MarketData) -> np.ndarray:
    """Which vacancies the rule forbids the person."""
    declared = RuleColumns(code, BY_CODE[code].tests(data))
    return declared.of_block(np.array([0]), np.arange(len(data.vacancies)))[0]


def _change(code: str, data: MarketData) -> Change:
    """The rule's change for all that it forbids the person."""
    rule = BY_CODE[code]
    return rule.change(data, 0, np.flatnonzero(_blocked(code, data)))


def test_the_wage_floor_falls_no_further_than_it_must() -> None:
    """Of posts at 3,000, 4,500 and 4,800 the floor of 5,000 gives way to the last."""
    data = _market(
        {"wage_floor_fen": [500_000]},
        {"wage_min_fen": [300_000, 400_000, 480_000], "wage_max_fen": [300_000, 450_000, 480_000]},
    )
    found = _change("rule.wage_floor", data)
    assert found.facts == {"wage_floor_fen": 500_000, "wanted": 480_000}
    assert found.opens.tolist() == [2]


def test_a_wage_of_nothing_is_below_any_floor() -> None:
    """A stated wage of 0 is a stated wage; one that is not stated passes."""
    data = _market(
        {"wage_floor_fen": [1]}, {"wage_min_fen": [0, -1, 1], "wage_max_fen": [0, -1, 1]}
    )
    blocked = _blocked("rule.wage_floor", data)
    assert blocked.tolist() == [True, False, False]


def test_the_least_education_is_named() -> None:
    """Of posts that ask for senior school, college and a degree, senior school."""
    data = _market({"education": [2]}, {"education_min": [4, 3, 5]})
    found = _change("rule.education", data)
    assert found.facts == {"education": "junior", "wanted": "senior"}
    assert found.opens.tolist() == [1]


def test_the_fewest_certificates_are_named() -> None:
    """One certificate before two, and what is held already is not asked for again."""
    data = _market({"certificates": [1]}, {"certificates": [0b1110, 0b0101, 0b0100]})
    found = _change("rule.certificates", data)
    assert found.facts == {"certificates": ["welding"]}
    assert found.opens.tolist() == [1, 2]


def test_the_smallest_rise_of_level_is_named() -> None:
    """One level up in an occupation held comes before three levels of a new one."""
    data = _market(
        {"skill_occupation": ragged_of([[0]]), "skill_level": [2]},
        {"occupation": [1, 0, 0], "skill_level_min": [3, 3, 4]},
    )
    found = _change("rule.skill_level", data)
    assert found.facts == {"occupation": OCCUPATIONS[0], "skill_level": 2, "wanted": 3}
    assert found.opens.tolist() == [1]


def test_the_fewest_further_days_are_named() -> None:
    """A week longer comes before a month earlier, and unstated ends stay unstated."""
    data = _market(
        {"available_from": [EARLIEST_DAY], "available_until": [POLICY_DAY + 100]},
        {
            "works_from": [EARLIEST_DAY, EARLIEST_DAY, POLICY_DAY + 150],
            "works_until": [POLICY_DAY + 130, POLICY_DAY + 107, LATEST_DAY],
        },
    )
    found = _change("rule.season", data)
    assert found.facts == {"available_from": None, "available_until": POLICY_DAY + 107}
    assert found.opens.tolist() == [1]
    later = dataclasses.replace(
        data,
        people=dataclasses.replace(
            data.people, available_from=[POLICY_DAY + 20], available_until=[POLICY_DAY + 100]
        ),
        vacancies=dataclasses.replace(
            data.vacancies,
            works_from=[POLICY_DAY + 10, POLICY_DAY + 20, POLICY_DAY + 5],
            works_until=[POLICY_DAY + 50, POLICY_DAY + 120, POLICY_DAY + 101],
        ),
    )
    found = _change("rule.season", later)
    assert found.facts["available_from"] == POLICY_DAY + 10
    assert found.facts["available_until"] == POLICY_DAY + 100
    assert found.opens.tolist() == [0]


def test_the_exclusion_that_opens_most_is_named() -> None:
    """One exclusion where one is enough, all where every post falls under two."""
    data = _market({"excluded_occupation": ragged_of([[0, 3]])}, {"occupation": [0, 3, 3]})
    found = _change("rule.excluded_occupation", data)
    assert found.facts == {"occupations": [OCCUPATIONS[3]]}
    assert found.opens.tolist() == [1, 2]
    twice = _market({"excluded_occupation": ragged_of([[0, 8]])}, {"occupation": [0, 0, 0]})
    found = _change("rule.excluded_occupation", twice)
    assert found.facts == {"occupations": [OCCUPATIONS[0], OCCUPATIONS[8]]}
    assert found.opens.tolist() == [0, 1, 2]


def test_the_place_that_adds_most_is_named() -> None:
    """A city that holds two of the posts, its township among them, comes before a county."""
    data = _market({"limit_place": ragged_of([[2]])}, {"place": [8, 9, 10]})
    found = _change("rule.limit_place", data)
    assert found.facts == {"places": ["441900"]}
    assert found.opens.tolist() == [1, 2]


def test_the_smallest_rise_to_a_minimum_wage_is_named() -> None:
    """One vacancy, the one that lacks least, and only the lower end counts."""
    data = _market(
        {},
        {
            "wage_min_fen": [100_000, 180_000, -1],
            "wage_max_fen": [300_000, 300_000, 150_000],
            "minimum_wage_fen": [190_000, 190_000, 190_000],
        },
    )
    found = _change("rule.minimum_wage", data)
    assert found.facts == {"vacancy": 901, "wanted": 190_000}
    assert found.opens.tolist() == [1]


@pytest.mark.parametrize(
    ("years", "days", "blocked"),
    [
        (16, 1, [True, True, True]),
        (16, 0, [False, True, True]),
        (18, 1, [False, True, True]),
        (18, 0, [False, False, False]),
    ],
)
def test_the_law_counts_from_the_birthday(years: int, days: int, blocked: list[bool]) -> None:
    """The day before the 16th and 18th birthday, and the day itself."""
    today = dt.date(1970, 1, 1) + dt.timedelta(POLICY_DAY)
    birth = today.replace(year=today.year - years) + dt.timedelta(days)
    born = (birth - dt.date(1970, 1, 1)).days
    hard = {"is_hazardous": [False, True, False], "has_night_shift": [False, False, True]}
    data = _market({"birth_day": [born]}, hard)
    found = _blocked("rule.minors", data)
    assert found.tolist() == blocked


def test_a_child_is_told_the_age_that_opens_something() -> None:
    """16 where an easy post waits, 18 where all are hazardous or the law forbids the rest."""
    child = {"birth_day": [POLICY_DAY - 15 * 365]}
    mixed = _market(child, {"is_hazardous": [False, True, True], "lawful_age_max": [-1, -1, 15]})
    found = _change("rule.minors", mixed)
    assert (found.facts, found.opens.tolist()) == ({"age": 16}, [0])
    hard = _market(child, {"is_hazardous": [True, True, True], "lawful_age_max": [-1, 17, 18]})
    found = _change("rule.minors", hard)
    assert (found.facts, found.opens.tolist()) == ({"age": 18}, [0, 2])


def test_weak_ability_stays_in_the_province() -> None:
    """Home posts are open to weak ability, other provinces' are not; lost ability has none."""
    for ability, wanted in ((2, [False, False, True]), (3, [True] * 3), (0, [False] * 3)):
        data = _market({"work_ability": [ability]}, {"place": [2, 6, 9]})
        found = _blocked("rule.work_ability", data)
        assert found.tolist() == wanted


def test_no_row_in_any_place_makes_the_minimum_wage_inactive() -> None:
    """The rule says that it is silent, about how many posts, and where."""
    data = _market({}, {"minimum_wage_fen": [-1, -1, -1], "place": [9, 9, 2]})
    status = BY_CODE["rule.minimum_wage"].status(data)
    assert not status.is_active
    assert (status.reason, status.vacancies) == ("no_rows", 3)
    assert status.places == ("433124", "441900")
