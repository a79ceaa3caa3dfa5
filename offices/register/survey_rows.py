"""Rows of a survey to checked records."""

import datetime as dt
from collections.abc import Sequence

from offices.register.context import CheckContext
from offices.register.people import note_duplicates
from offices.register.reading import Reading
from offices.register.records import SurveyRow, TitleChoice
from offices.register.survey_columns import SurveyColumns, read_survey_columns
from offices.register.survey_values import day_in_titles
from offices.register.text_columns import read_text
from offices.register.titles import Titles


def check_survey(reading: Reading, context: CheckContext) -> tuple[SurveyRow, ...]:
    """Reads and checks a table; gives the rows that are taken."""
    columns = read_survey_columns(reading, context)
    _check_days(reading, columns, context.today)
    _check_will(reading, columns)
    note_duplicates(reading, columns.identities)
    return _records(reading, columns, context)


def _check_days(reading: Reading, columns: SurveyColumns, today: dt.date) -> None:
    for at, (day, start, end) in enumerate(
        zip(columns.days, columns.starts, columns.ends, strict=True)
    ):
        if day is not None and day > today:
            reading.note(at, "surveyed_on", "survey.future_date")
        if start is not None and end is not None and end < start:
            reading.note(at, "available_until", "survey.dates")


def _check_will(reading: Reading, columns: SurveyColumns) -> None:
    for at, will in enumerate(columns.willing):
        if will is None:
            reading.note(at, "is_willing", "survey.will_missing")
        if will is False and (columns.wished[at] or columns.wished_places[at]):
            key = "wished_occupations" if columns.wished[at] else "wished_destinations"
            reading.note(at, key, "survey.unwilling_with_wish")
        if will is False and columns.reasons[at] is None and not _says_reason(reading, at):
            reading.note(at, "not_working_reason", "survey.unwilling_without_reason")
        if columns.planned[at] and not columns.needs[at]:
            reading.note(at, "service_need", "survey.plan_without_need")


def _says_reason(reading: Reading, at: int) -> bool:
    """Whether the cell says something; a reason that is in no list was noted already."""
    column = reading.table.cells.get("not_working_reason")
    return column is not None and bool(read_text(40)(column[at]))


def _records(
    reading: Reading, columns: SurveyColumns, context: CheckContext
) -> tuple[SurveyRow, ...]:
    listed = [title for row in (*columns.wished, *columns.refused) for title in row]
    titles = Titles(context, [*listed, *columns.skills])
    sheet_day = day_in_titles(reading.table.title_texts)

    def choices(at: int, key: str, row: Sequence[str]) -> tuple[TitleChoice, ...]:
        return tuple(titles.choice(reading, at, key, title) for title in row)

    records = []
    for at in range(reading.count):
        identity, will = columns.identities[at], columns.willing[at]
        if at in reading.refused or identity is None or will is None:
            continue
        skill = choices(at, "skill_title", [columns.skills[at]] if columns.skills[at] else [])
        records.append(
            SurveyRow(
                sheet=reading.table.sheets[at],
                source_row=reading.table.rows[at],
                id_number=identity.number,
                name=columns.names[at],
                phone=columns.phones[at],
                residence=columns.residences[at],
                is_willing=will,
                not_working_reason=columns.reasons[at],
                wished_occupations=choices(at, "wished_occupations", columns.wished[at]),
                refused_occupations=choices(at, "refused_occupations", columns.refused[at]),
                wished_destinations=columns.wished_places[at],
                refused_destinations=columns.refused_places[at],
                home_limit=columns.reaches[at],
                wage_floor_fen_per_month=columns.wages[at],
                available_from=columns.starts[at],
                available_until=columns.ends[at],
                companions=columns.companions[at],
                skill=skill[0] if skill else None,
                skill_level=columns.levels[at],
                certificates=columns.certificates[at],
                wants_training=columns.training[at],
                is_planned=columns.planned[at],
                service_need=columns.needs[at],
                surveyed_on=columns.days[at] or sheet_day,
                work_place=columns.work_places[at],
                work_employer=columns.work_employers[at],
                work_title=columns.work_titles[at],
                work_started_month=columns.work_starts[at],
                work_wage_fen_per_month=columns.work_wages[at],
                work_channel=columns.channels[at],
            )
        )
    return tuple(records)
