"""What is still unknown between two neighbouring points of a frontier, in exact fractions."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from matching.solvers.several.goals import Point, Weights


@dataclass(frozen=True, slots=True)
class Line:
    """No plan has more: v * first + w * second <= bound."""

    weights: Weights
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """Two neighbours and the lines through them that no plan passes.

    Parameters
    ----------
    left, right
        The right point has more of the first goal, less of the second.
    left_line, right_line
        One held by each; they meet above the straight way from point to point.
    is_closed
        Whether nothing is left to find here, or weights that would tell do not fit.
    """

    left: Point
    right: Point
    left_line: Line
    right_line: Line
    is_closed: bool = False

    @property
    def corner(self) -> tuple[Fraction, Fraction]:
        """Where the lines meet: nothing of the unknown is further out."""
        (a, b), (c, d) = self.left_line.weights, self.right_line.weights
        e, f = self.left_line.bound, self.right_line.bound
        turn = c * b - a * d
        if turn == 0:
            return Fraction(self.left.first), Fraction(self.left.second)
        return Fraction(b * f - d * e, turn), Fraction(c * e - a * f, turn)

    @property
    def area(self) -> Fraction:
        """The area of the triangle of both points and the corner, where corners may still lie."""
        first, second = self.corner
        across = self.right.first - self.left.first, self.right.second - self.left.second
        out = first - self.left.first, second - self.left.second
        return abs(across[0] * out[1] - across[1] * out[0]) / 2

    @property
    def rise(self) -> int:
        """How much more of the second goal a plan may have than the straight way says, at most."""
        first, second = self.corner
        fall = Fraction(self.left.second - self.right.second, self.right.first - self.left.first)
        return ceil(second - (self.left.second - fall * (first - self.left.first)))
