"""Writes vacancy rows: employers, posts and the employers' claims."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.tables.vacancies import Employer, EmployerClaim, Vacancy
from offices.register.acts_rows import BatchRows, Key, Values, Wanted, read_standing, table_of
from offices.register.employer_names import employer_key
from offices.register.records import VacancyRow

EmployerRow = tuple[int, str, Mapping[str, Any]]
"""Source row, name as written, and what else the row says of the employer."""


def write_employers(batch: BatchRows, rows: Sequence[EmployerRow]) -> dict[str, int]:
    """Adds employers that are not known under any spelling; gives the id by name key.

    The first row that tells a value decides it.
    """
    table = table_of(Employer)
    keyed = [(source, name, employer_key(name), known) for source, name, known in rows]
    standing = read_standing(
        batch.session, table, ("name_key",), "name_key", [key for _, _, key, _ in keyed]
    )
    told: dict[str, dict[str, Any]] = {}
    for _, _, key, known in keyed:
        earlier = told.setdefault(key, {})
        earlier |= {n: v for n, v in known.items() if v not in (None, "") and n not in earlier}
    wanted = []
    for source, name, key, _ in keyed:
        untold = dict.fromkeys(set(EMPLOYER_COLUMNS) - set(told[key]))
        only_new = {"name": name, "name_key": key, **untold}
        wanted.append(Wanted(source, (key,), told[key], only_new))
    ids = batch.merge(table, wanted, standing)
    return {key: ids[(key,)] for _, _, key, _ in keyed}


EMPLOYER_COLUMNS = ("credit_code", "industry", "division_code")


def write_vacancies(batch: BatchRows, rows: Sequence[VacancyRow], received_path: str) -> None:
    """Merges vacancy rows for the office whose region is ``received_path``.

    Another office that receives the same sheet has posts of its own.
    """
    employers = write_employers(
        batch,
        [
            (source, row.employer, {"credit_code": row.credit_code, "industry": row.industry})
            for source, row in enumerate(rows)
        ],
    )
    keys = [(employers[employer_key(row.employer)], row.number) for row in rows]
    table = table_of(Vacancy)
    stored = read_standing(batch.session, table, ("id",), "employer_id", employers.values())
    standing: dict[Key, Values] = {
        (old["employer_id"], old["number"]): old
        for old in stored.values()
        if old["received_path"] == received_path
    }
    wanted = (
        Wanted(source, key, _vacancy(row, key, received_path))
        for source, (row, key) in enumerate(zip(rows, keys, strict=True))
    )
    ids = batch.merge(table, wanted, standing)
    _write_claims(batch, rows, [ids[key] for key in keys])


def _vacancy(row: VacancyRow, key: tuple[int, str], received_path: str) -> dict[str, Any]:
    return {
        "employer_id": key[0],
        "number": key[1],
        "received_path": received_path,
        "kind": row.kind.value,
        "title": row.title.title,
        "occupation_code": row.title.occupation_code,
        "division_code": row.place.code,
        "path": row.place.path,
        "headcount": row.headcount,
        "wage_min_fen_per_month": row.wage_min_fen_per_month,
        "wage_max_fen_per_month": row.wage_max_fen_per_month,
        "education_min": row.education_min,
        "skill_level_min": row.skill_level_min,
        "certificates": [kind.value for kind in row.certificates],
        "housing": row.housing,
        "has_meals": row.has_meals,
        "shift": row.shift or None,
        "is_hazardous": row.is_hazardous,
        "has_night_shift": row.has_night_shift,
        "needs_mandarin": row.needs_mandarin,
        "is_care_post": row.is_care_post,
        "is_for_pairs_only": row.is_for_pairs_only,
        "recruits_from": [place.code for place in row.recruits_from],
        "batch_min": row.batch_min,
        "contract_months": row.contract_months,
        "recruits_on": row.recruits_on,
        "recruits_until": row.recruits_until,
        "works_from": row.works_from,
        "works_until": row.works_until,
        "contact_phone": row.phone,
    }


def _write_claims(batch: BatchRows, rows: Sequence[VacancyRow], ids: Sequence[int]) -> None:
    table = table_of(EmployerClaim)
    standing = read_standing(batch.session, table, ("vacancy_id", "kind"), "vacancy_id", ids)
    wanted = {
        (vacancy, claim.kind.value): Wanted(
            source,
            (vacancy, claim.kind.value),
            {
                "vacancy_id": vacancy,
                "kind": claim.kind.value,
                "value": claim.value,
                "legal_basis": claim.legal_basis,
            },
        )
        for source, (row, vacancy) in enumerate(zip(rows, ids, strict=True))
        for claim in row.claims
    }
    source_of = {vacancy: source for source, vacancy in enumerate(ids)}
    batch.delete(
        table,
        [(source_of[old["vacancy_id"]], old) for key, old in standing.items() if key not in wanted],
    )
    batch.merge(table, wanted.values(), standing)
