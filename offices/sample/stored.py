"""A sample's tables in the shape of the database's, for sizes that no workbook holds."""

from dataclasses import dataclass

import polars as pl

from matching.occupations.titles import suggest_many
from offices.sample.frames import SampleFrames
from offices.sample.sizes import SampleSize
from offices.sample.stored_people import (
    stored_certificates,
    stored_households,
    stored_people,
    stored_skills,
    stored_statuses,
    stored_surveys,
    stored_wished_destinations,
    stored_wished_occupations,
)
from offices.sample.stored_posts import (
    stored_claims,
    stored_employers,
    stored_records,
    stored_vacancies,
)


@dataclass(frozen=True, slots=True)
class StoredTables:
    """Frames whose columns are those of the tables of the same name; ids count from 1."""

    households: pl.DataFrame
    people: pl.DataFrame
    support_statuses: pl.DataFrame
    surveys: pl.DataFrame
    person_skills: pl.DataFrame
    person_certificates: pl.DataFrame
    wished_occupations: pl.DataFrame
    wished_destinations: pl.DataFrame
    employers: pl.DataFrame
    vacancies: pl.DataFrame
    employer_claims: pl.DataFrame
    employment_records: pl.DataFrame


def stored_tables(frames: SampleFrames, size: SampleSize) -> StoredTables:
    """Gives the rows of every table, clean: neither dirt nor faults."""
    code_by_title = _occupations(frames)
    answers = frames.survey.with_columns(person_id=pl.col("row") + 1)
    return StoredTables(
        households=stored_households(frames.people),
        people=stored_people(frames.people),
        support_statuses=stored_statuses(frames.people),
        surveys=stored_surveys(answers),
        person_skills=stored_skills(answers, code_by_title),
        person_certificates=stored_certificates(answers),
        wished_occupations=stored_wished_occupations(answers, code_by_title),
        wished_destinations=stored_wished_destinations(answers, frames.people),
        employers=stored_employers(frames.employers),
        vacancies=stored_vacancies(frames.vacancies, size, code_by_title),
        employer_claims=stored_claims(frames.vacancies),
        employment_records=stored_records(frames, code_by_title),
    )


def _occupations(frames: SampleFrames) -> dict[str, str]:
    """Gives the occupation of every sure title that occurs."""
    survey = frames.survey
    columns = [
        survey[name] for name in ("wished_title", "second_title", "excluded_title", "skill_title")
    ]
    columns += [frames.vacancies["title"], frames.work["title"]]
    titles = pl.concat([column.unique() for column in columns]).unique().sort().to_list()
    found = suggest_many(title for title in titles if title)
    return {title: hit.options[0].code for title, hit in found.items() if hit.is_sure}
