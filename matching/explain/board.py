"""The price board: what one more seat of a line, or of an employer, adds to the best plan.

With lowest prices L, one more seat of vacancy j adds exactly L_j (see ``docs/model.md``). One more
seat that an employer may put on any of its lines, a bed in its dormitory, adds the most of them.
"""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.solvers.repair.errors import RepairError
from matching.solvers.solution import Solution, Status


@dataclass(frozen=True, slots=True, eq=False)
class PriceBoard:
    """What one more seat adds to the sum of scores; everything falls by price.

    Parameters
    ----------
    vacancy, price
        Positions of the lines with a price above 0, and the price.
    employer, employer_vacancy, employer_price
        Ids of the employers of these lines, the line where one more seat adds most, and how much.
    place, place_vacancy, place_price
        The same by place of work, positions among the context's places.
    """

    vacancy: Ints
    price: Ints
    employer: Ints
    employer_vacancy: Ints
    employer_price: Ints
    place: Ints
    place_vacancy: Ints
    place_price: Ints


def price_board(data: MarketData, solution: Solution) -> PriceBoard:
    """Reads the board off a proven plan.

    Parameters
    ----------
    data
        The columns.
    solution
        Optimal, with the lowest prices that prove it: ``MarketParams(is_lowest=True)``.

    Raises
    ------
    RepairError
        ``not_optimal`` if the plan is not proven: its prices are bounds and promise nothing.
    """
    if solution.status != Status.OPTIMAL:
        raise RepairError(reason="not_optimal")
    prices = solution.vacancy_price
    wanted = np.flatnonzero(prices)
    wanted = wanted[np.lexsort((wanted, -prices[wanted]))]
    by_employer = _first_of_each(data.vacancies.employer[wanted])
    by_place = _first_of_each(data.vacancies.place[wanted])
    return PriceBoard(
        vacancy=wanted,
        price=prices[wanted],
        employer=data.vacancies.employer[wanted[by_employer]],
        employer_vacancy=wanted[by_employer],
        employer_price=prices[wanted[by_employer]],
        place=data.vacancies.place[wanted[by_place]].astype(np.int64),
        place_vacancy=wanted[by_place],
        place_price=prices[wanted[by_place]],
    )


def _first_of_each(values: np.ndarray) -> Ints:
    """Gives where each value occurs first, in that order."""
    _, first = np.unique(values, return_index=True)
    return np.sort(first).astype(np.int64)
