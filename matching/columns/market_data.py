"""People, vacancies and context of one market, checked against each other."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrow import content_hash
from matching.columns.context import MarketContext
from matching.columns.errors import ColumnsError
from matching.columns.people import PeopleColumns
from matching.columns.ragged import Ragged
from matching.columns.vacancies import VacancyColumns


@dataclass(frozen=True, slots=True, eq=False)
class MarketData:
    """Everything a market is computed from.

    Raises
    ------
    ColumnsError
        If a row points to a place or occupation that the context does not hold, or a home or work
        place has no row or column of distances.
    """

    people: PeopleColumns
    vacancies: VacancyColumns
    context: MarketContext

    def __post_init__(self) -> None:
        people, vacancies, context = self.people, self.vacancies, self.context
        places, occupations = len(context.place_codes), len(context.occupations)
        _check("home", people.home, places)
        _check("place", vacancies.place, places)
        _check("occupation", vacancies.occupation, occupations)
        for name in ("skill_occupation", "wished_occupation", "excluded_occupation"):
            _check_lists(name, getattr(people, name), occupations)
        for name in ("wished_place", "excluded_place", "limit_place"):
            _check_lists(name, getattr(people, name), places)
        _check_lists("recruits_from", vacancies.recruits_from, places)
        if np.any(context.home_index[people.home] < 0):
            raise ColumnsError(column="home_index", reason="range")
        if np.any(context.work_index[vacancies.place] < 0):
            raise ColumnsError(column="work_index", reason="range")

    def content_hash(self) -> str:
        """Gives the SHA-256 over all columns, in hexadecimal."""
        return content_hash(
            self.people.to_arrow(),
            self.vacancies.to_arrow(),
            self.context.to_arrow(),
            self.context.retention,
        )


def _check(name: str, index: npt.NDArray[np.int32], size: int) -> None:
    if len(index) and (index.min() < 0 or index.max() >= size):
        raise ColumnsError(column=name, reason="range")


def _check_lists(name: str, lists: Ragged, size: int) -> None:
    _check(name, lists.values, size)
