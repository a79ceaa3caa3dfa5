"""A market kept as one dense table while it changes, to hold repairs against."""

import numpy as np
from numpy.typing import NDArray

from matching.solvers.problem import AssignmentProblem
from matching.solvers.repair.changes import (
    AddLaborer,
    AddVacancy,
    Allow,
    Ban,
    Change,
    Pin,
    Reject,
    SetSeats,
    Unpin,
    Withdraw,
)
from matching.solvers.repair.plan import Plan
from matching.solvers.solution import Solution, Status
from matching.solvers.solve import solve
from matching.solvers.verify import verify


class Dense:
    """Gives lines of a table."""

    def __init__(self, table: NDArray[np.int32]) -> None:
        self.table = table.copy()

    def row(self, laborer: int) -> NDArray[np.int32]:
        """Gives a row."""
        return self.table[laborer].copy()

    def column(self, vacancy: int) -> NDArray[np.int32]:
        """Gives a column."""
        return self.table[:, vacancy].copy()


class Truth:
    """The market after each change, every pair listed."""

    def __init__(self, table: NDArray[np.int32], seats: NDArray[np.int64]) -> None:
        self.table = table.copy()
        self.seats = seats.copy()
        self.banned: set[tuple[int, int]] = set()
        self.pins: dict[int, int] = {}
        self.gone: set[int] = set()

    def change(self, change: Change) -> None:
        """Makes a change other than a rejection."""
        match change:
            case Ban(laborer, vacancy):
                self.banned.add((laborer, vacancy))
            case Allow(laborer, vacancy):
                self.banned.remove((laborer, vacancy))
            case Pin(laborer, vacancy):
                self.pins[laborer] = vacancy
            case Unpin(laborer):
                del self.pins[laborer]
            case Withdraw(laborer):
                self.pins.pop(laborer, None)
                self.gone.add(laborer)
            case AddLaborer(row):
                self.table = np.vstack([self.table, row])
            case AddVacancy(seats, column):
                self.table = np.hstack([self.table, column[:, None]])
                self.seats = np.append(self.seats, seats)
            case SetSeats(vacancy, seats):
                self.seats[vacancy] = seats

    def allowed(self) -> NDArray[np.int32]:
        """Gives the table with banned pairs forbidden."""
        table = self.table.copy()
        for pair in self.banned:
            table[pair] = -1
        return table

    def problem(self) -> AssignmentProblem:
        """Lists all pairs of those who are neither gone nor pinned, for the seats left to them."""
        table = self.allowed()
        table[list(self.gone | set(self.pins))] = -1
        taken = np.bincount(list(self.pins.values()), minlength=len(self.seats))
        laborers, vacancies = np.nonzero(table >= 0)
        scores = table[laborers, vacancies]
        return AssignmentProblem(len(table), self.seats - taken, laborers, vacancies, scores)

    def pinned_value(self) -> int:
        """Adds up the scores of the pinned pairs."""
        return sum(int(self.table[pair]) for pair in self.pins.items())


def assert_optimal(plan: Plan, truth: Truth) -> None:
    """The plan's own prices prove it over all pairs, and a full solve is worth the same."""
    problem = truth.problem()
    held = plan.vacancy_of_laborer
    assert [held[laborer] for laborer in truth.pins] == list(truth.pins.values())
    held[list(truth.pins)] = -1
    value = plan.value - truth.pinned_value()
    claim = Solution(held, value, value, Status.OPTIMAL, plan.vacancy_price, plan.laborer_surplus)
    verification = verify(problem, claim)
    assert verification.findings == ()
    assert verification.is_optimal
    assert solve(problem).objective == value


def random_table(
    rng: np.random.Generator, laborers: int, vacancies: int, density: float, top: int
) -> NDArray[np.int32]:
    """Draws uniform scores, the pairs beyond a share forbidden."""
    table = rng.integers(0, top + 1, (laborers, vacancies)).astype(np.int32)
    table[rng.random(table.shape) >= density] = -1
    return table


def started(truth: Truth, *, arcs: int, margin: int, keep_bonus: int = 0) -> Plan:
    """Solves the market with all pairs and hands on only the best arcs of each laborer."""
    problem = truth.problem()
    solution = solve(problem)
    net = problem.arc_score - solution.vacancy_price[problem.arc_vacancy]
    order = np.lexsort((-net, problem.arc_laborer))
    ordered = problem.arc_laborer[order]
    is_best = np.arange(len(order)) - np.searchsorted(ordered, ordered) < arcs
    is_held = solution.vacancy_of_laborer[problem.arc_laborer] == problem.arc_vacancy
    kept = np.union1d(order[is_best], np.flatnonzero(is_held))
    thin = AssignmentProblem(
        problem.laborer_count,
        problem.seats,
        problem.arc_laborer[kept],
        problem.arc_vacancy[kept],
        problem.arc_score[kept],
    )
    return Plan(Dense(truth.table), thin, solution, keep_bonus=keep_bonus, margin=margin)


def random_change(
    rng: np.random.Generator, plan: Plan, truth: Truth, density: float, top: int
) -> Change:
    """Draws a change of any kind; it may be one that is refused."""
    laborer = int(rng.integers(plan.laborer_count))
    vacancy = int(rng.integers(plan.vacancy_count))
    rows = (plan.laborer_count, plan.vacancy_count)
    kind = int(rng.integers(12))
    if kind < 3:
        return Reject(laborer)
    if kind == 3:
        return Withdraw(laborer)
    if kind == 4:
        return AddLaborer(random_table(rng, 1, rows[1], density, top)[0])
    if kind == 5:
        return AddVacancy(int(rng.integers(6)), random_table(rng, rows[0], 1, density, top)[:, 0])
    if kind < 8:
        return SetSeats(vacancy, max(0, int(truth.seats[vacancy] + rng.integers(-3, 4))))
    if kind == 8 and truth.banned:
        return Allow(*sorted(truth.banned)[int(rng.integers(len(truth.banned)))])
    if kind == 9 and truth.pins:
        return Unpin(sorted(truth.pins)[int(rng.integers(len(truth.pins)))])
    return Pin(laborer, vacancy) if kind < 11 else Ban(laborer, vacancy)
