"""The changes that a plan can take, one at a time or many at once."""

from dataclasses import dataclass

from matching.solvers.repair.scores import Line


@dataclass(frozen=True, slots=True)
class Reject:
    """Bans the pair that a laborer holds, not pinned. Refused as ``no_vacancy`` if there is none.

    Parameters
    ----------
    laborer
        Who holds a vacancy.
    """

    laborer: int


@dataclass(frozen=True, slots=True)
class Ban:
    """Forbids a pair, held or not. Refused as ``banned`` if it was, ``pinned`` if the laborer is.

    Parameters
    ----------
    laborer, vacancy
        The pair.
    """

    laborer: int
    vacancy: int


@dataclass(frozen=True, slots=True)
class Allow:
    """Takes a ban back. Refused as ``not_banned``, or ``pinned`` if the laborer is.

    Parameters
    ----------
    laborer, vacancy
        The banned pair.
    """

    laborer: int
    vacancy: int


@dataclass(frozen=True, slots=True)
class Pin:
    """Gives a laborer a seat that no later change takes away.

    Refused as ``forbidden`` if a rule or a ban forbids the pair, ``pinned`` if the laborer is,
    ``no_seat`` if pins hold every seat.

    Parameters
    ----------
    laborer, vacancy
        The pair.
    """

    laborer: int
    vacancy: int


@dataclass(frozen=True, slots=True)
class Unpin:
    """Lets a pinned laborer go where the plan is best. Refused as ``not_pinned``.

    Parameters
    ----------
    laborer
        Who is pinned.
    """

    laborer: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Takes a laborer out of the round, pinned or not, for good.

    Parameters
    ----------
    laborer
        Who leaves.
    """

    laborer: int


@dataclass(frozen=True, slots=True, eq=False)
class AddLaborer:
    """Adds a laborer, numbered by the count of laborers until now.

    Parameters
    ----------
    row
        int32: the score at each present vacancy, -1 where a rule forbids the pair. Another length
        is refused as ``length``.
    """

    row: Line


@dataclass(frozen=True, slots=True, eq=False)
class AddVacancy:
    """Adds a vacancy, numbered by the count of vacancies until now.

    Parameters
    ----------
    seats
        Its headcount; below 0 is refused as ``no_seat``.
    column
        int32: the score of each present laborer, -1 where a rule forbids the pair. Another length
        is refused as ``length``.
    """

    seats: int
    column: Line


@dataclass(frozen=True, slots=True)
class SetSeats:
    """Gives a vacancy another headcount; 0 closes it. Refused as ``no_seat`` below those pinned.

    Parameters
    ----------
    vacancy
        The vacancy j.
    seats
        Its headcount from now on.
    """

    vacancy: int
    seats: int


Change = Reject | Ban | Allow | Pin | Unpin | Withdraw | AddLaborer | AddVacancy | SetSeats
"""Any change."""
