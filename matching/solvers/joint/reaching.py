"""Whether what rows and fixed people ask for can be had at all, told by prices and not by costs."""

from dataclasses import replace

import numpy as np

from matching.solvers.joint.bound import bound_at
from matching.solvers.joint.columns import Columns
from matching.solvers.joint.engine import EngineParams, solved
from matching.solvers.joint.errors import JointError
from matching.solvers.joint.listing import listed, prices_of
from matching.solvers.joint.pricing import Pricing
from matching.solvers.joint.problem import JointProblem
from matching.solvers.joint.programme import programme_of

MOST_ROUNDS = 100

NOT_SHORT = 1e-7


def reached(
    problem: JointProblem, pricing: Pricing, columns: Columns, params: EngineParams
) -> Columns:
    """Adds columns until nothing falls short.

    Every pair and lot is worth 0, only falling short costs. A plan that keeps the rules would be
    worth 0 then; prices whose bound over all pairs is below 0 prove, in integers, that there is
    none, not even in parts of people.

    Parameters
    ----------
    problem, pricing, columns
        The problem, its pairs, and what is listed.
    params
        For each programme.

    Raises
    ------
    JointError
        ``infeasible`` if that is proven, ``not_found`` if neither is.
    """
    none = np.zeros(len(problem.lots), np.int64)
    bare = replace(problem, worth=0, lots=replace(problem.lots, gain=none, cost=none))
    free = Pricing(replace(pricing.dense, problem=bare))
    for _ in range(MOST_ROUNDS):
        score = np.zeros(len(columns.laborer), np.int64)
        programme = programme_of(bare, columns, score, shortfall=1.0)
        answer = solved(programme, params, is_whole=False)
        if answer.value is None or answer.dual is None:
            break
        if answer.value[programme.first[4] :].sum() <= NOT_SHORT:
            return columns
        found = bound_at(bare, free, prices_of(bare, programme, answer.dual))
        if found.scaled < 0:
            raise JointError(field="rules", part="least", reason="infeasible")
        more = listed(bare, free, columns, found)
        if len(more.laborer) == len(columns.laborer) and len(more.group) == len(columns.group):
            break
        columns = more
    raise JointError(field="rules", part="least", reason="not_found")
