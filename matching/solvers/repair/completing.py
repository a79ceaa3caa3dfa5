"""Whether what is proven on the arcs is proven over all pairs; pairs that come near become arcs."""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.solvers.repair.scores import Line
from matching.solvers.repair.standing import Standing


@compiled
def fallen_laborers(standing: Standing, count: int, length: int, half: int) -> Ints:
    """Lists who holds a vacancy whose price rose and has fallen too far below the mark.

    Parameters
    ----------
    standing
        After the prices were raised, with the distances of the search.
    count
        How many vacancies were reached.
    length
        The length of the way found.
    half
        Half the margin.
    """
    found = np.empty(16, np.int64)
    size = 0
    for place in range(count):
        vacancy = standing.reached[place]
        if standing.distance[vacancy] >= length:
            continue
        holder = standing.first_holder[vacancy]
        while holder >= 0:
            if standing.surplus[holder] < standing.surplus_mark[holder] - half:
                if size == len(found):
                    found = np.append(found, np.empty(size, np.int64))
                found[size] = holder
                size += 1
            holder = standing.next_holder[holder]
    return found[:size]


@compiled
def fallen_vacancies(standing: Standing, count: int, half: int) -> Ints:
    """Lists the vacancies reached whose price has fallen too far below the mark."""
    vacancies = standing.reached[:count]
    return vacancies[standing.price[vacancies] < standing.price_mark[vacancies] - half]


@compiled
def best_gain(standing: Standing, row: Line) -> int:
    """Finds the surplus that a row earns at present prices: max(0, max_j s_ij - p_j)."""
    best = 0
    for vacancy in range(len(row)):
        if row[vacancy] >= 0:
            best = max(best, row[vacancy] - standing.price[vacancy])
    return best


@compiled
def best_bid(standing: Standing, column: Line) -> int:
    """Finds the lowest price that covers a column: max(0, max_i s_ij - u_i)."""
    best = 0
    for laborer in range(len(column)):
        if column[laborer] >= 0:
            best = max(best, column[laborer] - standing.surplus[laborer])
    return best


@compiled
def complete_row(standing: Standing, laborer: int, row: Line, half: int) -> bool:
    """Marks a laborer's surplus and makes arcs of the pairs that come near.

    Parameters
    ----------
    standing
        With room for an arc to each vacancy.
    laborer
        The laborer i.
    row
        s_ij of all pairs; spoilt.
    half
        Half the margin.

    Returns
    -------
    Whether surplus and prices cover all pairs of the laborer.
    """
    arc = standing.first_arc_of_laborer[laborer]
    while arc >= 0:
        row[standing.arc_vacancy[arc]] = -1
        arc = standing.next_of_laborer[arc]
    surplus = standing.surplus[laborer]
    standing.surplus_mark[laborer] = surplus
    near = 2 * half - surplus
    is_covered = True
    for vacancy in range(len(row)):
        score = int(row[vacancy])
        if score >= 0 and standing.price_mark[vacancy] - score < near:
            is_covered &= surplus + standing.price[vacancy] >= score
            link_arc(standing, laborer, vacancy, score)
    return is_covered


@compiled
def complete_column(standing: Standing, vacancy: int, column: Line, half: int) -> bool:
    """Marks a vacancy's price and makes arcs of the pairs that come near.

    Parameters
    ----------
    standing
        With room for an arc to each laborer.
    vacancy
        The vacancy j.
    column
        s_ij of all pairs; spoilt.
    half
        Half the margin.

    Returns
    -------
    Whether price and surpluses cover all pairs of the vacancy.
    """
    arc = standing.first_arc_of_vacancy[vacancy]
    while arc >= 0:
        column[standing.arc_laborer[arc]] = -1
        arc = standing.next_of_vacancy[arc]
    price = standing.price[vacancy]
    standing.price_mark[vacancy] = price
    near = 2 * half - price
    is_covered = True
    for laborer in range(len(column)):
        score = int(column[laborer])
        if score >= 0 and standing.surplus_mark[laborer] - score < near:
            is_covered &= standing.surplus[laborer] + price >= score
            link_arc(standing, laborer, vacancy, score)
    return is_covered


@compiled
def link_arc(standing: Standing, laborer: int, vacancy: int, score: int) -> None:
    """Puts an arc at the heads of its lists; there must be room for it."""
    arc = standing.totals[0]
    standing.arc_laborer[arc] = laborer
    standing.arc_vacancy[arc] = vacancy
    standing.arc_score[arc] = score
    standing.next_of_laborer[arc] = standing.first_arc_of_laborer[laborer]
    standing.first_arc_of_laborer[laborer] = arc
    standing.next_of_vacancy[arc] = standing.first_arc_of_vacancy[vacancy]
    standing.first_arc_of_vacancy[vacancy] = arc
    standing.totals[0] = arc + 1


@compiled
def link_arcs(standing: Standing, laborers: Ints, vacancies: Ints, scores: Ints) -> None:
    """Puts many arcs at the heads of their lists."""
    for place in range(len(scores)):
        link_arc(standing, laborers[place], vacancies[place], scores[place])


@compiled
def arc_of(standing: Standing, laborer: int, vacancy: int) -> int:
    """Finds the arc of a pair, -1 if there is none."""
    arc = standing.first_arc_of_laborer[laborer]
    while arc >= 0 and standing.arc_vacancy[arc] != vacancy:
        arc = standing.next_of_laborer[arc]
    return int(arc)
