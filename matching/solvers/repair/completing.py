"""Whether what is proven on the arcs is proven over all pairs; the pairs that say no become arcs."""

from heapq import heappop, heappush

import numpy as np

from matching.columns.arrays import Ints
from matching.solvers.repair.compiled import compiled
from matching.solvers.repair.scores import Line
from matching.solvers.repair.standing import Standing, link_arcs


@compiled
def exposed(standing: Standing, count: int, length: int) -> Ints:
    """Lists who holds a vacancy whose price rose and may now gain more on a pair without an arc.

    Parameters
    ----------
    standing
        After the prices were raised, with the distances of the search.
    count
        How many vacancies were reached.
    length
        The length of the way found.
    """
    found = []
    for place in range(count):
        vacancy = standing.reached[place]
        if standing.distance[vacancy] < length:
            holder = standing.first_holder[vacancy]
            while holder >= 0:
                if standing.surplus[holder] < standing.outside[holder]:
                    found.append(holder)
                holder = standing.next_holder[holder]
    listed = np.empty(len(found), np.int64)
    for place in range(len(found)):
        listed[place] = found[place]
    return listed


@compiled
def fallen(standing: Standing, count: int, length: int) -> Ints:
    """Lists the vacancies whose price a search has changed."""
    vacancies = standing.reached[:count]
    return vacancies[standing.distance[vacancies] < length]


@compiled
def complete_row(standing: Standing, laborer: int, row: Line, most: int, length: int) -> int:
    """Makes arcs of a laborer's best pairs without one and bounds the rest.

    The bound holds at the prices before the search too: they may be put back.

    Parameters
    ----------
    standing
        With room for `most` arcs.
    laborer
        The laborer i.
    row
        s_ij of all pairs; spoilt.
    most
        How many arcs at most; none that is worth nothing at present prices.
    length
        The length of the way by which prices were raised; 0 if they were not.

    Returns
    -------
    The largest s_ij - p_j of the new arcs, 0 if there is none.
    """
    arc = standing.first_arc_of_laborer[laborer]
    while arc >= 0:
        row[standing.arc_vacancy[arc]] = -1
        arc = standing.next_of_laborer[arc]
    gains = np.zeros(most + 1, np.int64)
    vacancies = np.full(most + 1, -1, np.int64)
    for vacancy in range(len(row)):
        gain = row[vacancy] - standing.price[vacancy]
        if row[vacancy] >= 0 and gain > gains[most - 1]:
            place = most - 1
            while place > 0 and gains[place - 1] < gain:
                gains[place] = gains[place - 1]
                vacancies[place] = vacancies[place - 1]
                place -= 1
            gains[place] = gain
            vacancies[place] = vacancy
    count = 0
    while vacancies[count] >= 0:
        row[vacancies[count]] = -1
        count += 1
    standing.outside[laborer] = _bound(standing, row, length)
    scores = gains[:count] + standing.price[vacancies[:count]]
    link_arcs(standing, np.full(count, laborer, np.int64), vacancies[:count], scores)
    return gains[0]


@compiled
def _bound(standing: Standing, row: Line, length: int) -> int:
    """Finds the most that the pairs left in a row gained before prices were raised."""
    most = 0
    for vacancy in range(len(row)):
        if row[vacancy] >= 0:
            rise = max(0, length - standing.distance[vacancy])
            most = max(most, row[vacancy] - standing.price[vacancy] + rise)
    return most


@compiled
def complete_column(standing: Standing, vacancy: int, column: Line, most: int) -> int:
    """Makes arcs of the pairs of a vacancy that its fallen price no longer covers.

    Parameters
    ----------
    standing
        With room for `most` arcs.
    vacancy
        The vacancy j.
    column
        s_ij of all pairs.
    most
        How many arcs at most, those least covered.

    Returns
    -------
    The number of new arcs: 0 proves the price over all pairs.
    """
    price = standing.price[vacancy]
    least = [(np.int64(0), np.int64(0))]
    least.pop()
    for laborer in range(len(column)):
        gain = column[laborer] - price
        if column[laborer] < 0:
            continue
        lack = gain - standing.surplus[laborer]
        if lack <= 0:
            standing.outside[laborer] = max(standing.outside[laborer], gain)
        else:
            heappush(least, (lack, np.int64(-laborer)))
            if len(least) > most:
                heappop(least)
    count = len(least)
    laborers = np.empty(count, np.int64)
    for place in range(count):
        laborers[place] = -least[place][1]
    vacancies = np.full(count, vacancy, np.int64)
    link_arcs(standing, laborers, vacancies, column[laborers].astype(np.int64))
    return count


@compiled
def highest_lack(standing: Standing, column: Line) -> int:
    """Finds the lowest price of a new vacancy: max(0, max_i s_ij - u_i)."""
    highest = 0
    for laborer in range(len(column)):
        if column[laborer] >= 0:
            highest = max(highest, column[laborer] - standing.surplus[laborer])
    return highest
