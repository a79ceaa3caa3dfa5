"""The count behind a cut: what minima ask for, and what there is to meet them.

Let D be the True side of a cut. A placed pair (i, j) counts in a minimum of a set of vacancies
that lies in D while its parent does not, and in a maximum of one that lies outside D while its
parent is in D; for laborers the sides are exchanged. Along the chains of i and j these counts add
up to [j's smallest set in D] - [i's smallest set in D], at most one, and at most

    [i in D, i's smallest set not in D] + [j not in D, j's smallest set in D],

since no pair joins a laborer outside D with a vacancy in D. Summed over a plan,

    sum of these minima - sum of these maxima <= laborers of the first kind + seats of the second.

What the left side has more is missing. A maximum that nothing can reach is never counted where most
is missing: counting the seats behind it shows more.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.solvers.integers import exact_sum
from matching.solvers.laminar.forest import Forest
from matching.solvers.laminar.solution import Cut


def asking(forest: Forest, is_pulled: Bools, *, is_outside_pulled: bool) -> Bools:
    """Tells which sets lie in D while their parent does not.

    Parameters
    ----------
    forest
        The sets.
    is_pulled
        Whether each lies in D.
    is_outside_pulled
        Whether what lies outside all sets is in D.
    """
    found: Bools = is_pulled & ~np.append(is_pulled, is_outside_pulled)[forest.parent]
    return found


def counted(posts: Forest, groups: Forest, cut: Cut) -> tuple[Bools, Bools, Bools, Bools]:
    """Tells which minima and maxima of vacancies, then of laborers, a cut counts.

    Parameters
    ----------
    posts, groups
        The sets of vacancies and of laborers.
    cut
        The cut.
    """
    outside = cut.outside
    return (
        asking(posts, cut.vacancy_set, is_outside_pulled=outside),
        asking(posts, ~cut.vacancy_set, is_outside_pulled=not outside),
        asking(groups, ~cut.laborer_set, is_outside_pulled=not outside),
        asking(groups, cut.laborer_set, is_outside_pulled=outside),
    )


def helping(posts: Forest, groups: Forest, cut: Cut) -> tuple[Bools, Bools]:
    """Tells who helps by one each, and the seats of which vacancies help.

    Parameters
    ----------
    posts, groups
        The sets of vacancies and of laborers.
    cut
        The cut.
    """
    laborers = cut.laborer & ~np.append(cut.laborer_set, cut.outside)[groups.of_member]
    vacancies = ~cut.vacancy & np.append(cut.vacancy_set, cut.outside)[posts.of_member]
    return laborers, vacancies


def missing_by(posts: Forest, groups: Forest, seats: Ints, cut: Cut) -> int:
    """Counts how many placements a cut shows to be missing.

    Parameters
    ----------
    posts, groups
        The sets of vacancies and of laborers.
    seats
        h_j of each vacancy, as they count: at most N.
    cut
        The cut; no feasible pair joins its False laborers with its True vacancies.
    """
    post_minima, post_maxima, group_minima, group_maxima = counted(posts, groups, cut)
    laborers, vacancies = helping(posts, groups, cut)
    asked = exact_sum(posts.least[post_minima]) + exact_sum(groups.least[group_minima])
    allowed = exact_sum(posts.most[post_maxima]) + exact_sum(groups.most[group_maxima])
    return asked - allowed - int(np.count_nonzero(laborers)) - exact_sum(seats[vacancies])
