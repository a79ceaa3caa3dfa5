"""A plan that places whom and fills what it must, by OR-Tools: a flow of greatest value."""

import numpy as np
from ortools.graph.python import max_flow

from matching.columns.arrays import Bools
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray
from matching.solvers.solution import NOBODY


def filling_plan(
    seats: IntArray,
    arc_laborer: IntArray,
    arc_vacancy: IntArray,
    must_place: Bools,
    must_fill: Bools,
) -> IntArray:
    """Returns a plan on arcs that places some laborers and fills some vacancies for certain.

    On the tight pairs of prices that prove an optimum these plans are the best ones, if laborers
    with a surplus must be placed and vacancies with a price filled: that is complementary
    slackness. No score is needed, and that is far quicker than a flow of least cost.

    A unit goes from the source to each laborer, on to a vacancy and to the sink. What must be used
    is asked for in the usual way: it leaves a second source or enters a second sink instead, the
    first ones give and take the same in its place, and all that leaves the second source must
    arrive.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    arc_laborer, arc_vacancy
        Of each arc. Their order, and the numbers of laborers and vacancies, decide among plans.
    must_place, must_fill
        bool (laborers), bool (vacancies).

    Raises
    ------
    SolverFailedError
        If the engine gives up, or there is no such plan.
    """
    laborers = must_place.size
    plan = np.full(laborers, NOBODY, dtype=np.int64)
    needed = int(np.count_nonzero(must_place)) + int(seats[must_fill].sum())
    if not needed:
        return plan
    end = laborers + seats.size
    source, sink, must_source, must_sink = end, end + 1, end + 2, end + 3
    post = laborers + np.arange(seats.size, dtype=np.int64)
    flow = max_flow.SimpleMaxFlow()
    arcs = flow.add_arcs_with_capacity(
        arc_laborer, laborers + arc_vacancy, np.ones_like(arc_laborer)
    )
    flow.add_arcs_with_capacity(
        np.where(must_place, must_source, source),
        np.arange(laborers, dtype=np.int64),
        np.ones(laborers, dtype=np.int64),
    )
    flow.add_arcs_with_capacity(
        post, np.where(must_fill, must_sink, sink), np.minimum(seats, laborers)
    )
    flow.add_arc_with_capacity(source, must_sink, int(np.count_nonzero(must_place)))
    flow.add_arc_with_capacity(must_source, sink, int(seats[must_fill].sum()))
    flow.add_arc_with_capacity(sink, source, laborers + needed)
    status = flow.solve(must_source, must_sink)
    if status != flow.OPTIMAL:
        raise SolverFailedError(step="filling", status=status.name)
    if flow.optimal_flow() != needed:
        raise SolverFailedError(step="filling", status="not_proven")
    used = flow.flows(arcs) > 0
    plan[arc_laborer[used]] = arc_vacancy[used]
    return plan
