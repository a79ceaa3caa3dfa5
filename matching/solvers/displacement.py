"""What a plan says about prices, compiled: bounds for each vacancy, and moves between vacancies.

Prices p prove a plan when a vacancy with free seats costs nothing, a laborer without a vacancy
gains nowhere, and a laborer at m gains nowhere more than at m. That is a box and differences:

    floor_k <= p_k <= ceiling_k,
    p_k >= p_m + s_ik - s_im    for laborers i at m with an arc to k.

A difference that the box already grants is left out, and of several from m to k the widest is
kept, so that few of the arcs remain.
"""

import numpy as np
import numpy.typing as npt

from matching.pairs.compiled import compiled
from matching.solvers.integers import IntArray

Int32Array = npt.NDArray[np.int32]


@compiled
def home_scores(
    arc_start: IntArray, arc_vacancy: Int32Array, arc_score: IntArray, plan: IntArray
) -> tuple[int, IntArray]:
    """Looks up each laborer's score at the planned vacancy, 0 for nobody.

    Returns the first laborer whose vacancy is not on an arc, -1 where all are, and the scores.

    Parameters
    ----------
    arc_start
        The first arc of each laborer, and the number of arcs.
    arc_vacancy, arc_score
        Of each arc, grouped by laborer.
    plan
        The vacancy of each laborer, -1 for nobody.
    """
    scores = np.zeros(plan.size, dtype=np.int64)
    for laborer in range(plan.size):
        home = plan[laborer]
        if home < 0:
            continue
        arc = arc_start[laborer]
        while arc < arc_start[laborer + 1] and arc_vacancy[arc] != home:
            arc += 1
        if arc == arc_start[laborer + 1]:
            return laborer, scores
        scores[laborer] = arc_score[arc]
    return -1, scores


@compiled
def price_box(
    arc_start: IntArray,
    arc_vacancy: Int32Array,
    arc_score: IntArray,
    seats: IntArray,
    plan: IntArray,
    home_score: IntArray,
    top: int,
) -> tuple[IntArray, IntArray]:
    """Bounds each vacancy's price from below and above by single laborers.

    Parameters
    ----------
    arc_start, arc_vacancy, arc_score, plan, home_score
        As in `home_scores`.
    seats
        h_j of each vacancy.
    top
        Stands above a vacancy without seats, whose price nothing holds down.
    """
    taken = np.zeros(seats.size, dtype=np.int64)
    floor = np.zeros(seats.size, dtype=np.int64)
    ceiling = np.full(seats.size, top, dtype=np.int64)
    for laborer in range(plan.size):
        home = plan[laborer]
        if home >= 0:
            taken[home] += 1
            ceiling[home] = min(ceiling[home], home_score[laborer])
    for vacancy in range(seats.size):
        if taken[vacancy] < seats[vacancy]:
            ceiling[vacancy] = 0
    for laborer in range(plan.size):
        home = plan[laborer]
        own = home_score[laborer]
        is_unpriced = home < 0 or ceiling[home] == 0
        for arc in range(arc_start[laborer], arc_start[laborer + 1]):
            vacancy = arc_vacancy[arc]
            if vacancy == home:
                continue
            gain = arc_score[arc] - own
            if is_unpriced:
                floor[vacancy] = max(floor[vacancy], gain)
            else:
                ceiling[home] = min(ceiling[home], ceiling[vacancy] - gain)
    return floor, ceiling


@compiled
def moves_between(
    arc_start: IntArray,
    arc_vacancy: Int32Array,
    arc_score: IntArray,
    plan: IntArray,
    home_score: IntArray,
    floor: IntArray,
    ceiling: IntArray,
) -> tuple[IntArray, Int32Array, IntArray]:
    """Lists the differences that the box leaves open, by the vacancy they start from.

    Returns the first move of each vacancy and the number of moves, the targets k and the gains
    max over laborers i at m of s_ik - s_im.

    Parameters
    ----------
    arc_start, arc_vacancy, arc_score, plan, home_score
        As in `home_scores`.
    floor, ceiling
        As from `price_box`.
    """
    guest_start, guests = _guests(plan, ceiling.size)
    first = np.zeros(ceiling.size + 1, dtype=np.int64)
    target = np.empty(arc_vacancy.size, dtype=np.int32)
    gain = np.empty(arc_vacancy.size, dtype=np.int64)
    move_to = np.full(ceiling.size, -1, dtype=np.int64)
    count = 0
    for home in range(ceiling.size):
        first[home] = count
        for place in range(guest_start[home], guest_start[home + 1]):
            laborer = guests[place]
            for arc in range(arc_start[laborer], arc_start[laborer + 1]):
                vacancy = arc_vacancy[arc]
                won = arc_score[arc] - home_score[laborer]
                if vacancy == home or ceiling[home] + won <= floor[vacancy]:
                    continue
                move = move_to[vacancy]
                if move >= first[home]:
                    gain[move] = max(gain[move], won)
                else:
                    move_to[vacancy] = count
                    target[count] = vacancy
                    gain[count] = won
                    count += 1
    first[ceiling.size] = count
    return first, target[:count].copy(), gain[:count].copy()


@compiled
def _guests(plan: IntArray, vacancies: int) -> tuple[IntArray, Int32Array]:
    """Groups the placed laborers by their vacancy."""
    start = np.zeros(vacancies + 2, dtype=np.int64)
    for laborer in range(plan.size):
        start[plan[laborer] + 2] += 1
    start[1] = 0  # nobody's laborers are left out
    for vacancy in range(vacancies):
        start[vacancy + 2] += start[vacancy + 1]
    guests = np.empty(start[vacancies + 1], dtype=np.int32)
    for laborer in range(plan.size):
        home = plan[laborer]
        if home >= 0:
            guests[start[home + 1]] = laborer
            start[home + 1] += 1
    return start[: vacancies + 1], guests
