"""What a later file says changes what stands, row by row, and undo brings the old values back."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from offices.register.acts_undo import undo_batch
from offices.register.layouts import layouts
from tests.factories import ACTOR, NOW
from tests.offices.register.import_files import batch_of, codes_of, dump, register_dump, take_in
from tests.offices.register.register_books import GOOD, HER, HIM, Row, changed

Stored = Mapping[str, list[dict[str, Any]]]


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Gives the one row of a table."""
    assert len(rows) == 1
    return rows[0]


def wished(stored: Stored) -> set[tuple[str, bool]]:
    """Gives the titles people wish for, and which of them they refuse."""
    return {(row["title"], row["is_excluded"]) for row in stored["wished_occupations"]}


CHANGES: dict[str, tuple[str, Mapping[str, Any], Callable[[Stored], object], object, object]] = {
    "wished work": (
        "survey",
        {"wished_occupations": "电焊工"},
        wished,
        {("缝纫工", False)},
        {("电焊工", False)},
    ),
    "wished place": (
        "survey",
        {"wished_destinations": "深圳市"},
        lambda stored: [row["division_code"] for row in stored["wished_destinations"]],
        ["441900"],
        ["440300"],
    ),
    "wage floor": (
        "survey",
        {"wage_floor": "5000"},
        lambda stored: only(stored["surveys"])["wage_floor_fen_per_month"],
        400_000,
        500_000,
    ),
    "phone of the register": (
        "register_export",
        {"member_phone": "13912345678"},
        lambda stored: only(stored["people"])["phone"],
        "13812345678",
        "13912345678",
    ),
    "education": (
        "register_export",
        {"education": "高中"},
        lambda stored: only(stored["people"])["education"],
        "junior",
        "senior",
    ),
    "village of the household": (
        "register_export",
        {"village": "金龙村"},
        lambda stored: only(stored["households"])["village"],
        "双龙村",
        "金龙村",
    ),
    "end of work": (
        "work_records",
        {"ended": "2025年12月"},
        lambda stored: only(stored["employment_records"])["ended_month"],
        None,
        dt.date(2025, 12, 1),
    ),
    "seats": (
        "vacancies_system",
        {"headcount": 30},
        lambda stored: only(stored["vacancies"])["headcount"],
        20,
        30,
    ),
    "claim": (
        "vacancies_system",
        {"claim_age_max": ""},
        lambda stored: {row["kind"] for row in stored["employer_claims"]},
        {"age_min", "age_max"},
        {"age_min"},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_cell_changes_its_value_and_undo_brings_the_old_one_back(
    session_factory: sessionmaker[Session], change: str
) -> None:
    """One changed cell is one accepted row; undone, every table is as it was."""
    layout, cells, value, old, new = CHANGES[change]
    with session_factory() as session:
        take_in(session, "register_export", changed("register_export"))
        if layout != "register_export":
            take_in(session, layout, changed(layout))
        before = register_dump(session)
        assert value(before) == old
        report = take_in(session, layout, changed(layout, **cells))
        assert (report.accepted, report.unchanged, report.refused) == (1, 0, 0)
        assert value(dump(session)) == new
        undo_batch(session, ACTOR, batch_of(report), now=NOW)
        assert register_dump(session) == before


def test_every_value_knows_its_batch_and_row(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """A value added later names the later batch; the others keep the batch they came in."""
    with sqlite_session_factory() as session:
        take_in(session, "register_export", changed("register_export"))
        first = batch_of(take_in(session, "work_records", changed("work_records")))
        later = batch_of(
            take_in(
                session,
                "work_records",
                changed("work_records", id_number=HER, name="无"),
                changed("work_records", ended="2025年12月"),
            )
        )
        sources = only(dump(session)["employment_records"])["sources"]
    assert sources["ended_month"] == {"batch": later, "by": "employment", "row": 4}
    others = {name: source for name, source in sources.items() if name != "ended_month"}
    assert {"started_month", "employer_name", "wage_fen_per_month", "title"} <= set(others)
    assert all(
        source == {"batch": first, "by": "employment", "row": 3} for source in others.values()
    )


def test_a_register_without_phone_takes_none_away(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """The survey fills in a phone that the register lacks, and a phoneless register keeps it."""
    with sqlite_session_factory() as session:
        silent = changed("register_export", member_phone="")
        take_in(session, "register_export", silent)
        take_in(session, "survey", changed("survey"))
        assert only(dump(session)["people"])["phone"] == "13812345678"
        again = take_in(session, "register_export", silent)
        assert (again.accepted, again.unchanged) == (0, 1)
        assert only(dump(session)["people"])["phone"] == "13812345678"


def category(name: str, year: str = "2025") -> Row:
    """Gives the good register row in a support category of a register year."""
    return changed("register_export", support_category=name, year=year)


def statuses(session: Session) -> list[tuple[str, dt.date, dt.date | None]]:
    """Gives the household's categories with their dates."""
    rows = dump(session)["support_statuses"]
    return [(row["category"], row["valid_from"], row["valid_to"]) for row in rows]


def test_a_new_support_category_closes_the_old_one(
    session_factory: sessionmaker[Session],
) -> None:
    """The old category ends the day before the new one begins; undo opens it again."""
    with session_factory() as session:
        take_in(session, "register_export", category("脱贫户", "2024"))
        before = register_dump(session)
        later = take_in(session, "register_export", category("边缘易致贫户", "2025"))
        assert statuses(session) == [
            ("lifted_out", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
            ("marginal", dt.date(2025, 1, 1), None),
        ]
        undo_batch(session, ACTOR, batch_of(later), now=NOW)
        assert register_dump(session) == before


def test_a_category_that_returns_within_the_year_is_taken(
    session_factory: sessionmaker[Session],
) -> None:
    """A corrected and corrected back category leaves one open status, and undo restores each."""
    with session_factory() as session:
        take_in(session, "register_export", category("脱贫户"))
        take_in(session, "register_export", category("边缘易致贫户"))
        before = register_dump(session)
        back = take_in(session, "register_export", category("脱贫户"))
        assert back.accepted == 1
        assert [name for name, _, until in statuses(session) if until is None] == ["lifted_out"]
        again = take_in(session, "register_export", category("脱贫户"))
        assert (again.accepted, again.unchanged) == (0, 1)
        undo_batch(session, ACTOR, batch_of(back), now=NOW)
        assert register_dump(session) == before


def test_an_employer_written_in_several_ways_is_one(
    session_factory: sessionmaker[Session],
) -> None:
    """Spaces, width of brackets and forms of company make no second employer, nor record."""
    written = ("东莞某某电子有限公司", "东莞 某某电子有限公司", "东莞某某电子")
    with session_factory() as session:
        take_in(session, "register_export", changed("register_export"))
        take_in(
            session,
            "vacancies_system",
            *(
                changed("vacancies_system", employer=name, number=f"Z{n}")
                for n, name in enumerate(written)
            ),
        )
        for name in written:
            take_in(session, "work_records", changed("work_records", employer=name))
        stored = dump(session)
    assert len(stored["employers"]) == 1
    assert {row["employer_id"] for row in stored["vacancies"]} == {stored["employers"][0]["id"]}
    assert len(stored["vacancies"]) == 3
    assert only(stored["employment_records"])["employer_name"] == written[0]


def test_what_any_row_tells_of_an_employer_is_kept(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """A credit code on the employer's second line is not lost to the silent first one."""
    with sqlite_session_factory() as session:
        rows = (
            changed("vacancies_system", credit_code="", number="Z1"),
            changed("vacancies_system", number="Z2"),
        )
        take_in(session, "vacancies_system", *rows)
        assert only(dump(session)["employers"])["credit_code"] == "91110000600037341L"
        assert take_in(session, "vacancies_system", *rows).unchanged == 2


def test_a_second_line_under_one_number_is_named_and_the_first_stands(
    session_factory: sessionmaker[Session],
) -> None:
    """Of two lines under one number the later is refused; with a number of its own it stands."""
    first = changed("vacancies_system")
    with session_factory() as session:
        report = take_in(
            session, "vacancies_system", first, changed("vacancies_system", title="电焊工")
        )
        assert (report.accepted, report.refused) == (1, 1)
        assert "vacancy.duplicate" in codes_of(report)
        second = changed("vacancies_system", title="电焊工", number="Z002")
        report = take_in(session, "vacancies_system", first, second)
        assert (report.accepted, report.unchanged) == (1, 1)
        assert {row["title"] for row in dump(session)["vacancies"]} == {"缝纫工", "电焊工"}


@pytest.mark.parametrize("layout", GOOD)
def test_longest_texts_fit_their_columns(
    session_factory: sessionmaker[Session], layout: str
) -> None:
    """A cell of many letters is cut, kept or refused with a finding; it never breaks the import."""
    known = layouts()[layout]
    with session_factory() as session:
        take_in(session, "register_export", changed("register_export"))
        for spec in (*known.fields, *known.optional):
            text = HIM if spec.key == "id_number" else "样" * 500
            report = take_in(session, layout, changed(layout, **{spec.key: text}))
            assert report.accepted + report.unchanged + report.refused == 1, spec.key
