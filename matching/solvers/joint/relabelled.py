"""A problem with its laborers in another order, as lots deal them."""

from dataclasses import replace

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.taken import with_laborers
from matching.solvers.joint.problem import JointProblem


def relabelled(problem: JointProblem, order: Ints) -> JointProblem:
    """Gives the same problem with laborer ``order[k]`` at position k, groups numbered as met.

    Parameters
    ----------
    problem
        The problem.
    order
        Each laborer once.
    """
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    patches = problem.patches
    floor = patches.least_score
    of_laborer = problem.groups.of_laborer[order]
    met, first = np.unique(of_laborer[of_laborer >= 0], return_index=True)
    rank = np.full(len(problem.groups) + 1, -1, np.int64)
    rank[met[np.argsort(first)]] = np.arange(len(met))
    kept = np.flatnonzero(rank[:-1] >= 0)
    kind = np.empty(len(kept), np.int64)
    kind[rank[kept]] = problem.groups.kind[kept]
    return replace(
        problem,
        market=with_laborers(problem.market, order),
        families=tuple(
            replace(family, laborer_class=family.laborer_class[order])
            for family in problem.families
        ),
        groups=replace(problem.groups, of_laborer=rank[of_laborer], kind=kind),
        patches=replace(
            patches,
            laborer=position[patches.laborer],
            fixed=position[patches.fixed],
            least_score=None if floor is None else floor[order],
        ),
    )
