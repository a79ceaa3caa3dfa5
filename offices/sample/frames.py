"""A whole sample as tables of columns; the workbooks and the direct load are made from them."""

from dataclasses import dataclass

import polars as pl

from models.enums import VacancyKind
from offices.sample.draws import stage_rng
from offices.sample.employers import draw_employers
from offices.sample.population import draw_population
from offices.sample.sizes import SampleSize
from offices.sample.skills import draw_skills
from offices.sample.vacancies import draw_vacancies
from offices.sample.wishes import draw_survey
from offices.sample.work_history import draw_work_history

PAST_EMPLOYERS_PER_POOL = 0.01
"""Firms without posts this time, where people worked before, for each person of the pool."""


@dataclass(frozen=True, slots=True)
class SampleFrames:
    """The tables of one sample.

    Parameters
    ----------
    people
        Everybody on the register, by township, village and household.
    survey
        The answers of pool and unwilling people; ``row`` is the position in ``people``.
    employers
        Firms, workshops and offices; ``employer`` is the position.
    vacancies
        Vacancy lines with their employer's columns.
    work
        Work records; ``row`` and ``employer`` are positions.
    """

    people: pl.DataFrame
    survey: pl.DataFrame
    employers: pl.DataFrame
    vacancies: pl.DataFrame
    work: pl.DataFrame


def generate(size: SampleSize, seed: int) -> SampleFrames:
    """Draws a sample; the same size and seed give the same tables."""
    people = draw_population(size, seed)
    people = draw_skills(stage_rng(seed, "skills"), people)
    survey = draw_survey(stage_rng(seed, "survey"), people)
    offering, vacancies = draw_vacancies(stage_rng(seed, "vacancies"), size, people)
    past = draw_employers(
        stage_rng(seed, "past employers"),
        max(8, round(size.pool_people * PAST_EMPLOYERS_PER_POOL)),
        offering.height,
    ).with_columns(kind=pl.lit(VacancyKind.ORDINARY.value))
    employers = pl.concat([offering, past.select(offering.columns)])
    work = draw_work_history(stage_rng(seed, "work"), people, employers)
    return SampleFrames(people, survey, employers, vacancies, work)
