"""An office sets its rules: checked against the register and the frozen round, audited."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matching.constraints.errors import RulesError
from models.enums import RoundState
from models.tables.audit import AuditEvent
from models.tables.rounds import Round, Solve
from models.values import NotAllowedError, Permission
from offices.rounds.acts import (
    open_round,
    request_solve,
    round_rules,
    set_rules,
    solve_input,
    take_snapshot,
)
from offices.rounds.errors import RoundPublishedError
from offices.rounds.rules_families import SETTING, RegisterFamily, usual_settings
from offices.rounds.rules_file import RulesFileError
from offices.rounds.rules_in_force import InForce
from offices.rounds.rules_stored import keys_of
from tests.factories import (
    ACTOR,
    COUNTY,
    NOW,
    POLICY_DATE,
    TOWNSHIPS,
    actor_for,
    add_employer,
    add_household,
    add_person,
    add_survey,
    add_vacancy,
    add_willing,
)

Sessions = sessionmaker[Session]


def _round(session: Session) -> str:
    return open_round(session, ACTOR, COUNTY, POLICY_DATE, usual_settings(), now=NOW).code


def _in_force(session: Session, code: str, content: str | None = None) -> InForce:
    """Sets the rules if there are any, and gives what the next solve would be bound by."""
    if content is not None:
        set_rules(session, ACTOR, code, content, now=NOW)
    solve_id = request_solve(session, ACTOR, code, now=NOW)
    return solve_input(session, ACTOR, solve_id).rules


def _frozen(session: Session) -> str:
    code = _round(session)
    take_snapshot(session, ACTOR, code, now=NOW)
    return code


def test_rules_are_taken_and_bind_the_next_solve(session_factory: Sessions) -> None:
    """The file stands in the round, its rules with the solve; the audit trail holds counts only."""
    with session_factory.begin() as session:
        people = [add_willing(session) for _ in range(3)]
        line = add_vacancy(session, headcount=3)
        code = _frozen(session)
        content = (
            'from_register = ["batches"]\n'
            f"[[together]]\npeople = [{people[0]}, {people[1]}]\n"
            f"[[batch]]\nvacancies = [{line}]\nleast = 2\n"
        )
        shown = set_rules(session, ACTOR, code, content, now=NOW)
        solve_id = request_solve(session, ACTOR, code, now=NOW)
        set_rules(session, ACTOR, code, "", now=NOW)
        session.expire_all()
        given = solve_input(session, ACTOR, solve_id)
        later = round_rules(session, ACTOR, code)
        details = session.scalars(
            select(AuditEvent.details).where(AuditEvent.action == "rules.set")
        ).first()
    assert shown.text == content
    assert shown.families == (RegisterFamily.BATCHES,)
    assert keys_of(given.rules.own) == ("together-1", "batch-1")
    assert given.rules.own.together[0].people == tuple(people[:2])
    assert (later.text, later.file.count) == ("", 0)
    assert later.families == (RegisterFamily.BATCHES,)
    assert details is not None
    assert details["rules"] == 2
    assert set(details) == {"sha256", "rules", "left_out", "from_register"}


def test_strangers_are_refused(sqlite_session_factory: Sessions) -> None:
    """Unknown numbers, and people of another county, are named by rule; nothing is changed."""
    with sqlite_session_factory.begin() as session:
        here = add_willing(session)
        stranger = add_willing(session, division_code="433130")
        line = add_vacancy(session)
        code = _frozen(session)
        content = (
            f"[[together]]\npeople = [{here}, {stranger}]\n"
            f"[[batch]]\nvacancies = [{line}, 9999]\nleast = 2\n"
            "[[rooms]]\nemployer = 9999\nrooms = 2\n"
        )
        with pytest.raises(RulesFileError) as refused:
            set_rules(session, ACTOR, code, content, now=NOW)
        assert round_rules(session, ACTOR, code).text == ""
    found = {(one.code, one.keys, one.facts["number"]) for one in refused.value.findings}
    assert found == {
        ("rules_file.no_such_person", ("together-1",), stranger),
        ("rules_file.no_such_vacancy", ("batch-1",), 9999),
        ("rules_file.no_such_employer", ("rooms-1",), 9999),
    }


def test_what_cannot_be_kept_is_refused_before_any_solve(
    sqlite_session_factory: Sessions,
) -> None:
    """One person in two groups, and a batch above its seats, collide as soon as they are set."""
    with sqlite_session_factory.begin() as session:
        people = [add_willing(session) for _ in range(3)]
        line = add_vacancy(session, headcount=2)
        code = _frozen(session)
        content = (
            f"[[together]]\npeople = [{people[0]}, {people[1]}]\n"
            f"[[together]]\npeople = [{people[0]}, {people[2]}]\n"
            f"[[batch]]\nvacancies = [{line}]\nleast = 9\n"
        )
        with pytest.raises(RulesError) as refused:
            set_rules(session, ACTOR, code, content, now=NOW)
    assert {one.code for one in refused.value.findings} == {
        "rules.in_two_groups",
        "rules.batch_above_seats",
    }


def test_the_office_goes_before_the_register(sqlite_session_factory: Sessions) -> None:
    """A couple of the register whose wife the office puts into another group is left out."""
    with sqlite_session_factory.begin() as session:
        household = add_household(session)
        head = add_person(session, household_id=household, relation="head")
        spouse = add_person(session, household_id=household, relation="spouse")
        other = add_willing(session)
        add_survey(session, head, companions="夫妻")
        add_survey(session, spouse)
        add_vacancy(session, headcount=3)
        code = _frozen(session)
        content = f"[[together]]\npeople = [{spouse}, {other}]\n"
        shown = _in_force(session, code, content)
        left_out = f'[[leave_out]]\nrule = "couple-{head}"\nnote = "已商定"\n'
        aside = _in_force(session, code, content + left_out)
        with pytest.raises(RulesFileError) as refused:
            set_rules(session, ACTOR, code, left_out.replace("couple", "pair"), now=NOW)
    assert keys_of(shown.register) == (f"couple-{head}",)
    assert keys_of(aside.register) == ()
    assert aside.left_out[0].note == "已商定"
    assert refused.value.findings[0].code == "rules_file.no_such_rule"


def test_floors_count_who_is_in_the_pool(sqlite_session_factory: Sessions) -> None:
    """Women, minorities, the disabled, people of 50 and of a township are found there."""
    with sqlite_session_factory.begin() as session:
        woman = add_willing(session, sex="female", division_code=TOWNSHIPS[1])
        minority = add_willing(session, ethnicity="苗族")
        disabled = add_willing(session, ethnicity="汉族", health="chronic,disabled")
        older = add_willing(session, birth_date=POLICY_DATE.replace(year=1976))
        add_willing(session, birth_date=POLICY_DATE.replace(year=1976, day=3))
        add_vacancy(session, headcount=9)
        code = _frozen(session)
        kinds = ("women", "minorities", "disabled", "over_50")
        content = "".join(f'[[floor]]\nwho = "{who}"\nleast = 1\n' for who in kinds)
        content += f'[[floor]]\nhomes = ["{TOWNSHIPS[1]}"]\nwho = "women"\nleast = 1\n'
        shown = _in_force(session, code, content)
    floors = [floor.people for floor in shown.own.floors]
    assert floors == [(woman,), (minority,), (disabled,), (older,), (woman,)]


def test_rooms_are_counted_only_where_somebody_states_them(
    sqlite_session_factory: Sessions,
) -> None:
    """A stated number binds couples there; asked to, couples go only where rooms are spoken of."""
    with sqlite_session_factory.begin() as session:
        household = add_household(session)
        head = add_person(session, household_id=household, relation="head")
        spouse = add_person(session, household_id=household, relation="spouse")
        add_survey(session, head, companions="夫妻")
        add_survey(session, spouse)
        stated, said, silent = (add_employer(session) for _ in range(3))
        add_vacancy(session, employer_id=stated)
        add_vacancy(session, employer_id=said, housing="couple_room")
        add_vacancy(session, employer_id=silent)
        code = _frozen(session)
        none = _in_force(session, code)
        rooms = f"[[rooms]]\nemployer = {stated}\nrooms = 0\n"
        counted = _in_force(session, code, rooms)
        strict = _in_force(session, code, "couples_need_rooms = true\n" + rooms)
    assert not none.register.together[0].needs_room
    assert counted.register.together[0].needs_room
    unlimited = {line.employer for line in counted.register.rooms if line.rooms is None}
    assert unlimited == {said, silent}
    assert {line.employer for line in strict.register.rooms} == {said}


def test_who_may_set_rules(sqlite_session_factory: Sessions) -> None:
    """Not without the permission to run rounds, and not once the lists are published."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        code = _frozen(session)
        without = actor_for("/430000/433100/433124/", without=Permission.ROUNDS_RUN)
        with pytest.raises(NotAllowedError):
            set_rules(session, without, code, "", now=NOW)
        session.scalars(select(Round)).one().state = RoundState.PUBLISHED.value
        session.flush()
        with pytest.raises(RoundPublishedError):
            set_rules(session, ACTOR, code, "", now=NOW)


def test_rules_can_be_set_before_the_data_are_frozen(sqlite_session_factory: Sessions) -> None:
    """They are checked against the register then, and against the round when it is solved."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session)
        code = _round(session)
        shown = set_rules(session, ACTOR, code, "[[own_best]]\nmost_below = 100\n", now=NOW)
        assert keys_of(shown.file.rules) == ("own_best-1",)
        take_snapshot(session, ACTOR, code, now=NOW)
        solve_id = request_solve(session, ACTOR, code, now=NOW)
        stored = session.get_one(Solve, solve_id).rules
        assert stored is not None
        assert stored["own"]["own_best"][0]["most_below"] == 100
        assert session.scalars(select(Round)).one().settings[SETTING]
