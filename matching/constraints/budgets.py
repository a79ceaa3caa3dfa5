"""Money: what travels and subsidies of the plan may cost."""

from collections.abc import Iterator

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.constraints.declared import Budget
from matching.constraints.keys import Ruled, inside
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Rows

CODE = "constraint.budget"

METRES_PER_KM = 1000


def budgets_of(data: MarketData, budgets: tuple[Budget, ...]) -> Iterator[Ruled]:
    """Yields a row for each budget, in fen.

    Parameters
    ----------
    data
        The market.
    budgets
        The budgets.
    """
    context = data.context
    for budget in budgets:
        homes = np.flatnonzero(context.home_index >= 0)
        works = np.flatnonzero(context.work_index >= 0)
        row = np.full(context.distance_m.shape, NO_ROW, np.int32)
        paid = inside(context, budget.origin)[homes][:, None]
        paid = paid & inside(context, budget.destination)[works][None, :]
        row[np.ix_(context.home_index[homes], context.work_index[works])] = np.where(
            paid, 0, NO_ROW
        )
        yield Ruled(
            Rows(
                CODE,
                context.home_index[data.people.home],
                context.work_index[data.vacancies.place],
                row,
                costs_fen(data, budget),
                np.array([-UNLIMITED], np.int64),
                np.array([budget.most_fen], np.int64),
            ),
            (budget.key,),
        )


def costs_fen(data: MarketData, budget: Budget) -> Ints:
    """Gives what one placed person costs, by used home and used work place; fen, rounded up."""
    metres = data.context.distance_m.astype(np.int64)
    by_distance = -(-metres * budget.fen_per_km // METRES_PER_KM)
    return by_distance + budget.fen_per_person
