"""Whatever is taken in and taken back, in whatever order, the tables hold what a model holds."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session, sessionmaker

from offices.register.acts_undo import undo_batch
from tests.factories import ACTOR, NOW
from tests.offices.register.import_files import Dump, batch_of, dump, register_dump, take_in
from tests.offices.register.register_books import HIM, Row, changed, identity

NUMBERS = (HIM, *(identity("433124", "19900101", sequence) for sequence in (983, 985, 987)))
EDUCATIONS = {"小学": "primary", "初中": "junior", "高中": "senior"}
CATEGORIES = {"脱贫户": "lifted_out", "边缘易致贫户": "marginal", "脱贫不稳定户": "unstable"}
TITLES = ("缝纫工", "电焊工", "流水线")
WHO = st.integers(0, len(NUMBERS) - 1)

REGISTERED = st.tuples(WHO, st.sampled_from(list(EDUCATIONS)), st.sampled_from(list(CATEGORIES)))
SURVEYED = st.tuples(WHO, st.sets(st.sampled_from(TITLES), max_size=2))
WORKED = st.tuples(WHO, st.sampled_from(["", "2025年11月", "2025年12月"]))
OFFERED = st.tuples(st.integers(1, 3), st.integers(1, 3))


@dataclass(frozen=True, slots=True)
class Handed:
    """A file handed in: its layout and what its rows say, one row for a person or a number."""

    layout: str
    told: dict[int, object] = field(default_factory=dict)


def handed(layout: str, rows: st.SearchStrategy[tuple[int, object]]) -> st.SearchStrategy[Handed]:
    """Draws a file of one to three rows."""
    many = st.lists(rows, min_size=1, max_size=3, unique_by=lambda row: row[0])
    return many.map(lambda told: Handed(layout, dict(told)))


STEPS = st.lists(
    st.one_of(
        st.none(),
        handed("register_export", REGISTERED.map(lambda row: (row[0], row[1:]))),
        handed("survey", SURVEYED),
        handed("work_records", WORKED),
        handed("vacancies_system", OFFERED),
    ),
    min_size=1,
    max_size=12,
)
"""Files handed in, and None for taking the newest batch back."""


def row_of(layout: str, key: int, told: object) -> Row:
    """Writes one row as the office would."""
    number = NUMBERS[key] if layout != "vacancies_system" else ""
    match layout, told:
        case "register_export", (education, category):
            household = f"433124{key:04d}"
            return changed(
                layout,
                id_number=number,
                household_number=household,
                member_number=f"{household}01",
                education=str(education),
                support_category=str(category),
            )
        case "survey", titles if isinstance(titles, set):
            return changed(layout, id_number=number, wished_occupations="、".join(sorted(titles)))
        case "work_records", ended:
            return changed(layout, id_number=number, ended=str(ended))
        case _, headcount:
            return changed(layout, number=f"Z{key}", headcount=str(headcount))


Model = dict[str, dict[int, object]]


def after(model: Model, file: Handed) -> tuple[Model, int, int]:
    """Gives the model after a file, and how many of its rows are new and how many refused."""
    known = model[file.layout]
    is_open = file.layout in ("register_export", "vacancies_system")
    taken = {
        key: told for key, told in file.told.items() if is_open or key in model["register_export"]
    }
    accepted = sum(key not in known or known[key] != told for key, told in taken.items())
    return {**model, file.layout: known | taken}, accepted, len(file.told) - len(taken)


def seen(stored: Dump) -> Model:
    """Reads the tables as the model would put it."""
    order = {row["id"]: NUMBERS.index(row["id_number"]) for row in stored["people"]}
    home = {row["household_id"]: order[row["id"]] for row in stored["people"]}
    category = {
        home[row["household_id"]]: row["category"]
        for row in stored["support_statuses"]
        if row["valid_to"] is None
    }
    educations = {value: key for key, value in EDUCATIONS.items()}
    categories = {value: key for key, value in CATEGORIES.items()}
    wishes: dict[int, object] = {
        order[row["person_id"]]: {
            wish["title"]
            for wish in stored["wished_occupations"]
            if wish["person_id"] == row["person_id"]
        }
        for row in stored["surveys"]
    }
    return {
        "register_export": {
            order[row["id"]]: (educations[row["education"]], categories[category[order[row["id"]]]])
            for row in stored["people"]
        },
        "survey": wishes,
        "work_records": {
            order[row["person_id"]]: ""
            if row["ended_month"] is None
            else f"2025年{row['ended_month'].month}月"
            for row in stored["employment_records"]
        },
        "vacancies_system": {
            int(row["number"][1:]): row["headcount"] for row in stored["vacancies"]
        },
    }


def play(session: Session, steps: list[Handed | None]) -> None:
    """Hands in and takes back, and compares after every step."""
    model: Model = {
        "register_export": {},
        "survey": {},
        "work_records": {},
        "vacancies_system": {},
    }
    stack: list[tuple[int, Model, Dump]] = []
    for step in steps:
        before = register_dump(session)
        if step is None:
            if stack:
                batch, model, stood = stack.pop()
                undo_batch(session, ACTOR, batch, now=NOW)
                assert register_dump(session) == stood
            continue
        rows = [row_of(step.layout, key, told) for key, told in step.told.items()]
        then, accepted, refused = after(model, step)
        report = take_in(session, step.layout, *rows)
        assert (report.accepted, report.refused) == (accepted, refused)
        assert report.unchanged == len(rows) - accepted - refused
        if accepted:
            stack.append((batch_of(report), model, before))
            model = then
        else:
            assert report.batch_id is None
            assert register_dump(session) == before
        assert seen(dump(session)) == model
    session.rollback()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_sequence_keeps_to_the_model(
    sqlite_session_factory: sessionmaker[Session], steps: list[Handed | None]
) -> None:
    """Counts, values and undo agree with a model of dictionaries after every step."""
    with sqlite_session_factory() as session:
        play(session, steps)


@pytest.mark.prove
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_many_sequences_keep_to_the_model(
    session_factory: sessionmaker[Session], steps: list[Handed | None]
) -> None:
    """The same for many sequences on both databases."""
    with session_factory() as session:
        play(session, steps)
