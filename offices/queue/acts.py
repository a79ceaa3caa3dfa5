"""The acts of the queue of solves under one name."""

from offices.queue.acts_requests import SolveStatus, cancel, enqueue, solve_status, stop
from offices.queue.acts_work import (
    GAVE_UP,
    MOST_ATTEMPTS,
    SILENCE,
    ClaimedSolve,
    claim,
    fail,
    finish,
    heartbeat,
    note_value,
    progress,
)

__all__ = [
    "GAVE_UP",
    "MOST_ATTEMPTS",
    "SILENCE",
    "ClaimedSolve",
    "SolveStatus",
    "cancel",
    "claim",
    "enqueue",
    "fail",
    "finish",
    "heartbeat",
    "note_value",
    "progress",
    "solve_status",
    "stop",
]
