"""The two shortest-path searches of a repair, on vacancies, from the prices.

The length of a step is what it leaves unpaid, u_i + p_j - s_ij >= 0, and 0 from a vacancy to those
who hold it. Both searches stop at the first end that no shorter way can reach.
"""

from heapq import heappop, heappush

from matching.columns.arrays import Ints
from matching.pairs.compiled import compiled
from matching.solvers.repair.standing import FAR, Standing


@compiled
def seek_room(standing: Standing, laborer: int, vacancy: int) -> tuple[int, int, int, int]:
    """Seeks the cheapest way to seat one laborer more, or to take one seat away.

    Ends are a vacancy with a free seat, and a laborer who stays out, at u_i.

    Parameters
    ----------
    standing
        Proves its plan, except that `laborer` has no vacancy yet.
    laborer
        Who wants a seat, or -1 where a seat is taken away.
    vacancy
        Whose seat is taken away, with somebody holding it; -1 where a laborer wants a seat.

    Returns
    -------
    The length of the way; its last laborer; the vacancy that this one goes to, or -1 for out; and
    how many vacancies were reached.
    """
    s = standing
    heap = [(0, vacancy)]
    count = 0
    best, last, end = FAR, -1, -1
    if laborer < 0:
        s.distance[vacancy] = 0
        s.leaver[vacancy] = -1
        s.reached[0] = vacancy
        count = 1
    while heap:
        length, origin = heappop(heap)
        if length >= best:
            break
        if origin >= 0 and length > s.distance[origin]:
            continue
        mover = laborer if origin < 0 else s.first_holder[origin]
        while mover >= 0:
            if length + s.surplus[mover] < best:
                best, last, end = length + s.surplus[mover], mover, -1
            arc = s.first_arc_of_laborer[mover]
            while arc >= 0:
                score, target = s.arc_score[arc], s.arc_vacancy[arc]
                arc = s.next_of_laborer[arc]
                if score < 0:
                    continue
                there = length + s.surplus[mover] + s.price[target] - score
                if there >= best or there >= s.distance[target]:
                    continue
                if s.distance[target] == FAR:
                    s.reached[count] = target
                    count += 1
                s.distance[target] = there
                s.leaver[target] = mover
                if s.free[target] > 0:
                    best, last, end = there, mover, target
                else:
                    heappush(heap, (there, target))
            mover = -1 if origin < 0 else s.next_holder[mover]
    return best, last, end, count


@compiled
def seek_filler(standing: Standing, vacancy: int) -> tuple[int, int, int, int]:
    """Seeks the cheapest way to put one free seat of a vacancy with a price to use.

    Ends are a laborer who was out, and a seat elsewhere that stays free, at p_j.

    Parameters
    ----------
    standing
        Proves its plan, except that `vacancy` has a price and free seats.
    vacancy
        The vacancy.

    Returns
    -------
    The length of the way; who comes from outside or -1; the vacancy where the way ends; and how
    many vacancies were reached. The goal of each is where its leaver goes.
    """
    s = standing
    heap = [(0, vacancy)]
    s.distance[vacancy] = 0
    s.leaver[vacancy] = -1
    s.reached[0] = vacancy
    count = 1
    best, comer, end = FAR, -1, vacancy
    while heap:
        length, target = heappop(heap)
        if length >= best:
            break
        if length > s.distance[target]:
            continue
        if length + s.price[target] < best:
            best, comer, end = length + s.price[target], -1, target
        arc = s.first_arc_of_vacancy[target]
        while arc >= 0:
            score, mover = s.arc_score[arc], s.arc_laborer[arc]
            arc = s.next_of_vacancy[arc]
            if score < 0:
                continue
            there = length + s.surplus[mover] + s.price[target] - score
            if there >= best:
                continue
            origin = s.vacancy_of[mover]
            if origin < 0:
                best, comer, end = there, mover, target
            elif there < s.distance[origin]:
                if s.distance[origin] == FAR:
                    s.reached[count] = origin
                    count += 1
                s.distance[origin] = there
                s.leaver[origin] = mover
                s.goal[origin] = target
                heappush(heap, (there, origin))
    return best, comer, end, count


@compiled
def shift_prices(standing: Standing, count: int, length: int, sign: int) -> None:
    """Raises (1) or lowers (-1) the price of what was reached below `length` by what is missing.

    Those who hold it pay or gain as much; every pair held stays worth u_i + p_j.

    Parameters
    ----------
    standing
        With the distances of a search; shifting back with the other sign restores it.
    count
        How many vacancies were reached.
    length
        The length of the way found.
    sign
        Up or down.
    """
    for place in range(count):
        vacancy = standing.reached[place]
        shift = sign * (length - standing.distance[vacancy])
        if sign * shift <= 0:
            continue
        standing.price[vacancy] += shift
        holder = standing.first_holder[vacancy]
        while holder >= 0:
            standing.surplus[holder] -= shift
            holder = standing.next_holder[holder]


@compiled
def forget(standing: Standing, count: int) -> None:
    """Clears the distances of a search."""
    for place in range(count):
        standing.distance[standing.reached[place]] = FAR


@compiled
def hold(standing: Standing, laborer: int, vacancy: int) -> None:
    """Moves a laborer to a vacancy, or out with -1; every pair held is worth u_i + p_j."""
    old = standing.vacancy_of[laborer]
    if old >= 0:
        before, after = standing.previous_holder[laborer], standing.next_holder[laborer]
        if before >= 0:
            standing.next_holder[before] = after
        else:
            standing.first_holder[old] = after
        if after >= 0:
            standing.previous_holder[after] = before
        standing.free[old] += 1
        standing.totals[1] -= standing.surplus[laborer] + standing.price[old]
    standing.vacancy_of[laborer] = vacancy
    if vacancy >= 0:
        after = standing.first_holder[vacancy]
        standing.previous_holder[laborer] = -1
        standing.next_holder[laborer] = after
        if after >= 0:
            standing.previous_holder[after] = laborer
        standing.first_holder[vacancy] = laborer
        standing.free[vacancy] -= 1
        standing.totals[1] += standing.surplus[laborer] + standing.price[vacancy]


def holders_of(standing: Standing, vacancy: int) -> list[int]:
    """Lists who holds a vacancy."""
    holders = []
    holder = int(standing.first_holder[vacancy])
    while holder >= 0:
        holders.append(holder)
        holder = int(standing.next_holder[holder])
    return holders


@compiled
def hold_all(standing: Standing, plan: Ints) -> None:
    """Seats everybody; the last laborer first, so that lists run by rising number."""
    for laborer in range(len(plan) - 1, -1, -1):
        if plan[laborer] >= 0:
            hold(standing, laborer, plan[laborer])


@compiled
def make_room(standing: Standing, last: int, end: int) -> list[tuple[int, int]]:
    """Walks the way of `seek_room` back from its end, each laborer one vacancy on.

    Returns
    -------
    Who moved, and whence.
    """
    moved = []
    mover, target = last, end
    while mover >= 0:
        origin = standing.vacancy_of[mover]
        moved.append((mover, origin))
        hold(standing, mover, target)
        if origin < 0:
            break
        target = origin
        mover = standing.leaver[origin]
    return moved


@compiled
def fill(standing: Standing, comer: int, end: int) -> list[tuple[int, int]]:
    """Walks the way of `seek_filler` on from its end, each laborer to the seat just left.

    Returns
    -------
    Who moved, and whence.
    """
    moved = [(comer, -1)]
    if comer >= 0:
        hold(standing, comer, end)
    else:
        moved.pop()
    vacancy = end
    while standing.leaver[vacancy] >= 0:
        mover, target = standing.leaver[vacancy], standing.goal[vacancy]
        moved.append((mover, vacancy))
        hold(standing, mover, target)
        vacancy = target
    return moved
