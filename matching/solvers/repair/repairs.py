"""What each kind of change does to a proven plan, step by step."""

from matching.solvers.repair.completing import arc_of, link_arc
from matching.solvers.repair.mending import Mending
from matching.solvers.repair.overlay import FORBIDDEN
from matching.solvers.repair.searches import holders_of
from matching.solvers.repair.standing import with_room
from matching.solvers.solution import NOBODY


def forbid(mending: Mending, laborer: int, vacancy: int) -> None:
    """Lets go of a pair that the scores forbid from now on.

    Parameters
    ----------
    mending
        The plan.
    laborer, vacancy
        The pair.
    """
    cancel_arc(mending, laborer, vacancy)
    if mending.standing.vacancy_of[laborer] == vacancy:
        leave(mending, laborer)
        mending.seat(laborer)


def cancel_arc(mending: Mending, laborer: int, vacancy: int) -> None:
    """Keeps searches from a pair.

    Parameters
    ----------
    mending
        The plan.
    laborer, vacancy
        The pair.
    """
    arc = arc_of(mending.standing, laborer, vacancy)
    if arc >= 0:
        mending.standing.arc_score[arc] = FORBIDDEN


def permit(mending: Mending, laborer: int, vacancy: int) -> None:
    """Considers a pair that the scores forbid no longer.

    Parameters
    ----------
    mending
        The plan.
    laborer, vacancy
        The pair.
    """
    if not restore_arc(mending, laborer, vacancy):
        leave(mending, laborer)
        mending.seat(laborer)


def restore_arc(mending: Mending, laborer: int, vacancy: int) -> bool:
    """Opens a pair to searches.

    Parameters
    ----------
    mending
        The plan.
    laborer, vacancy
        The pair.

    Returns
    -------
    Whether price and surplus cover it.
    """
    score = int(mending.scores.row(laborer)[vacancy])
    if score < 0:
        return True
    arc = arc_of(mending.standing, laborer, vacancy)
    if arc >= 0:
        mending.standing.arc_score[arc] = score
    else:
        room = int(mending.standing.totals[0]) + 1
        mending.standing = with_room(mending.standing, arcs=room)
        link_arc(mending.standing, laborer, vacancy, score)
    standing = mending.standing
    return bool(standing.surplus[laborer] + standing.price[vacancy] >= score)


def leave(mending: Mending, laborer: int) -> None:
    """Takes a laborer out and has the seat used that is left.

    Parameters
    ----------
    mending
        The plan.
    laborer
        Who leaves, not pinned.
    """
    vacancy = mending.excuse(laborer)
    if vacancy != NOBODY:
        mending.use_seats(vacancy)


def fix(mending: Mending, laborer: int, vacancy: int) -> None:
    """Takes a laborer and a seat out, for each other.

    Parameters
    ----------
    mending
        The plan.
    laborer, vacancy
        The pair.
    """
    if mending.standing.vacancy_of[laborer] == vacancy:
        mending.excuse(laborer)
    else:
        leave(mending, laborer)
    mending.take_seat(vacancy)


def give_back(mending: Mending, laborer: int, vacancy: int) -> None:
    """Has the seat used that a pinned laborer no longer holds.

    Parameters
    ----------
    mending
        The plan.
    laborer
        Who was pinned; takes no part as yet.
    vacancy
        Where.
    """
    mending.before[laborer] = vacancy
    resize(mending, vacancy, 1)


def resize(mending: Mending, vacancy: int, more: int) -> None:
    """Adds seats and has them used, or takes seats away.

    Parameters
    ----------
    mending
        The plan.
    vacancy
        The vacancy j.
    more
        How many seats more; below 0 how many fewer.
    """
    if more > 0:
        mending.standing.free[vacancy] += more
        mending.use_seats(vacancy)
        return
    unused = min(-more, int(mending.standing.free[vacancy]))
    mending.standing.free[vacancy] -= unused
    holders = holders_of(mending.standing, vacancy)
    if holders and len(holders) == -more - unused:
        _close(mending, vacancy, holders)
        return
    for _ in range(-more - unused):
        mending.take_seat(vacancy)


def _close(mending: Mending, vacancy: int, holders: list[int]) -> None:
    """Seats all holders elsewhere, each by a way that begins with this one alone."""
    for laborer in holders:
        mending.excuse(laborer)
    mending.standing.free[vacancy] = 0
    for laborer in holders:
        mending.seat(laborer)


def add_laborer(mending: Mending, laborer: int) -> None:
    """Gives a new laborer a place in the arrays, and in the plan.

    Parameters
    ----------
    mending
        The plan.
    laborer
        One more than the last.
    """
    mending.standing = with_room(mending.standing, laborers=laborer + 1)
    mending.seat(laborer)


def add_vacancy(mending: Mending, vacancy: int, seats: int) -> None:
    """Gives a new vacancy a place in the arrays and has its seats used.

    Parameters
    ----------
    mending
        The plan.
    vacancy
        One more than the last.
    seats
        Its headcount.
    """
    mending.standing = with_room(mending.standing, vacancies=vacancy + 1)
    mending.price_anew(vacancy)
    resize(mending, vacancy, seats)
