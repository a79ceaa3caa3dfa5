"""Hands out the proof of a round's current plan, as a file without names and ids."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from matching.columns.arrays import Ints
from matching.columns.arrow import table_from_ipc
from matching.proof.container import seal_of
from matching.proof.files import proof_bytes
from matching.proof.optimality import OptimalityProof, nameless_proof
from matching.solvers.solution import Solution, Status
from models.audit import record_event
from models.tables.rounds import Round, Solve
from models.values import Actor, Permission
from offices.rounds.acts_opening import find_round, newest_snapshot
from offices.rounds.acts_snapshot import snapshot_columns
from offices.rounds.acts_solves import current_solve
from offices.rounds.errors import NoProofOfRulesError, NotSolvedError
from offices.rounds.solving import weights_in


@dataclass(frozen=True, slots=True)
class ProofFile:
    """The bytes of a proof and the SHA-256 that they end with."""

    content: bytes
    sha256: str


def export_proof(session: Session, actor: Actor, round_code: str, *, now: dt.datetime) -> ProofFile:
    """Gives the proof of a round's current plan and notes its hash in the audit trail.

    Raises
    ------
    NotSolvedError
        If the round has no result, or one without a proof.
    NoProofOfRulesError
        If joint rules bind the plan: the file proves plans that none does.
    """
    opened = find_round(session, actor, Permission.ROUNDS_RUN, round_code)
    content = proof_bytes(_proof_of(session, actor, opened))
    exported = ProofFile(content, seal_of(content))
    record_event(
        session, actor, "proof.exported", opened.code, at=now, details={"sha256": exported.sha256}
    )
    return exported


def _proof_of(session: Session, actor: Actor, opened: Round) -> OptimalityProof:
    solve, snapshot = current_solve(session, opened), newest_snapshot(session, opened)
    if (solve.figures or {}).get("rules"):
        raise NoProofOfRulesError(round=opened.code)
    return nameless_proof(
        opened.code,
        snapshot.content_hash,
        snapshot_columns(session, actor, snapshot.id),
        weights_in(opened.settings),
        _stored_solution(solve, opened.code),
    )


def _stored_solution(solve: Solve, round_code: str) -> Solution:
    if solve.proof is None or solve.figures is None:
        raise NotSolvedError(round=round_code)
    stored = table_from_ipc(solve.proof)

    def numbers(name: str) -> Ints:
        return np.asarray(stored[name][0].values.to_numpy(), np.int64)

    return Solution(
        vacancy_of_laborer=numbers("plan"),
        objective=solve.figures["objective"],
        bound=solve.figures["bound"],
        status=Status(solve.figures["status"]),
        vacancy_price=numbers("prices"),
        laborer_surplus=numbers("surpluses"),
    )
