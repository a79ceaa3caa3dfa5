"""Writes work records from ledgers."""

from collections.abc import Mapping, Sequence
from typing import Any

from matching.occupations.titles import suggest_many
from models.encryption import keyed_hash
from models.tables.employment import EmploymentRecord
from offices.register.acts_people import People
from offices.register.acts_rows import BatchRows, Key, Values, Wanted, read_standing, table_of
from offices.register.acts_vacancies import write_employers
from offices.register.employer_names import employer_key
from offices.register.records import EmploymentRow


def write_employment(
    batch: BatchRows,
    rows: Sequence[EmploymentRow],
    people: People,
    remembered: Mapping[str, str],
) -> None:
    """Merges work records: same person, first month and employer, however it is spelled."""
    employers = write_employers(
        batch, [(source, row.employer, {}) for source, row in enumerate(rows) if row.employer]
    )
    occupations = _sure_occupations(rows, remembered)
    ids = [people[keyed_hash(row.id_number)]["id"] for row in rows]
    table = table_of(EmploymentRecord)
    stored = read_standing(batch.session, table, ("id",), "person_id", ids)
    standing: dict[Key, Values] = {
        (old["person_id"], old["started_month"], employer_key(old["employer_name"])): old
        for old in stored.values()
    }
    wanted = []
    for source, (row, person_id) in enumerate(zip(rows, ids, strict=True)):
        firm = employer_key(row.employer)
        values = {
            "person_id": person_id,
            "employer_id": employers.get(firm),
            "title": row.title or None,
            "occupation_code": occupations.get(row.title),
            "division_code": row.place.code,
            "started_month": row.started_month,
            "ended_month": row.ended_month,
            "wage_fen_per_month": row.wage_fen_per_month,
            "channel": row.channel,
            "kind": row.kind.value,
            "introducer": row.introducer or None,
            "leave_reason": row.leave_reason or None,
            "has_contract": row.has_contract,
            "has_social_insurance": row.has_social_insurance,
        }
        key = (person_id, row.started_month, firm)
        wanted.append(Wanted(source, key, values, {"employer_name": row.employer}))
    batch.merge(table, wanted, standing)


def _sure_occupations(
    rows: Sequence[EmploymentRow], remembered: Mapping[str, str]
) -> dict[str, Any]:
    titles = {row.title for row in rows if row.title}
    suggestions = suggest_many(sorted(titles), remembered=remembered, limit=1)
    return {title: found.options[0].code for title, found in suggestions.items() if found.is_sure}
