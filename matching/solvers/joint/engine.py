"""A programme solved by HiGHS, through OR-Tools' MathOpt."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from matching.columns.arrays import Ints
from matching.solvers.errors import SolverFailedError
from matching.solvers.joint.programme import Floats, Programme

_USABLE = (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.FEASIBLE)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the engine found.

    Parameters
    ----------
    value
        float64 (variables); None where nothing feasible was found.
    dual
        float64 (constraints) of the programme without whole numbers, None with them.
    objective, bound
        In the engine's unit; the bound holds for the listed columns.
    is_optimal
        Whether the engine calls it optimal, within its tolerances.
    is_infeasible
        Whether the engine says that nothing is feasible.
    """

    value: Floats | None
    dual: Floats | None
    objective: float
    bound: float
    is_optimal: bool
    is_infeasible: bool


@dataclass(frozen=True, slots=True)
class EngineParams:
    """How long and how exactly.

    Parameters
    ----------
    seconds
        At most about so long.
    relative_gap
        Whole numbers: stop within this share of the bound.
    """

    seconds: float
    relative_gap: float = 0.0


def solved(programme: Programme, params: EngineParams, *, is_whole: bool) -> Answer:
    """Solves a programme, with or without its whole numbers.

    Parameters
    ----------
    programme
        The programme.
    params
        How long and how exactly.
    is_whole
        Whether whole numbers are asked for.

    Raises
    ------
    SolverFailedError
        If the engine breaks off.
    """
    if not len(programme.value):
        return _without_variables(programme)
    model = mathopt.Model.from_model_proto(_proto(programme, is_whole=is_whole))
    settings = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(1.0, params.seconds)),
        relative_gap_tolerance=params.relative_gap if is_whole else None,
        absolute_gap_tolerance=1e-4 if is_whole else None,
        random_seed=0,
    )
    if is_whole:
        # Probing tens of thousands of columns takes longer than the search that it would shorten.
        settings.presolve = mathopt.Emphasis.OFF
        settings.highs.bool_options["mip_heuristic_run_feasibility_jump"] = False
    try:
        result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=settings)
    except RuntimeError as broken:
        raise SolverFailedError(step="joint", status=type(broken).__name__) from broken
    reason = result.termination.reason
    bounds = result.termination.objective_bounds
    has_values = reason in _USABLE and result.has_primal_feasible_solution()
    value = dual = None
    if has_values:
        value = np.array(result.variable_values(list(model.variables())))
    if has_values and not is_whole and result.has_dual_feasible_solution():
        dual = np.array(result.dual_values(list(model.linear_constraints())))
    return Answer(
        value=value,
        dual=dual,
        objective=bounds.primal_bound,
        bound=bounds.dual_bound,
        is_optimal=reason == mathopt.TerminationReason.OPTIMAL,
        is_infeasible=reason == mathopt.TerminationReason.INFEASIBLE,
    )


def _without_variables(programme: Programme) -> Answer:
    """Answers for the engine, which gives no multipliers where there is nothing to decide."""
    keeps = bool(((programme.low <= 0) & (programme.high >= 0)).all())
    empty = np.zeros(0) if keeps else None
    dual = np.zeros(len(programme.low)) if keeps else None
    return Answer(empty, dual, 0.0, 0.0, is_optimal=keeps, is_infeasible=not keeps)


def _proto(programme: Programme, *, is_whole: bool) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    variables, constraints = len(programme.value), len(programme.low)
    proto.variables.ids.extend(range(variables))
    proto.variables.lower_bounds.extend(programme.least.tolist())
    proto.variables.upper_bounds.extend(programme.most.tolist())
    proto.variables.integers.extend((programme.is_whole & is_whole).tolist())
    proto.objective.maximize = True
    valued: Ints = np.flatnonzero(programme.value)
    proto.objective.linear_coefficients.ids.extend(valued.tolist())
    proto.objective.linear_coefficients.values.extend(programme.value[valued].tolist())
    proto.linear_constraints.ids.extend(range(constraints))
    proto.linear_constraints.lower_bounds.extend(programme.low.tolist())
    proto.linear_constraints.upper_bounds.extend(programme.high.tolist())
    order = np.lexsort((programme.column, programme.row))
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(programme.row[order].tolist())
    matrix.column_ids.extend(programme.column[order].tolist())
    matrix.coefficients.extend(programme.coefficient[order].tolist())
    return proto
