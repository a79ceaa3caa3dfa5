"""Lots of a round in the database: chances read back, proofs with their gap, refusals at once."""

from typing import Any

import numpy as np
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matching.proof.check import check_proof
from matching.proof.files import read_proof
from models.tables.rounds import Round, Solve
from offices.rounds.acts import (
    ProposalFilter,
    open_round,
    proposals_page,
    request_solve,
    round_summary,
    set_rules,
    stored_lots,
    take_snapshot,
)
from offices.rounds.acts_board import frozen_plan
from offices.rounds.acts_proof import export_proof
from offices.rounds.errors import CautionError, LotsError, LotsUnderRulesError, NotSolvedError
from offices.rounds.rules_families import usual_settings
from offices.rounds.why_asked import asked_why
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round

Sessions = sessionmaker[Session]

WIDE: dict[str, Any] = {
    "lots": {"budget_per_mille": 50, "pair_loss": 200_000, "person_loss": 1_000_000}
}


def opened(session: Session, settings: dict[str, Any]) -> str:
    """Opens and freezes a round."""
    code = open_round(session, ACTOR, COUNTY, POLICY_DATE, settings, now=NOW).code
    take_snapshot(session, ACTOR, code, now=NOW)
    return code


def test_a_round_keeps_the_chances_of_its_lots(session_factory: Sessions) -> None:
    """Who was concerned, both arms and what fell agree with the offers stored; so a second time."""
    with session_factory.begin() as session:
        fill_random(session, 4, people=120, vacancies=12)
        code = opened(session, WIDE)
        with pytest.raises(NotSolvedError):
            stored_lots(session, ACTOR, code)
        solved_round(session, code)
        rows, told = stored_lots(session, ACTOR, code), round_summary(session, ACTOR, code).figures
        page = proposals_page(session, ACTOR, code, ProposalFilter(rank=1), limit=1000)
        first = {line.person_id: line.vacancy_id for line in page.lines}
        solved_round(session, code)
        again = stored_lots(session, ACTOR, code)
        kept = session.scalars(select(Solve.lots).order_by(Solve.id)).all()
    assert rows is not None
    assert again is not None
    assert len(rows) == told["lots"]["people"] > 0
    got = np.where(rows.is_other, rows.other, rows.planned).tolist()
    assert got == [first[person] for person in rows.person.tolist()]
    assert set(rows.chance_per_mille.tolist()) == {500}
    assert np.array_equal(rows.is_other, again.is_other)
    assert kept[0] == kept[1]


def test_a_round_without_lots_keeps_none(sqlite_session_factory: Sessions) -> None:
    """Nothing is stored, and its plan is the best one."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=60, vacancies=6)
        code = opened(session, {})
        solved_round(session, code)
        assert stored_lots(session, ACTOR, code) is None
        assert "lots" not in round_summary(session, ACTOR, code).figures


def test_proof_and_reasons_of_a_drawn_plan(sqlite_session_factory: Sessions) -> None:
    """The file proves exactly the loss as gap; whoever asks why is told of the best plan."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 4, people=120, vacancies=12)
        code = opened(session, WIDE)
        solved_round(session, code)
        lots = round_summary(session, ACTOR, code).figures["lots"]
        proof = read_proof(export_proof(session, ACTOR, code, now=NOW).content)
        rows, plan = stored_lots(session, ACTOR, code), frozen_plan(session, ACTOR, code)
    checked = check_proof(proof)
    assert lots["loss"] > 0
    assert not checked.findings
    assert not checked.is_optimal
    assert proof.solution.bound - proof.solution.objective == lots["loss"]
    assert rows is not None
    moved = int(rows.person[rows.is_other][0])
    told = asked_why(plan, moved)
    assert told["planned"] == int(rows.other[rows.is_other][0])
    assert not told["is_own_plan"]


def test_lots_under_rules_are_refused_on_request(sqlite_session_factory: Sessions) -> None:
    """Nothing is queued; once the office sets the rules aside the round is solved with lots."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 7, people=160, vacancies=12)
        code = opened(session, usual_settings() | WIDE)
        with pytest.raises(LotsUnderRulesError):
            request_solve(session, ACTOR, code, now=NOW)
        assert session.scalar(select(func.count()).select_from(Solve)) == 0
        set_rules(session, ACTOR, code, "from_register = []", now=NOW)
        solved_round(session, code)
        assert stored_lots(session, ACTOR, code) is not None


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"retention_caution_per_mille": -1}, CautionError),
        ({"retention_caution_per_mille": 3001}, CautionError),
        ({"retention_caution_per_mille": "1"}, CautionError),
        ({"retention_caution_per_mille": True}, CautionError),
        ({"lots": {"budget_per_mille": 51, "pair_loss": 0, "person_loss": 0}}, LotsError),
        ({"lots": None}, LotsError),
    ],
)
def test_bad_settings_open_no_round(
    sqlite_session_factory: Sessions, settings: dict[str, Any], error: type[Exception]
) -> None:
    """Refused when the round is opened, not when it is solved."""
    with sqlite_session_factory.begin() as session:
        with pytest.raises(error):
            open_round(session, ACTOR, COUNTY, POLICY_DATE, settings, now=NOW)
        assert session.scalar(select(func.count()).select_from(Round)) == 0
