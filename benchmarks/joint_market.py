"""The reference market under joint rules, drawn from a seed: groups, batches, quotas of pairs."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from benchmarks.reference import WEIGHTS, reference_market
from benchmarks.reference_classes import CITIES_PER_PROVINCE, PROVINCES
from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.pairs.taken import with_laborers
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Groups, Lots, Rows, no_patches
from matching.solvers.joint.problem import JointProblem
from matching.solvers.solution import Solution

LABORERS_PER_VACANCY = 20
SEATS_PER_LABORER = 0.9
IN_GROUPS = 0.1
GROUP_SIZES, GROUP_SHARES = (2, 3, 4, 5), (0.6, 0.2, 0.1, 0.1)
BY_CITY = 0.4
"""Share of groups who ask for one city; the others for one employer."""
LINES_PER_EMPLOYER = 3
BATCH = 8
EMPLOYERS_PER_BATCH = 3
"""Every third employer with enough seats opens only for a batch."""
REGIONS = 8
QUOTAS = 10
TIGHTER, WIDER, FEW, WIDER_OF_FEW = 0.9, 1.05, 100, 0.8
"""Every other quota allows a tenth less than the plain plan sends, the others ask for a twentieth
more, of few people for four fifths: more could often not be had together with groups and batches.
"""


@dataclass(frozen=True, slots=True, eq=False)
class JointCase:
    """A problem, and the plain optimum of its market.

    Parameters
    ----------
    problem
        The problem.
    plain
        The best plan without rules.
    """

    problem: JointProblem
    plain: Solution


def joint_case(laborers: int, vacancies: int, seed: int = 1) -> JointCase:
    """Draws the reference market of these vacancies, its first laborers, and rules for them.

    Parameters
    ----------
    laborers, vacancies
        Sizes; seats are scaled to 0.9 a laborer.
    seed
        Of the random numbers.
    """
    market = _sized_market(laborers, vacancies, seed)
    rng = np.random.default_rng([laborers, vacancies, seed])
    by_name = dict(zip(WEIGHTS, market.parts, strict=True))
    nearness = by_name["distance"].tables[0]
    county, city = nearness.laborer_class, nearness.vacancy_class
    employer = np.arange(vacancies) // LINES_PER_EMPLOYER
    plain = solve_market(market)
    batches, lots = _batches(market, employer)
    problem = JointProblem(
        market=market,
        families=(_quotas(county, city, plain), batches),
        groups=_groups(county, (employer, city.astype(np.int64)), rng),
        lots=lots,
        patches=no_patches(),
    )
    return JointCase(problem, plain)


def _sized_market(laborers: int, vacancies: int, seed: int) -> Market:
    whole = reference_market(vacancies * LABORERS_PER_VACANCY, seed)
    taken = with_laborers(whole, np.arange(laborers))
    share = SEATS_PER_LABORER * laborers / int(whole.seats.sum())
    return replace(taken, seats=np.maximum(1, np.rint(whole.seats * share)).astype(np.int64))


def _groups(
    county: npt.NDArray[np.int32], sites: tuple[Ints, Ints], rng: np.random.Generator
) -> Groups:
    """Puts a tenth of the people into groups of neighbours."""
    order = np.lexsort((rng.random(len(county)), county))
    of_laborer = np.full(len(county), -1, np.int64)
    kinds: list[int] = []
    widest = max(GROUP_SIZES) + 1
    grouped = 0
    for start in (rng.permutation(len(county) // widest) * widest).tolist():
        members = order[start : start + int(rng.choice(GROUP_SIZES, p=GROUP_SHARES))]
        if grouped >= IN_GROUPS * len(county):
            break
        if len(np.unique(county[members])) == 1:
            of_laborer[members] = len(kinds)
            kinds.append(int(rng.random() < BY_CITY))
            grouped += len(members)
    return Groups(of_laborer, np.array(kinds, np.int64), sites)


def _quotas(county: npt.NDArray[np.int32], city: npt.NDArray[np.int32], plain: Solution) -> Rows:
    """Limits the busiest pairs of a region and a province."""
    region, province = county % REGIONS, city // CITIES_PER_PROVINCE
    placed = np.flatnonzero(plain.vacancy_of_laborer >= 0)
    sent = np.zeros((REGIONS, PROVINCES), np.int64)
    np.add.at(sent, (region[placed], province[plain.vacancy_of_laborer[placed]]), 1)
    busiest = np.argsort(-sent, axis=None, kind="stable")[:QUOTAS]
    row = np.full(sent.shape, NO_ROW, np.int32)
    row.ravel()[busiest] = np.arange(QUOTAS)
    is_most = np.arange(QUOTAS) % 2 == 0
    people = sent.ravel()[busiest]
    asked = np.where(people < FEW, people * WIDER_OF_FEW, people * WIDER).astype(np.int64)
    return Rows(
        "quota",
        region.astype(np.int32),
        province.astype(np.int32),
        row,
        np.ones_like(sent),
        np.where(is_most, -UNLIMITED, asked),
        np.where(is_most, (people * TIGHTER).astype(np.int64), UNLIMITED),
    )


def _batches(market: Market, employer: Ints) -> tuple[Rows, Lots]:
    seats = np.bincount(employer, weights=market.seats).astype(np.int64)
    asking = np.flatnonzero(seats >= BATCH)[::EMPLOYERS_PER_BATCH]
    number = np.arange(len(asking))
    row = np.full((1, len(seats)), NO_ROW, np.int32)
    row[0, asking] = number
    none = np.zeros(len(asking), np.int64)
    people = np.zeros(market.laborer_count, np.int32)
    rows = Rows(
        "batch", people, employer.astype(np.int32), row, np.ones_like(row, np.int64), none, none
    )
    least = np.full(len(asking), BATCH, np.int64)
    ones = np.ones(len(asking), np.int64)
    return rows, Lots(number, ones, number, least, seats[asking], ones, none, none)
