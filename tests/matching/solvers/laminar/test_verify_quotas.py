"""The check under quotas refuses whatever is not so."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from matching.pairs.market import Market
from matching.solvers.laminar.quotas import Quotas
from matching.solvers.laminar.solution import Infeasible, QuotaSolution
from matching.solvers.laminar.solve import solve_market_with_quotas
from matching.solvers.laminar.verify import verify_quota_solution
from matching.solvers.solution import NOBODY, Status
from tests.matching.solvers.laminar.quota_cases import medium_case

COLUMNS = ("vacancy_price", "laborer_surplus", "vacancy_multiplier", "laborer_multiplier")


def solved(seed: int) -> tuple[Market, Quotas, QuotaSolution]:
    """Gives the first case from a seed on that can be solved, with its optimum."""
    while True:
        market, quotas = medium_case(seed, 30, 12)
        found = solve_market_with_quotas(market, quotas)
        if not isinstance(found, Infeasible) and found.objective and quotas.all:
            return market, quotas, found
        seed += 1000


def changed(column: np.ndarray, at: int, value: int) -> np.ndarray:
    """Puts another value in one place."""
    copy = column.copy()
    copy[at] = value
    return copy


@pytest.mark.parametrize("seed", range(6))
def test_every_changed_figure_is_refused(seed: int) -> None:
    """Each price, surplus and multiplier moved by one ends the proof, as do figures claimed."""
    market, quotas, found = solved(seed)
    assert verify_quota_solution(market, quotas, found).is_optimal
    for name in COLUMNS:
        column = getattr(found, name)
        for at in range(len(column)):
            if name == "vacancy_price" and not market.seats[at]:
                continue  # a post without seats costs nobody anything: any higher price is as good
            for step in (-1, 1):
                moved = {name: changed(column, at, int(column[at]) + step)}
                false = replace(found, **moved)  # type: ignore[arg-type]  # names of columns
                check = verify_quota_solution(market, quotas, false)
                bound = sum_of(market, quotas, false)
                assert check.findings or bound == found.bound, (name, at, step)
    for name in ("objective", "bound"):
        for step in (-1, 1):
            false = replace(found, **{name: getattr(found, name) + step})
            assert not verify_quota_solution(market, quotas, false).is_optimal
    assert (
        verify_quota_solution(market, quotas, replace(found, status=Status.FEASIBLE)).findings == ()
    )


def sum_of(market: Market, quotas: Quotas, solution: QuotaSolution) -> int:
    """Adds up the bound plainly."""
    total = int(solution.laborer_surplus.sum() + (market.seats * solution.vacancy_price).sum())
    multipliers = [*solution.vacancy_multiplier.tolist(), *solution.laborer_multiplier.tolist()]
    for quota, value in zip(quotas.all, multipliers, strict=True):
        total += value * (quota.most or 0 if value > 0 else quota.least)
    return total


@pytest.mark.parametrize("seed", range(6))
def test_every_changed_plan_is_refused(seed: int) -> None:
    """Whoever is moved, the plan breaks a rule or a quota, or no longer reaches the claims."""
    market, quotas, found = solved(seed)
    for laborer in range(market.laborer_count):
        for vacancy in range(-2, market.vacancy_count + 1):
            if vacancy == found.vacancy_of_laborer[laborer]:
                continue
            plan = changed(found.vacancy_of_laborer, laborer, vacancy)
            false = replace(found, vacancy_of_laborer=plan)
            check = verify_quota_solution(market, quotas, false)
            if check.is_optimal:  # another plan of the same value that keeps every quota
                assert counted_value(market, plan) == found.objective
                assert keeps_quotas(quotas, plan)


def counted_value(market: Market, plan: np.ndarray) -> int:
    """Adds up a plan's scores."""
    from matching.pairs.plain import scores_of_pairs

    placed = np.flatnonzero(plan != NOBODY)
    return int(scores_of_pairs(market, placed, plan[placed]).sum())


def keeps_quotas(quotas: Quotas, plan: np.ndarray) -> bool:
    """Counts every quota plainly."""
    counts = [
        *(int(np.isin(plan, quota.members).sum()) for quota in quotas.vacancy_sets),
        *(int((plan[quota.members] >= 0).sum()) for quota in quotas.laborer_sets),
    ]
    return all(
        quota.least <= count and (quota.most is None or count <= quota.most)
        for quota, count in zip(quotas.all, counts, strict=True)
    )


def test_broken_quotas_are_named() -> None:
    """A plan of the market without its quotas is refused with the first quota it breaks."""
    market, quotas, found = solved(2)
    plan = np.full_like(found.vacancy_of_laborer, NOBODY)
    check = verify_quota_solution(market, quotas, replace(found, vacancy_of_laborer=plan))
    first = next((at for at, quota in enumerate(quotas.all) if quota.least), None)
    places = [one.index for one in check.findings if one.code == "minimum_missed"]
    assert places == ([] if first is None else [first])


def test_wrong_columns_are_refused() -> None:
    """Columns of the wrong length or kind, and signs without a bound, are findings, not errors."""
    market, quotas, found = solved(1)
    for name in COLUMNS:
        short = replace(found, **{name: getattr(found, name)[:-1]})
        broken = replace(found, **{name: getattr(found, name) + 0.5})
        for false in (short, broken):
            if len(getattr(found, name)):
                assert not verify_quota_solution(market, quotas, false).is_optimal
    for at, quota in enumerate(quotas.vacancy_sets):
        if quota.most is None:
            positive = changed(found.vacancy_multiplier, at, 5)
            false = replace(found, vacancy_multiplier=positive)
            codes = {one.code for one in verify_quota_solution(market, quotas, false).findings}
            assert "multiplier_without_maximum" in codes
    huge = replace(found, vacancy_multiplier=np.full(len(quotas.vacancy_sets), -(2**62)))
    codes = {one.code for one in verify_quota_solution(market, quotas, huge).findings}
    assert "multiplier_too_large" in codes or not quotas.vacancy_sets


def test_neither_compiler_nor_engine_is_loaded() -> None:
    """The check runs without OR-Tools and without compiled code."""
    program = (
        "import sys\n"
        "import matching.solvers.laminar.verify\n"
        "import matching.solvers.laminar.verify_infeasible\n"
        "print([name for name in ('ortools', 'numba') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
