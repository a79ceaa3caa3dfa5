"""Hands out a round's frozen market, and its proven plan, to ask about seats, rules and facts.

What is asked takes longer than a transaction should stay open: these acts only read.
"""

from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from matching.columns.arrays import Ints
from matching.columns.arrow import table_from_ipc
from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.pairs.market import Market
from matching.solvers.solution import Solution, Status
from models.tables.rounds import Solve
from models.values import Actor, Permission
from offices.rounds.acts_opening import find_round, newest_snapshot
from offices.rounds.acts_snapshot import snapshot_columns
from offices.rounds.acts_solves import current_solve
from offices.rounds.errors import NotSolvedError
from offices.rounds.solving import weights_in


@dataclass(frozen=True, slots=True, eq=False)
class FrozenMarket:
    """A round's newest snapshot as a market; ids and codes, nobody's name."""

    round_code: str
    data: MarketData
    market: Market


@dataclass(frozen=True, slots=True, eq=False)
class FrozenPlan:
    """A round's market with its current plan and prices."""

    frozen: FrozenMarket
    solution: Solution


def frozen_market(session: Session, actor: Actor, round_code: str) -> FrozenMarket:
    """Reads the market of a round, solved or not.

    Raises
    ------
    NoSnapshotError
        If there is no snapshot yet.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    data = snapshot_columns(session, actor, newest_snapshot(session, opened).id)
    return FrozenMarket(opened.code, data, market_of(data, weights_in(opened.settings)))


def frozen_plan(session: Session, actor: Actor, round_code: str) -> FrozenPlan:
    """Reads the market of a round with its current plan.

    Raises
    ------
    NotSolvedError
        If the round has no result, or one without a proof.
    """
    opened = find_round(session, actor, Permission.ROUNDS_READ, round_code)
    solution = _stored(current_solve(session, opened), opened.code)
    return FrozenPlan(frozen_market(session, actor, round_code), solution)


def _stored(solve: Solve, round_code: str) -> Solution:
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
