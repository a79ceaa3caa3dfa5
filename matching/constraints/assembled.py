"""All rules of a round put together as one problem."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.constraints.batches import batches_of
from matching.constraints.budgets import budgets_of
from matching.constraints.checks import findings_of
from matching.constraints.concentration import concentration_of
from matching.constraints.decided import patches_of
from matching.constraints.declared import Rules
from matching.constraints.errors import RulesError
from matching.constraints.floors import floors_of
from matching.constraints.groups import groups_of
from matching.constraints.households import stay_home_of
from matching.constraints.keys import Ruled
from matching.constraints.quotas import quotas_of
from matching.constraints.reciprocity import reciprocity_of
from matching.constraints.rooms import rooms_of
from matching.constraints.trips import trips_of
from matching.pairs.market import Market
from matching.solvers.joint.forms import Lots
from matching.solvers.joint.problem import JointProblem


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A problem, and which rule is behind each row and lot.

    Parameters
    ----------
    problem
        The problem.
    row_key, row_code
        Of every row, in the problem's order: the rule's key and its family's code.
    lot_key
        Of every lot: the key of the batch or trip.
    """

    problem: JointProblem
    row_key: tuple[str, ...]
    row_code: tuple[str, ...]
    lot_key: tuple[str, ...]


def joint_problem(data: MarketData, market: Market, rules: Rules) -> JointProblem:
    """Gives a market under rules as the solver takes it.

    Parameters
    ----------
    data, market
        The market.
    rules
        What the office asks.

    Raises
    ------
    RulesError
        If rules contradict each other, the law or the facts; it carries the findings.
    """
    return assembled(data, market, rules).problem


def assembled(data: MarketData, market: Market, rules: Rules) -> Assembled:
    """Gives the problem with the rules behind its rows; see ``joint_problem``."""
    findings = findings_of(data, market, rules)
    if findings:
        raise RulesError(findings)
    lots = _LotList([], [], [], [], [])
    ruled: list[Ruled] = []
    for family, least, seats in batches_of(data, rules.batches):
        first = len(lots.key)
        lots.add(
            family.keys,
            [(int(low), int(high), 1, 0, 0) for low, high in zip(least, seats, strict=True)],
        )
        lots.put([(first + row, len(ruled), row) for row in range(len(family.keys))])
        ruled.append(family)
    first = len(lots.key)
    lots.add(
        tuple(trip.key for trip in rules.trips),
        [(trip.least, trip.seats, trip.vehicles, trip.saving, trip.cost) for trip in rules.trips],
    )
    for family, some in trips_of(data, rules.trips):
        lots.put([(first + trip, len(ruled), 0) for trip in some])
        ruled.append(family)
    ruled.extend(_plain_families(data, rules))
    problem = JointProblem(
        market=market,
        families=tuple(one.rows for one in ruled),
        groups=groups_of(data, rules.together),
        lots=lots.form(),
        patches=patches_of(data, market, rules.decided, rules.own_best),
    )
    return Assembled(
        problem=problem,
        row_key=tuple(key for one in ruled for key in one.keys),
        row_code=tuple(one.rows.code for one in ruled for _ in one.keys),
        lot_key=tuple(lots.key),
    )


def _plain_families(data: MarketData, rules: Rules) -> list[Ruled]:
    """Gives the families that have no lots."""
    found = (
        rooms_of(data, rules.together, rules.rooms),
        stay_home_of(data, rules.stay_home),
        *quotas_of(data, rules.quotas),
        *concentration_of(data, rules.concentration),
        *reciprocity_of(data, rules.reciprocity),
        *floors_of(data, rules.floors),
        *budgets_of(data, rules.budgets),
    )
    return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class _LotList:
    """Lots, gathered: keys and figures, and on which rows each is."""

    key: list[str]
    figures: list[tuple[int, int, int, int, int]]
    lot: list[int]
    family: list[int]
    row: list[int]

    def add(self, keys: tuple[str, ...], figures: list[tuple[int, int, int, int, int]]) -> None:
        self.key.extend(keys)
        self.figures.extend(figures)

    def put(self, entries: list[tuple[int, int, int]]) -> None:
        for lot, family, row in entries:
            self.lot.append(lot)
            self.family.append(family)
            self.row.append(row)

    def form(self) -> Lots:
        figures = np.array(self.figures, np.int64).reshape(-1, 5).T
        return Lots(_ints(self.lot), _ints(self.family), _ints(self.row), *figures)


def _ints(values: list[int]) -> Ints:
    return np.array(values, np.int64)
