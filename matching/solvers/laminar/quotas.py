"""Minima and maxima for sets of vacancies and sets of laborers, as an office states them."""

from dataclasses import dataclass

from matching.columns.arrays import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Quota:
    """How many people may be placed in a set.

    Parameters
    ----------
    name
        Stable name, of no other quota of the market.
    members
        Positions in the market, each once: of vacancies (a line, an employer, a city, a province,
        an agreement) or of laborers (a village, a county, a priority group).
    least
        At least so many people are placed in these vacancies, or of these laborers.
    most
        At most so many; None for no maximum.
    """

    name: str
    members: Ints
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Quotas:
    """Two forests of sets: of two sets on one side one holds the other, or they share nobody.

    Parameters
    ----------
    vacancy_sets, laborer_sets
        In any order.
    """

    vacancy_sets: tuple[Quota, ...] = ()
    laborer_sets: tuple[Quota, ...] = ()

    @property
    def all(self) -> tuple[Quota, ...]:
        """Every quota, those of vacancies first."""
        return self.vacancy_sets + self.laborer_sets


NO_QUOTAS = Quotas()
"""The plain problem."""
