"""Weights for the ends of a trade-off: all for one goal, the other only between equals.

Let x be a plan of the greatest first goal f, and s its second. With k > S - s, S the greatest
second goal, a plan of f - 1 or less is worth at most k (f - 1) + S < k f + s. So the best plan for
the weights (k, 1) has the greatest first goal, and of those plans the greatest second.
"""

from matching.solvers.several.directions import most_of
from matching.solvers.several.goals import Point, TwoGoals, Weights


def weighing_first(goals: TwoGoals, first: Point, second: Point) -> Weights:
    """Gives weights for the first goal and then the second, as near as fits.

    Parameters
    ----------
    goals
        Two scores of each pair.
    first, second
        Plans that are best for each goal alone.
    """
    return most_of(lambda weight: (weight, 1), second.bound - first.second + 1, goals.fits)


def weighing_second(goals: TwoGoals, first: Point, second: Point) -> Weights:
    """Gives weights for the second goal and then the first, as near as fits.

    Parameters
    ----------
    goals
        Two scores of each pair.
    first, second
        Plans that are best for each goal alone.
    """
    return most_of(lambda weight: (1, weight), first.bound - second.first + 1, goals.fits)
