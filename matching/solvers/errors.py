"""What a problem on arrays can be refused for, and what a broken engine raises."""

from models.errors import AppError


class InvalidProblemError(AppError):
    """A problem that cannot be solved as given.

    Its parameters are ``field``, the name of the array; ``index``, the first offender's place in
    it or None; and ``value``, what stands there.
    """

    code = "solver.invalid_problem"


class NotOneDimensionalError(InvalidProblemError):
    """A field that should be a flat sequence is not one."""

    code = "solver.not_one_dimensional"


class NotIntegerError(InvalidProblemError):
    """An entry is not an integer of 64 bits."""

    code = "solver.not_integer"


class LengthMismatchError(InvalidProblemError):
    """The arc arrays differ in length; ``limit`` is the length of the first."""

    code = "solver.length_mismatch"


class NegativeValueError(InvalidProblemError):
    """A count, a number of seats or a score is below zero."""

    code = "solver.negative_value"


class IndexOutOfRangeError(InvalidProblemError):
    """An arc points outside the laborers or vacancies; ``limit`` is their number."""

    code = "solver.index_out_of_range"


class ScoreTooLargeError(InvalidProblemError):
    """A score is above ``limit``, the largest that keeps every intermediate cost exact."""

    code = "solver.score_too_large"


class SeatsTooManyError(InvalidProblemError):
    """The seats up to this vacancy add up to more than 64 bits hold."""

    code = "solver.seats_too_many"


class DuplicateArcError(InvalidProblemError):
    """An arc repeats the pair of an earlier one."""

    code = "solver.duplicate_arc"


class ProblemTooLargeError(InvalidProblemError):
    """More nodes and arcs than the engine can number; ``limit`` is the most."""

    code = "solver.problem_too_large"


class SolverFailedError(AppError):
    """The engine did not deliver what a valid problem must have; a fault of the program."""

    code = "solver.failed"
