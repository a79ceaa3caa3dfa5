"""The steps of a round that commands and pages share, each in its own short transaction."""

from typing import Any

from models.enums import ProposalState
from offices.lists.acts import Published, publish, reconcile
from offices.lists.reconciliation import Reconciliation
from offices.queue.acts import SolveStatus, solve_status
from offices.rounds.acts import decide_proposals, request_solve, round_summary, take_snapshot
from ui.clock import now
from ui.demo_actor import DEMO_ACTOR
from ui.settings import Settings
from ui.transactions import reading, transaction


def freeze(settings: Settings, round_code: str) -> dict[str, Any]:
    """Takes a snapshot and gives its counts."""
    with transaction(settings) as session:
        taken = take_snapshot(session, DEMO_ACTOR, round_code, now=now())
    return {"snapshot": taken.number, "content_hash": taken.content_hash, **taken.counts}


def freeze_if_needed(settings: Settings, round_code: str) -> None:
    """Takes the first snapshot of a round that has none."""
    with reading(settings) as session:
        has_snapshot = bool(round_summary(session, DEMO_ACTOR, round_code).counts)
    if not has_snapshot:
        freeze(settings, round_code)


def request(settings: Settings, round_code: str) -> int:
    """Queues a solve of the newest snapshot and gives its number."""
    with transaction(settings) as session:
        return request_solve(session, DEMO_ACTOR, round_code, now=now())


def status_of(settings: Settings, solve_id: int) -> SolveStatus:
    """Gives how far a solve is."""
    with reading(settings) as session:
        return solve_status(session, DEMO_ACTOR, solve_id)


def accept_all(settings: Settings, round_code: str) -> int:
    """Accepts every first offer that nobody decided, and gives how many."""
    with transaction(settings) as session:
        return decide_proposals(
            session, DEMO_ACTOR, round_code, None, ProposalState.ACCEPTED, now=now()
        )


def publish_lists(settings: Settings, round_code: str) -> Published:
    """Publishes the three lists."""
    with transaction(settings) as session:
        return publish(session, DEMO_ACTOR, round_code, now=now())


def checked_sums(settings: Settings, round_code: str) -> Reconciliation:
    """Says whether register, pool, plan, placements and lists add up."""
    with reading(settings) as session:
        return reconcile(session, DEMO_ACTOR, round_code)
