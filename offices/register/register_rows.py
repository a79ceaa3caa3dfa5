"""Rows of a register export to checked records."""

from offices.register.context import CheckContext
from offices.register.household_checks import check_households
from offices.register.reading import Reading
from offices.register.records import RegisterRow
from offices.register.register_checks import check_register_rows
from offices.register.register_columns import RegisterColumns, read_register_columns
from offices.register.text_columns import read_text

LONGEST_KEPT = 200


def check_register(reading: Reading, context: CheckContext) -> tuple[RegisterRow, ...]:
    """Reads and checks a table; gives the rows that are taken."""
    columns = read_register_columns(reading, context)
    check_register_rows(reading, columns, context.today)
    check_households(reading, columns)
    return _records(reading, columns)


def kept_headings(reading: Reading) -> tuple[str, ...]:
    """Gives the official headings of the columns that are kept as texts, in their order."""
    return tuple(
        spec.heading
        for spec in reading.table.layout.all_fields
        if spec.is_kept and reading.has(spec.key)
    )


def _records(reading: Reading, columns: RegisterColumns) -> tuple[RegisterRow, ...]:
    kept_keys = [
        spec.key
        for spec in reading.table.layout.all_fields
        if spec.is_kept and reading.has(spec.key)
    ]
    kept = [reading.read(key, read_text(LONGEST_KEPT)) for key in kept_keys]
    kept_rows = list(zip(*kept, strict=True)) if kept else [()] * reading.count
    records = []
    for at in range(reading.count):
        identity, place = columns.identities[at], columns.places[at]
        if at in reading.refused or identity is None or place is None:
            continue
        work = columns.work_kinds[at]
        records.append(
            RegisterRow(
                sheet=reading.table.sheets[at],
                source_row=reading.table.rows[at],
                id_number=identity.number,
                card_tail=identity.card_tail,
                name=columns.names[at],
                sex=identity.sex,
                birth_date=identity.birth_date,
                place=place,
                village=columns.villages[at],
                household_number=columns.household_numbers[at],
                member_number=columns.member_numbers[at],
                relation=columns.relations[at],
                ethnicity=columns.ethnicities[at],
                phone=columns.phones[at],
                education=columns.educations[at],
                student_status=columns.student_statuses[at],
                work_ability=columns.work_abilities[at],
                health=columns.healths[at],
                speaks_mandarin=columns.mandarin[at],
                political_status=columns.political_statuses[at],
                year=columns.years[at],
                household_type=columns.household_types[at],
                support_category=columns.support_categories[at],
                is_risk_cleared=columns.risk_cleared[at],
                work_place=columns.work_places[at],
                work_employer=columns.work_employers[at],
                work_industry=columns.work_industries[at],
                work_months=columns.work_months[at],
                work_kind=work.kind,
                is_labor_export=work.is_labor_export,
                public_post_months=columns.public_post_months[at],
                kept_values=kept_rows[at],
            )
        )
    return tuple(records)
