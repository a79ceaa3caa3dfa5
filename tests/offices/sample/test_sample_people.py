"""The sample's people: nobody real, plausible together, the same for the same seed."""

import datetime as dt
from dataclasses import replace

import numpy as np
import phonenumbers
import polars as pl
import pytest
from stdnum.cn import ric, uscc

from offices.sample.frames import SampleFrames, generate
from offices.sample.identity_numbers import identity_numbers, spread_birth_days
from offices.sample.prefixes import retired_prefixes
from offices.sample.sizes import COUNTY, ROUND, SAMPLE_TODAY, SampleSize
from regions.gazetteer import load_gazetteer


@pytest.fixture(scope="module")
def round_frames() -> SampleFrames:
    """The round sample."""
    return generate(ROUND, ROUND.seed)


@pytest.fixture(scope="module")
def county_frames() -> SampleFrames:
    """The county sample."""
    return generate(COUNTY, COUNTY.seed)


def check_character(number: str) -> str:
    """GB 11643 written out, apart from the sample's own arithmetic."""
    total = sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11]


def test_same_seed_gives_same_people_and_another_seed_others(round_frames: SampleFrames) -> None:
    """Two draws with one seed are equal table by table; another seed gives other people."""
    again = generate(ROUND, ROUND.seed)
    for name in ("people", "survey", "employers", "vacancies", "work"):
        assert getattr(again, name).equals(getattr(round_frames, name))
    assert not generate(ROUND, 7).people.equals(round_frames.people)


def test_identity_numbers_are_valid_unique_and_nobodys(county_frames: SampleFrames) -> None:
    """Check digit, date, sex digit, ever-used prefix; sequence 980-999 only; no number twice."""
    people = county_frames.people
    numbers = people["id_number"].to_list()
    gazetteer = load_gazetteer()
    assert people["id_number"].n_unique() == people.height
    for number, is_female, day in zip(
        numbers, people["is_female"], people["birth_day"], strict=True
    ):
        assert number[17] == check_character(number)
        assert 980 <= int(number[14:17]) <= 999
        assert int(number[16]) % 2 == (not is_female)
        born = dt.date(1970, 1, 1) + dt.timedelta(days=day)
        assert born.strftime("%Y%m%d") == number[6:14]
    prefixes = {number[:6] for number in numbers}
    assert all(gazetteer.is_ever_code(prefix) for prefix in prefixes)
    assert prefixes & set(retired_prefixes("43"))


def test_identity_numbers_agree_with_an_independent_package(round_frames: SampleFrames) -> None:
    """python-stdnum accepts the round's numbers whose prefix it knows."""
    numbers = round_frames.people.filter(pl.col("id_number").str.starts_with("433124"))["id_number"]
    assert all(ric.is_valid(number) for number in numbers)


def test_retired_prefixes_stand_only_with_people_numbered_in_their_time(
    county_frames: SampleFrames,
) -> None:
    """Nobody born after numbers began carries a code that was retired before the birth."""
    until = {former.code: former.until or 0 for former in load_gazetteer().formers}
    retired = county_frames.people.filter(
        pl.col("id_number").str.head(6).is_in(list(retired_prefixes("43")))
    )
    assert retired.height > 100
    for number in retired["id_number"]:
        assert until[number[:6]] >= max(int(number[6:10]), 1984)


def test_the_eleventh_of_a_day_is_born_earlier() -> None:
    """Thirty people of one prefix, day and sex spread over three days and stay unique."""
    prefixes = np.full(30, "433124")
    is_female = np.zeros(30, dtype=np.bool_)
    days = spread_birth_days(prefixes, np.full(30, 5000), is_female)
    assert sorted(set(days.tolist())) == [4998, 4999, 5000]
    assert len(set(identity_numbers(prefixes, days, is_female).tolist())) == 30


@pytest.mark.parametrize("size", [ROUND, COUNTY], ids=lambda size: size.name)
def test_sizes_are_met_exactly(size: SampleSize, request: pytest.FixtureRequest) -> None:
    """Register, pool, lines and posts are what the size says, to the one."""
    frames: SampleFrames = request.getfixturevalue(f"{size.name}_frames")
    assert frames.people.height == size.register_people
    assert (frames.people["standing"] == "pool").sum() == size.pool_people
    assert frames.survey["is_willing"].sum() == size.pool_people
    assert frames.vacancies.height == size.vacancy_lines
    assert frames.vacancies["headcount"].sum() == size.seats
    assert frames.vacancies["headcount"].is_between(1, 300).all()


def test_working_people_look_like_the_nbs_report(county_frames: SampleFrames) -> None:
    """Mean age 43.2, age bands 43.7 / 24.7 / 31.6 %, women 37.6 % (NBS 2024), within tolerance."""
    working = county_frames.people.filter(pl.col("standing").is_in(["pool", "at_work"]))
    age = working["age"]
    assert abs(age.mean() - 43.2) < 1.0
    assert abs((age < 41).mean() - 0.437) < 0.03
    assert abs(age.is_between(41, 51, closed="left").mean() - 0.247) < 0.03
    assert abs(working["is_female"].mean() - 0.376) < 0.03


def test_able_people_only_are_in_the_pool_or_at_work(county_frames: SampleFrames) -> None:
    """No student, nobody under 16, nobody without ability is in the pool or at work."""
    working = county_frames.people.filter(pl.col("standing").is_in(["pool", "at_work"]))
    assert (working["student_status"] == "").all()
    assert working["age"].min() > 16
    assert set(working["work_ability"].unique()) <= {"ordinary", "skilled", "weak"}


def test_households_hold_together(county_frames: SampleFrames) -> None:
    """One head each, at most one spouse and that of the other sex, one township a household."""
    people = county_frames.people
    by_household = people.group_by("household").agg(
        heads=(pl.col("relation") == "head").sum(),
        spouses=(pl.col("relation") == "spouse").sum(),
        townships=pl.col("township_code").n_unique(),
        sexes=pl.col("is_female").filter(pl.col("relation").is_in(["head", "spouse"])).n_unique(),
    )
    assert (by_household["heads"] == 1).all()
    assert (by_household["spouses"] <= 1).all()
    assert (by_household["townships"] == 1).all()
    assert (by_household["sexes"] == by_household["spouses"] + 1).all()


def test_homes_are_the_real_townships(county_frames: SampleFrames) -> None:
    """Every township of Huayuan occurs and no other place does."""
    real = {place.code for place in load_gazetteer().townships("433124")}
    assert set(county_frames.people["township_code"].unique()) == real


def test_telephone_numbers_have_the_right_form_and_families_share_some(
    round_frames: SampleFrames,
) -> None:
    """Every number is valid in form; some stand for several members of one household."""
    phones = round_frames.people.filter(pl.col("phone") != "")
    for phone in phones["phone"].unique():
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone, "CN"))
    shared = phones.group_by("phone").agg(pl.len(), homes=pl.col("household").n_unique())
    assert shared["len"].max() > 1
    assert shared["homes"].max() == 1


def test_credit_codes_are_valid_and_unique(county_frames: SampleFrames) -> None:
    """python-stdnum accepts every firm's code; no code and no name stands twice."""
    firms = county_frames.employers
    assert all(uscc.is_valid(code) for code in firms["credit_code"])
    assert firms["credit_code"].n_unique() == firms.height
    assert firms["name"].n_unique() == firms.height


def test_too_small_a_register_is_refused() -> None:
    """A register with fewer able people than the pool wants cannot be drawn."""
    with pytest.raises(ValueError, match="able people"):
        generate(replace(ROUND, register_people=310), 1)


def test_survey_days_lie_before_today(round_frames: SampleFrames) -> None:
    """Nobody was surveyed after the sample's own day."""
    assert round_frames.survey["surveyed_on"].max() < SAMPLE_TODAY
