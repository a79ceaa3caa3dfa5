"""The sample in a round: the pool is whole, everything adds up, the market is skewed."""

import datetime as dt

import numpy as np
from sqlalchemy.orm import Session, sessionmaker

from matching.solvers.greedy import solve_greedily
from matching.solvers.solve import solve
from offices.directory.acts import load_directory
from offices.directory.entries import shipped_directory
from offices.rounds.acts import open_round, take_snapshot
from offices.rounds.acts_snapshot import snapshot_columns
from offices.sample.acts import load_sample
from offices.sample.directory import sample_directory
from offices.sample.frames import generate
from offices.sample.sizes import ROUND, SAMPLE_TODAY
from regions.gazetteer import load_gazetteer
from tests.factories import actor_for
from tests.offices.sample.markets import problem_of

ACTOR = actor_for("/430000/433100/433124/")
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
LEAST_GAP = 0.05


def test_the_samples_round_is_whole_and_skewed(
    sqlite_session_factory: sessionmaker[Session],
) -> None:
    """Everybody drawn has the standing drawn; with agreements in force greedy stays 5 % short."""
    frames = generate(ROUND, ROUND.seed)
    with sqlite_session_factory.begin() as session:
        load_sample(session, ACTOR, ROUND, ROUND.seed, now=NOW)
        for directory in (shipped_directory(), sample_directory()):
            load_directory(session, ACTOR, directory, load_gazetteer(), now=NOW)
        opened = open_round(session, ACTOR, ROUND.office_code, SAMPLE_TODAY, {}, now=NOW)
        taken = take_snapshot(session, ACTOR, opened.code, now=NOW)
        data = snapshot_columns(session, ACTOR, taken.id)
    standing = frames.people["standing"]
    assert taken.counts["register"] == ROUND.register_people
    assert taken.counts["pool"] == ROUND.pool_people
    assert taken.counts["at_work"] == (standing == "at_work").sum()
    available = taken.counts["at_work"] + taken.counts["pool"]
    assert available + taken.counts["not_available"] == ROUND.register_people
    problem = problem_of(data)
    best, greedy = solve(problem), solve_greedily(problem)
    assert 1 - greedy.objective / best.objective >= LEAST_GAP
    assert 0.85 <= np.mean(np.asarray(best.vacancy_of_laborer) >= 0) < 1
