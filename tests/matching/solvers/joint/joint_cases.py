"""Small problems under joint rules, drawn from seeds; their optimum by trying all plans."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from matching.pairs.market import Market
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Groups, Lots, Patches, Rows
from matching.solvers.joint.problem import JointProblem
from tests.matching.pairs.pair_markets import all_scores
from tests.matching.solvers.all_pairs.market_cases import dense_market

TOP = 1000


def drawn_problem(
    seed: int, people: int = 5, posts: int = 4, *, top: int = TOP, has_fixed: bool = True
) -> JointProblem:
    """Draws a market with groups, rows of several kinds, lots and patches; many are tight."""
    rng = np.random.default_rng(seed)
    market = dense_market(rng.integers(0, 4, posts).tolist(), rng.integers(0, top, (people, posts)))
    families = [_drawn_rows(rng, market, number) for number in range(int(rng.integers(0, 3)))]
    lots = _no_lots()
    if rng.random() < 0.7:
        lot_family, lots = _drawn_lots(rng, market, len(families), top)
        families.append(lot_family)
    return JointProblem(
        market,
        tuple(families),
        _drawn_groups(rng, market),
        lots,
        _drawn_patches(rng, market, top, has_fixed=has_fixed),
    )


def _drawn_rows(rng: np.random.Generator, market: Market, number: int) -> Rows:
    a, b = int(rng.integers(1, 4)), int(rng.integers(1, 4))
    count = int(rng.integers(1, 3))
    least = np.where(rng.random(count) < 0.25, rng.integers(0, 2, count), -UNLIMITED)
    most = np.where(rng.random(count) < 0.6, rng.integers(1, 5, count), UNLIMITED)
    return Rows(
        f"rows{number}",
        rng.integers(0, a, market.laborer_count).astype(np.int32),
        rng.integers(0, b, market.vacancy_count).astype(np.int32),
        rng.integers(NO_ROW, count, (a, b)).astype(np.int32),
        rng.integers(-1 if rng.random() < 0.3 else 1, 4, (a, b)),
        least.astype(np.int64),
        most.astype(np.int64),
    )


def _drawn_lots(
    rng: np.random.Generator, market: Market, family: int, top: int
) -> tuple[Rows, Lots]:
    """Draws batches (rows that equal their lots) or coaches (rows at least their lots)."""
    count = int(rng.integers(1, 3))
    row = rng.integers(NO_ROW, count, (1, market.vacancy_count)).astype(np.int32)
    is_batch = rng.random() < 0.5
    rows = Rows(
        "lots",
        np.zeros(market.laborer_count, np.int32),
        np.arange(market.vacancy_count, dtype=np.int32),
        row,
        np.ones_like(row, np.int64),
        np.zeros(count, np.int64),
        np.full(count, 0 if is_batch else UNLIMITED),
    )
    least = rng.integers(1, 4, count)
    zero = np.zeros(count, np.int64)
    return rows, Lots(
        lot=np.arange(count),
        family=np.full(count, family),
        row=np.arange(count),
        least=least,
        most=np.full(count, market.laborer_count)
        if is_batch
        else least + rng.integers(0, 3, count),
        count=np.ones(count, np.int64) if is_batch else rng.integers(0, 3, count),
        gain=zero if is_batch else rng.integers(0, top, count),
        cost=zero if is_batch else rng.integers(0, 2 * top, count),
    )


def _drawn_groups(rng: np.random.Generator, market: Market) -> Groups:
    of_laborer = np.full(market.laborer_count, -1, np.int64)
    order = rng.permutation(market.laborer_count)
    kinds: list[int] = []
    at = 0
    while at + 2 <= len(order) and rng.random() < 0.6:
        size = int(rng.integers(2, 4))
        of_laborer[order[at : at + size]] = len(kinds)
        kinds.append(int(rng.integers(0, 2)))
        at += size
    sites = tuple(rng.integers(0, 3, market.vacancy_count) for _ in range(2))
    return Groups(of_laborer, np.array(kinds, np.int64), sites)


def _drawn_patches(
    rng: np.random.Generator, market: Market, top: int, *, has_fixed: bool
) -> Patches:
    cells = rng.permutation(market.laborer_count * market.vacancy_count)[: int(rng.integers(0, 5))]
    fixed = rng.integers(0, market.laborer_count, int(has_fixed and rng.random() < 0.2))
    floor = rng.integers(0, top // 2, market.laborer_count) if rng.random() < 0.3 else None
    return Patches(
        laborer=cells // max(1, market.vacancy_count),
        vacancy=cells % max(1, market.vacancy_count),
        score=np.where(rng.random(len(cells)) < 0.7, -1, rng.integers(0, top, len(cells))),
        fixed=np.unique(fixed),
        least_score=floor,
    )


def _no_lots() -> Lots:
    return Lots(*(np.zeros(0, np.int64) for _ in range(8)))


def best_by_trying(problem: JointProblem) -> int | None:
    """Gives the value of the best plan that keeps every rule; None if none does."""
    scores = plain_scores(problem)
    choices = [[-1, *np.flatnonzero(row >= 0).tolist()] for row in scores]
    for laborer in problem.patches.fixed.tolist():
        choices[laborer].remove(-1)
    best: int | None = None
    lots = list(_lot_choices(problem.lots))
    for plan in product(*choices):
        if not keeps_seats_and_groups(problem, plan):
            continue
        value = sum(int(scores[i, j]) for i, j in enumerate(plan) if j >= 0)
        totals = plain_totals(problem, plan)
        for people, worth in lots:
            if keeps_rows(problem, totals, people) and (best is None or value + worth > best):
                best = value + worth
    return best


def plain_scores(problem: JointProblem) -> np.ndarray:
    """Gives every pair's score with the patches, pair by pair."""
    market = problem.market
    scores = all_scores(market)
    patches = problem.patches
    for i, j, score in zip(patches.laborer, patches.vacancy, patches.score, strict=True):
        scores[i, j] = score
    if patches.least_score is not None:
        scores[scores < patches.least_score[:, None]] = -1
    return scores


def plain_totals(problem: JointProblem, plan: tuple[int, ...]) -> list[int]:
    """Adds up every row's amounts, pair by pair."""
    totals: list[int] = []
    for family in problem.families:
        sums = [0] * len(family)
        for i, j in enumerate(plan):
            if j >= 0:
                a, b = family.laborer_class[i], family.vacancy_class[j]
                if family.row[a, b] != NO_ROW:
                    sums[family.row[a, b]] += int(family.amount[a, b])
        totals.extend(sums)
    return totals


def _lot_choices(lots: Lots) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yields the people of all lots with what they are worth."""
    each: list[list[tuple[int, int]]] = []
    for k in range(len(lots)):
        options = {0: 0}
        for number in range(1, int(lots.count[k]) + 1):
            for people in range(int(lots.least[k]) * number, int(lots.most[k]) * number + 1):
                worth = int(lots.gain[k]) * people - int(lots.cost[k]) * number
                options[people] = max(options.get(people, worth), worth)
        each.append(list(options.items()))
    for chosen in product(*each):
        yield tuple(people for people, _ in chosen), sum(worth for _, worth in chosen)


def keeps_seats_and_groups(problem: JointProblem, plan: tuple[int, ...]) -> bool:
    """Tells whether a plan keeps to seats and to groups."""
    for vacancy, seats in enumerate(problem.market.seats.tolist()):
        if plan.count(vacancy) > seats:
            return False
    groups = problem.groups
    for group in range(len(groups)):
        site_of = groups.site_of_vacancy[groups.kind[group]]
        sites = {
            -1 if plan[i] < 0 else int(site_of[plan[i]])
            for i in np.flatnonzero(groups.of_laborer == group)
        }
        if len(sites) > 1:
            return False
    return True


def keeps_rows(problem: JointProblem, totals: list[int], people: tuple[int, ...]) -> bool:
    """Tells whether rows' totals less their lots' people are within the limits."""
    left = list(totals)
    for lot, row in zip(problem.lots.lot.tolist(), problem.lot_row.tolist(), strict=True):
        left[row] -= people[lot]
    limits = zip(left, problem.row_least.tolist(), problem.row_most.tolist(), strict=True)
    return all(
        (least <= -UNLIMITED or total >= least) and (most >= UNLIMITED or total <= most)
        for total, least, most in limits
    )
