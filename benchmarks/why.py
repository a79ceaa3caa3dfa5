"""Reasons, losses and ways in of a sample round, against B1, one full solve of the same market."""

from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import numpy as np
from sqlalchemy.orm import Session

from benchmarks.sample_round import KEYS, NOW, actor_of_sample, loaded_sample
from benchmarks.why_resolved import feasible_pair, losses_held
from matching.columns.market_data import MarketData
from matching.explain.override_cost import cost_of
from matching.explain.override_trials import Trials, trials_of
from matching.explain.solved_market import SolvedMarket, solved_market
from matching.explain.ways_in import ways_in, ways_in_at
from matching.explain.why_every_pair import every_pair
from matching.explain.why_not import why_not
from matching.explain.why_pair import why_pairs
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.solvers.all_pairs.solve import MarketParams, solve_market
from matching.solvers.repair.changes import Ban, Pin, Withdraw
from models.database import migrate, open_engine
from models.encryption import install_keyring
from offices.rounds.acts import open_round, snapshot_columns, take_snapshot
from offices.sample.sizes import COUNTY, SAMPLE_TODAY, SIZES, SampleSize

ASKED = 300
"""Questions of each kind whose times are told."""

WARM = 20
"""Questions asked first, so that compiling is not timed."""

REPEATS = 3

Told = TypeVar("Told")


def run(sizes: Sequence[int]) -> None:
    """Prints seconds and shares of B1; stated losses must equal full solves.

    Parameters
    ----------
    sizes
        People on the registers of samples; the county if empty.
    """
    install_keyring(KEYS)
    for people in sizes or [COUNTY.register_people]:
        _run(next(one for one in SIZES.values() if one.register_people == people))


def _run(size: SampleSize) -> None:
    data = sample_columns(size)
    market = market_of(data, DEFAULT_WEIGHTS)
    solve_s, solution = _median_of(lambda: solve_market(market, MarketParams(is_lowest=True)))
    print(
        f"{size.name}: {market.laborer_count:,} people, {market.vacancy_count:,} vacancies, "
        f"{market.laborer_count * market.vacancy_count:,} pairs; B1 {solve_s:.2f} s"
    )
    solved = solved_market(data, market, solution)
    _print_all(solved, solve_s)
    trials = _repeated("plan laid out for trials", solve_s, lambda: trials_of(solved))
    _print_questions(trials, solve_s)
    print(f"  {losses_held(trials)} stated losses equal a full solve", flush=True)


def sample_columns(size: SampleSize) -> MarketData:
    """Takes a snapshot of the sample's pool, in a copy of the database kept."""
    with TemporaryDirectory() as folder:
        copied = Path(folder) / "sample.db"
        copyfile(loaded_sample(size), copied)
        engine = open_engine(f"sqlite:///{copied}")
        try:
            migrate(engine)
            with Session(engine) as session, session.begin():
                actor = actor_of_sample(size)
                code = open_round(session, actor, size.office_code, SAMPLE_TODAY, {}, now=NOW).code
                snapshot = take_snapshot(session, actor, code, now=NOW)
                return snapshot_columns(session, actor, snapshot.id)
        finally:
            engine.dispose()


def _print_all(solved: SolvedMarket, solve_s: float) -> None:
    placed = np.flatnonzero(solved.has_vacancy)

    def reasons() -> int:
        return sum(block.slack.size for block in every_pair(solved))

    def told() -> int:
        why = why_pairs(solved, placed)
        return len([why.told(row) for row in range(len(why))])

    _repeated("a reason for every pair", solve_s, reasons)
    _repeated(f"why this pair, {len(placed):,} people", solve_s, told)


def _print_questions(trials: Trials, solve_s: float) -> None:
    """Times single questions about pairs drawn: feasible, not made, with a seat."""
    solved, rng = trials.solved, np.random.default_rng(1)
    people = np.flatnonzero(solved.feasible > 1)
    pairs = [feasible_pair(trials, rng, people) for _ in range(ASKED)]
    sizes = [solved.market.laborer_count, solved.market.vacancy_count]
    any_pairs = rng.integers(sizes, size=(ASKED, 2)).tolist()
    without = np.flatnonzero(~solved.has_vacancy)
    asked: list[tuple[str, list[Callable[[], object]]]] = [
        ("why not, with who is displaced", [lambda p=p: why_not(trials, *p) for p in pairs]),
        ("loss of a pin", [lambda p=p: cost_of(trials, [Pin(*p)]) for p in pairs]),
        ("loss of a ban", [lambda i=i: _cost_of_ban(trials, i) for i, _ in pairs]),
        ("loss of a withdrawal", [lambda i=i: cost_of(trials, [Withdraw(i)]) for i, _ in pairs]),
        ("ways to a post", [lambda p=p: ways_in_at(trials, *p) for p in any_pairs]),
        (
            "ways in without an offer",
            [lambda i=i: ways_in(trials, i) for i in rng.choice(without, ASKED).tolist()],
        ),
    ]
    print(f"  {'one question':32s} {'median ms':>9s} {'90 % ms':>8s} {'most ms':>8s} {'of B1':>8s}")
    for name, questions in asked:
        for question in questions[:WARM]:
            question()
        seconds = [_timed(question)[0] for question in questions]
        late, most = (1e3 * float(np.quantile(seconds, share)) for share in (0.9, 1))
        ratio = f"1/{solve_s / median(seconds):.0f}"
        middle = 1e3 * median(seconds)
        print(f"  {name:32s} {middle:9.1f} {late:8.1f} {most:8.1f} {ratio:>8s}", flush=True)


def _cost_of_ban(trials: Trials, person: int) -> object:
    held = int(trials.solved.solution.vacancy_of_laborer[person])
    return cost_of(trials, [Ban(person, held)]) if held >= 0 else None


def _repeated(name: str, solve_s: float, work: Callable[[], Told]) -> Told:
    seconds, told = _median_of(work)
    print(f"  {name:32s} {seconds:8.3f} s {seconds / solve_s:8.3f} B1", flush=True)
    return told


def _median_of(work: Callable[[], Told]) -> tuple[float, Told]:
    """Runs once to compile, and then some times."""
    work()
    runs = [_timed(work) for _ in range(REPEATS)]
    return median(taken for taken, _ in runs), runs[-1][1]


def _timed(work: Callable[[], Told]) -> tuple[float, Told]:
    begun = perf_counter()
    told = work()
    return perf_counter() - begun, told
