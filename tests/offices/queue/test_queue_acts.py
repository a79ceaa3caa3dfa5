"""The table of solves."""

import datetime as dt
import threading

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.enums import SolveState
from models.values import NotAllowedError, Permission
from offices.queue.acts import (
    GAVE_UP,
    MOST_ATTEMPTS,
    SILENCE,
    cancel,
    claim,
    fail,
    finish,
    heartbeat,
    note_value,
    progress,
    solve_status,
    stop,
)
from offices.queue.errors import SolveLostError, SolveNotFoundError, SolveOverError
from offices.rounds.acts import open_round, request_solve, take_snapshot
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    add_vacancy,
    add_willing,
)

Sessions = sessionmaker[Session]
LATER = NOW + SILENCE + dt.timedelta(seconds=1)


def queued(session: Session, solves: int = 1) -> list[int]:
    """Queues solves of a small round."""
    add_willing(session)
    add_vacancy(session)
    code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
    take_snapshot(session, ACTOR, code, now=NOW)
    return [request_solve(session, ACTOR, code, now=NOW) for _ in range(solves)]


def test_the_oldest_solve_is_taken_first(session_factory: Sessions) -> None:
    """Solves are taken in their order, and none twice."""
    with session_factory.begin() as session:
        first, second = queued(session, 2)
        taken = [claim(session, ACTOR, "a", now=NOW) for _ in range(3)]
    assert [None if solve is None else solve.id for solve in taken] == [first, second, None]


def test_progress_is_seen_and_is_a_sign_of_life(sqlite_session_factory: Sessions) -> None:
    """A report of progress moves the step and keeps others from taking the solve."""
    with sqlite_session_factory.begin() as session:
        (solve,) = queued(session)
        claim(session, ACTOR, "a", now=NOW)
        progress(session, ACTOR, solve, "a", "arcs", 40, 100, now=LATER)
        status = solve_status(session, ACTOR, solve)
        assert claim(session, ACTOR, "b", now=LATER) is None
    assert (status.step, status.step_done, status.step_total) == ("arcs", 40, 100)
    assert not status.is_over


def test_a_silent_workers_solve_is_taken_over(session_factory: Sessions) -> None:
    """After the silence another worker takes the solve; the first can store nothing any more."""
    with session_factory.begin() as session:
        (solve,) = queued(session)
        claim(session, ACTOR, "a", now=NOW)
        heartbeat(session, ACTOR, solve, "a", now=NOW + dt.timedelta(seconds=1))
        assert claim(session, ACTOR, "b", now=NOW + SILENCE) is None
        taken = claim(session, ACTOR, "b", now=LATER + dt.timedelta(seconds=1))
        assert taken is not None
        assert taken.attempt == 2
        with pytest.raises(SolveLostError):
            heartbeat(session, ACTOR, solve, "a", now=LATER)
        with pytest.raises(SolveLostError):
            finish(session, ACTOR, solve, "a", {}, b"", now=LATER)


def test_a_solve_that_outlives_its_workers_is_given_up(sqlite_session_factory: Sessions) -> None:
    """After the last attempt the solve fails with a code, and the next one comes up."""
    with sqlite_session_factory.begin() as session:
        first, second = queued(session, 2)
        now = NOW
        for _ in range(MOST_ATTEMPTS):
            taken = claim(session, ACTOR, "a", now=now)
            assert taken is not None
            assert taken.id == first
            now += SILENCE + dt.timedelta(seconds=1)
        following = claim(session, ACTOR, "a", now=now)
        status = solve_status(session, ACTOR, first)
    assert following is not None
    assert following.id == second
    assert (status.state, status.error_code) == (SolveState.FAILED, GAVE_UP)


def test_a_failed_solve_says_why(sqlite_session_factory: Sessions) -> None:
    """A worker's error ends the solve with its code."""
    with sqlite_session_factory.begin() as session:
        (solve,) = queued(session)
        claim(session, ACTOR, "a", now=NOW)
        fail(session, ACTOR, solve, "a", "rounds.stale_snapshot", now=LATER)
        status = solve_status(session, ACTOR, solve)
    assert (status.state, status.error_code) == (SolveState.FAILED, "rounds.stale_snapshot")
    assert status.is_over


def test_cancelling_stops_a_solve_once(sqlite_session_factory: Sessions) -> None:
    """A cancelled solve is not taken, its worker notices, and it cannot be cancelled again."""
    with sqlite_session_factory.begin() as session:
        waiting, running = queued(session, 2)
        cancel(session, ACTOR, waiting, now=NOW)
        taken = claim(session, ACTOR, "a", now=NOW)
        assert taken is not None
        assert taken.id == running
        cancel(session, ACTOR, running, now=NOW)
        with pytest.raises(SolveLostError):
            progress(session, ACTOR, running, "a", "arcs", 1, 2, now=NOW)
        with pytest.raises(SolveOverError):
            cancel(session, ACTOR, running, now=NOW)


def test_two_workers_never_take_the_same_solve(session_factory: Sessions) -> None:
    """Workers that ask at the same moment, each in its own connection, share the solves."""
    with session_factory.begin() as session:
        solves = queued(session, 6)
    taken: list[int] = []

    def work(name: str) -> None:
        while True:
            with session_factory.begin() as session:
                found = claim(session, ACTOR, name, now=NOW)
            if found is None:
                return
            taken.append(found.id)

    workers = [threading.Thread(target=work, args=(name,)) for name in ("a", "b", "c")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == solves


def test_who_may_work_on_the_queue(sqlite_session_factory: Sessions) -> None:
    """Workers of other regions find nothing; without the permission nobody takes or cancels."""
    with sqlite_session_factory.begin() as session:
        (solve,) = queued(session)
        assert claim(session, OTHER_COUNTY, "x", now=NOW) is None
        with pytest.raises(SolveNotFoundError):
            solve_status(session, OTHER_COUNTY, solve)
        reader = actor_for(COUNTY_PATH, without=Permission.ROUNDS_RUN)
        with pytest.raises(NotAllowedError):
            claim(session, reader, "x", now=NOW)
        with pytest.raises(NotAllowedError):
            cancel(session, reader, solve, now=NOW)


def test_a_stopping_solve_goes_on_stopping_with_another_worker(
    sqlite_session_factory: Sessions,
) -> None:
    """The wish to stop outlives its worker, and both workers are told of it."""
    with sqlite_session_factory.begin() as session:
        (solve,) = queued(session)
        claim(session, ACTOR, "a", now=NOW)
        assert not progress(session, ACTOR, solve, "a", "search", 1, 2, now=NOW)
        assert not note_value(session, ACTOR, solve, "a", 7, 9, now=NOW)
        assert solve_status(session, ACTOR, solve).figures == {"objective": 7, "bound": 9}
        stop(session, ACTOR, solve, now=NOW)
        assert solve_status(session, ACTOR, solve).state is SolveState.STOPPING
        assert note_value(session, ACTOR, solve, "a", 8, 9, now=NOW)
        assert claim(session, ACTOR, "b", now=LATER) is not None
        assert solve_status(session, ACTOR, solve).figures is None
        assert progress(session, ACTOR, solve, "b", "search", 1, 2, now=LATER)
        finish(session, ACTOR, solve, "b", {}, b"", now=LATER)
        assert solve_status(session, ACTOR, solve).state is SolveState.DONE
