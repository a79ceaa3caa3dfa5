"""The optimum over all pairs where a part of the score is looked up: expected months kept.

The reference market, and the same with its additive table of retention replaced by a lookup as a
fitted hazard gives it. The effects are made up, in steps of 1/32 as those of a fit.
"""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

import numpy as np
import numpy.typing as npt

from benchmarks.all_pairs import WARM_LABORERS, solve_over_all_pairs
from benchmarks.reference import FULL, reference_market
from benchmarks.timed import Timed, measured
from matching.pairs.forms import ClassTable, Lookup, Threshold
from matching.pairs.market import Market, PartColumns
from matching.pairs.scanner import Scanner

SIZES = (10**4, 10**5)
STEPS = 32
"""Of the index for a factor e in the hazard."""
HAZARDS = np.array(
    [
        [0.12, 0.10, 0.08, 0.06, 0.05, 0.05, 0.04, 0.04, 0.04, 0.05, 0.06, 0.10],
        [0.20, 0.14, 0.10, 0.09, 0.09, 0.12, 0.14, 0.09, 0.07, 0.07, 0.08, 0.14],
    ]
)
"""Chances to leave in each month, by stratum."""
MOST_HAZARD = 0.95
LOWEST, HIGHEST = -3 * STEPS, 3 * STEPS
"""The curve's ends: beyond a factor of 20 nothing is told apart."""
TIERS = (200, 400, 600, 800)
TIER_STEPS = np.array([18, 13, 9, 4, 0])
"""Steps by nearness, the farthest first."""
FITS = (1, 750, 1000)
FIT_STEPS = np.array([16, 10, 6, 0])
"""Steps by the figure of skill, the worst first."""
LANGUAGE_STEPS, STAY_STEPS = np.array([0, 5]), np.array([-6, 0, 7])
WAGE_SLOPE = 0.8
"""Fall of the log hazard by the log of wage over wished wage."""
EMPLOYER_SPREAD = 0.4

Int16s = npt.NDArray[np.int16]


def looked_up_market(laborers: int, seed: int = 1) -> Market:
    """Draws the reference market with expected months kept as its part for retention.

    Parameters
    ----------
    laborers
        Number of laborers N >= 1.
    seed
        Of the random numbers.
    """
    market = reference_market(laborers, seed)
    parts = {part.name: part for part in market.parts}
    kept = replace(parts["retention"], tables=(_lookup(market, parts, seed),))
    return replace(market, parts=tuple(kept if p.name == kept.name else p for p in market.parts))


def _lookup(market: Market, parts: dict[str, PartColumns], seed: int) -> Lookup:
    rng = np.random.default_rng([market.laborer_count, seed])
    (skill,), (near,), (stay,) = (parts[name].tables for name in ("skill", "distance", "retention"))
    rules = {rule.code: rule for rule in market.rules}
    (wage,) = (test for test in rules["wage_floor"].tests if isinstance(test, Threshold))
    employer = rng.normal(0, EMPLOYER_SPREAD * STEPS, int(stay.vacancy_class.max()) + 1)
    # Thresholds hold wages as negative levels: the log of their share of 3000 yuan.
    wished, paid = np.log(wage.laborer_level / -3000), np.log(wage.vacancy_level / -3000)
    level = WAGE_SLOPE * STEPS * wished + rng.choice(LANGUAGE_STEPS, market.laborer_count)
    level += rng.choice(STAY_STEPS, market.laborer_count, p=[0.3, 0.5, 0.2])
    base = employer[stay.vacancy_class] - WAGE_SLOPE * STEPS * paid
    tier = TIER_STEPS[np.digitize(near.table, TIERS)].astype(np.int16)
    fit = FIT_STEPS[np.digitize(skill.table, FITS)].astype(np.int16)
    return Lookup(
        tables=(
            _of_one_side(level, market.vacancy_count),
            _of_one_side(base, market.laborer_count, is_vacancy=True),
            ClassTable(near.laborer_class, near.vacancy_class, tier),
            ClassTable(skill.laborer_class, skill.vacancy_class, fit),
        ),
        stratum=rng.integers(0, len(HAZARDS), market.vacancy_count).astype(np.int32),
        curve=np.stack([_months_kept(hazard) for hazard in HAZARDS]),
        lowest=LOWEST,
    )


def _of_one_side(
    index: npt.NDArray[np.float64], others: int, *, is_vacancy: bool = False
) -> ClassTable:
    """Gives a table of what depends on one side only."""
    steps, own = np.unique(np.rint(index).astype(np.int16), return_inverse=True)
    alike, own = np.zeros(others, np.int32), own.astype(np.int32)
    if is_vacancy:
        return ClassTable(alike, own, steps[None, :])
    return ClassTable(own, alike, steps[:, None])


def _months_kept(hazard: npt.NDArray[np.float64]) -> Int16s:
    """Gives S_1 + ... + S_12 per mille of twelve months, by index."""
    factor = np.exp(np.arange(LOWEST, HIGHEST + 1) / STEPS)
    left = np.minimum(hazard[:, None] * factor[None, :], MOST_HAZARD)
    kept: Int16s = np.rint(FULL * np.cumprod(1 - left, axis=0).mean(axis=0)).astype(np.int16)
    return kept


def solve_looked_up(laborers: int) -> Timed:
    """Times a solve of the market with the lookup, from columns in memory to the proven plan.

    Parameters
    ----------
    laborers
        Size of the market.
    """
    from matching.solvers.all_pairs.solve import solve_market

    solve_market(looked_up_market(WARM_LABORERS))
    market = looked_up_market(laborers)
    begun = perf_counter()
    solution = solve_market(market)
    return Timed(perf_counter() - begun, solution.objective, bound=solution.bound)


def pass_additive(laborers: int) -> Timed:
    """Times one pass over all pairs of the reference market.

    Parameters
    ----------
    laborers
        Its size.
    """
    return _pass(reference_market(WARM_LABORERS), reference_market(laborers))


def pass_looked_up(laborers: int) -> Timed:
    """Times one pass over all pairs of the market with the lookup.

    Parameters
    ----------
    laborers
        Its size.
    """
    return _pass(looked_up_market(WARM_LABORERS), looked_up_market(laborers))


def _pass(small: Market, market: Market) -> Timed:
    for warm in (small, market):
        Scanner(warm).best_nets(np.zeros(warm.vacancy_count, np.int64))
    begun = perf_counter()
    scanner = Scanner(market)
    build_s = perf_counter() - begun
    begun = perf_counter()
    nets = scanner.best_nets(np.zeros(market.vacancy_count, np.int64))
    seconds = perf_counter() - begun
    return Timed(seconds, int(np.maximum(nets, 0).sum()), build_s, scanner.looked)


def run(sizes: Sequence[int]) -> None:
    """Prints seconds of a pass and of a solve to gap 0, without and with the lookup, and ratios.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    print("laborers  what      additive s  looked up s  ratio  MB additive  MB looked up")
    for laborers in sizes or SIZES:
        for what, jobs in (
            ("fold+pass", (pass_additive, pass_looked_up)),
            ("solve", (solve_over_all_pairs, solve_looked_up)),
        ):
            plain, looked_up = (measured(job, laborers) for job in jobs)
            if what == "solve" and any(
                one.timed.value != one.timed.bound for one in (plain, looked_up)
            ):
                raise AssertionError("a solve ended with a gap")
            seconds = [one.timed.build_s + one.timed.seconds for one in (plain, looked_up)]
            print(
                f"{laborers:8d}  {what:9s} {seconds[0]:10.3f} {seconds[1]:12.3f} "
                f"{seconds[1] / seconds[0]:6.2f} {plain.peak_mb:12.0f} {looked_up.peak_mb:13.0f}"
            )
