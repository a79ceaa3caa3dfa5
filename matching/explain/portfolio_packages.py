"""Packages an office could pay for: seats on a line, in a pool of lines, and courses for people."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.explain.board_errors import BoardError
from matching.explain.board_trainees import Nets, train_in
from matching.explain.board_training import Training, declared_again, trained
from matching.explain.narrowed import among_vacancies
from matching.pairs.market import Market
from matching.pairs.plain import FORBIDDEN, scores_of_block
from matching.solvers.integers import exact_dot, exact_sum
from matching.solvers.knapsack import Cut
from matching.solvers.repair.changes import AddVacancy
from matching.solvers.repair.plan import Plan

NO_TRAINING = Training()
"""Nobody learns anything."""

BLOCK_PAIRS = 4_000_000
"""Pairs written out together; bounds the memory."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Further seats that may go to any of some lines, as is best: a coach, beds, one line's posts.

    Parameters
    ----------
    vacancies
        Positions of the lines, at least one.
    seats
        How many, at least 0.
    """

    vacancies: tuple[int, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class Package:
    """What one sum of money buys.

    Parameters
    ----------
    code
        Stable name within a portfolio.
    cost_fen
        Its cost, at least 0.
    seats
        Further seats.
    people, training
        Positions of people who are trained, and what they learn. A person is in one package only.
    """

    code: str
    cost_fen: int
    seats: tuple[Seats, ...] = ()
    people: tuple[int, ...] = ()
    training: Training = NO_TRAINING


class PackageTrials:
    """A proven plan on which packages are tried and bounded.

    Parameters
    ----------
    data, market
        The columns and the market.
    plan
        A proven plan of this market, without changes; it stays as it is.
    packages
        The packages.

    Raises
    ------
    BoardError
        ``negative``, ``no_such_vacancy``, ``no_such_person``, ``person_twice`` or ``code_twice``,
        with the package's code.
    """

    def __init__(
        self, data: MarketData, market: Market, plan: Plan, packages: Sequence[Package]
    ) -> None:
        _check(market, packages)
        self.packages = tuple(packages)
        self.plan = plan
        self._market = market
        self._nets = Nets(market)
        changed = data
        for package in packages:
            changed = trained(changed, np.array(package.people, np.int64), package.training)
        self._trained = declared_again(changed, market)

    def tried(self, chosen: Sequence[int]) -> tuple[int, Cut]:
        """Carries out some packages on a copy of the plan.

        Parameters
        ----------
        chosen
            Positions of the packages.

        Returns
        -------
        tuple
            What they add to the sum of scores, exactly; and a bound on what any packages add, which
            is exact for these.
        """
        plan = deepcopy(self.plan)
        packages = [self.packages[one] for one in chosen]
        people = np.array([who for one in packages for who in one.people], np.int64)
        train_in(plan, self._trained, people)
        pools = [pool for one in packages for pool in one.seats if pool.seats]
        for pool in pools:
            plan.apply(AddVacancy(pool.seats, self._column(plan, pool, people)))
        price = plan.vacancy_price
        own, added = price[: self._market.vacancy_count].copy(), price[self._market.vacancy_count :]
        for pool, its_price in zip(pools, added.tolist(), strict=True):
            at = list(pool.vacancies)
            own[at] = np.minimum(own[at], its_price)
        return plan.value - self.plan.value, self.bound_at(own)

    def bound_at(self, price: Ints) -> Cut:
        """Gives the bound of prices on what any packages add to the sum of scores.

        Parameters
        ----------
        price
            p_j >= 0 of each vacancy.
        """
        surplus = self._nets.at(price)
        constant = exact_dot(self._market.seats, price) + exact_sum(surplus) - self.plan.value
        return Cut(constant, tuple(self._weight(one, price, surplus) for one in self.packages))

    def _weight(self, package: Package, price: Ints, surplus: Ints) -> int:
        weight = 0
        for pool in package.seats:
            weight += pool.seats * int(price[list(pool.vacancies)].max())
        people = np.array(package.people, np.int64)
        scores = scores_of_block(self._trained, people, np.arange(len(price)))
        best = np.where(scores == FORBIDDEN, 0, scores - price[None, :]).max(axis=1, initial=0)
        return weight + int(np.maximum(best - surplus[people], 0).sum())

    def _column(self, plan: Plan, pool: Seats, people: Ints) -> np.ndarray:
        """Gives the best score of each laborer of a plan at the lines of a pool."""
        at = np.array(pool.vacancies, np.int64)
        everybody = np.arange(self._market.laborer_count)
        column = np.full(plan.laborer_count, FORBIDDEN, np.int32)
        column[: len(everybody)] = _best_of(among_vacancies(self._market, at), everybody)
        column[people] = FORBIDDEN
        column[len(everybody) :] = _best_of(among_vacancies(self._trained, at), people)
        return column


def _best_of(market: Market, laborers: Ints) -> Ints:
    """Gives the highest score of some laborers over all vacancies, ``FORBIDDEN`` if none."""
    best = np.full(len(laborers), FORBIDDEN, np.int64)
    step = max(1, BLOCK_PAIRS // max(1, market.vacancy_count))
    for start in range(0, len(laborers), step):
        rows = laborers[start : start + step]
        scores = scores_of_block(market, rows, np.arange(market.vacancy_count))
        best[start : start + step] = scores.max(axis=1, initial=FORBIDDEN)
    return best


def _check(market: Market, packages: Sequence[Package]) -> None:
    codes: set[str] = set()
    trained_so_far: set[int] = set()
    for package in packages:
        reason = _fault(market, package)
        if package.code in codes:
            reason = "code_twice"
        if trained_so_far & set(package.people):
            reason = "person_twice"
        if reason:
            raise BoardError(reason=reason, package=package.code)
        codes.add(package.code)
        trained_so_far |= set(package.people)


def _fault(market: Market, package: Package) -> str:
    lines = [line for pool in package.seats for line in pool.vacancies]
    if package.cost_fen < 0 or any(pool.seats < 0 for pool in package.seats):
        return "negative"
    if any(not 0 <= line < market.vacancy_count for line in lines):
        return "no_such_vacancy"
    if any(not pool.vacancies for pool in package.seats):
        return "no_such_vacancy"
    if any(not 0 <= who < market.laborer_count for who in package.people):
        return "no_such_person"
    return "person_twice" if len(set(package.people)) < len(package.people) else ""
