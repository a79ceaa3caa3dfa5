"""Integer weights near a wanted ratio, within what a solver takes exactly."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import gcd

from matching.solvers.several.goals import Weights

Fits = Callable[[Weights], bool]
"""Says whether weights may be used; if it takes some it takes all smaller ones."""


def normal(left: tuple[int, int], right: tuple[int, int]) -> Weights:
    """Gives the weights for which two points are worth the same, in lowest terms.

    Parameters
    ----------
    left, right
        First and second goal of two points; the right one has more of the first, less of the other.
    """
    first, second = left[1] - right[1], right[0] - left[0]
    common = gcd(first, second)
    return first // common, second // common


def ratio(weights: Weights) -> Fraction:
    """Gives what the first goal counts by what the second does.

    Parameters
    ----------
    weights
        The second above 0.
    """
    return Fraction(*weights)


def nearest_fitting(wanted: Weights, fits: Fits) -> Weights:
    """Gives the weights themselves if they fit, else the best fraction that continued ones offer.

    Every better approximation of a ratio has a greater numerator and denominator than the
    convergents before it, so the last convergent, or the one between it and the next, that fits
    is as near as the limit allows.

    Parameters
    ----------
    wanted
        Weights in lowest terms, both above 0.
    fits
        What may be used. It takes (1, 1).
    """
    if fits(wanted):
        return wanted
    target = ratio(wanted)
    return min(
        (near for near in _approaching(wanted, fits) if min(near) > 0),
        key=lambda near: abs(ratio(near) - target),
        default=(1, 1),
    )


def _approaching(wanted: Weights, fits: Fits) -> Iterator[Weights]:
    """Yields the convergents that fit, and last the furthest step to the next that does."""
    before, last = (0, 1), (1, 0)
    up, down = wanted
    while down:
        most, (up, down) = up // down, (down, up % down)
        steps = _most_steps(before, last, most, fits)
        before, last = last, _after(before, last, steps)
        if fits(last):
            yield last
        if steps < most:
            return


def _most_steps(before: Weights, last: Weights, most: int, fits: Fits) -> int:
    """Gives how many times the last convergent may be added to the one before and still fit."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_after(before, last, middle)):
            low = middle
        else:
            high = middle - 1
    return low


def _after(before: Weights, last: Weights, steps: int) -> Weights:
    return before[0] + steps * last[0], before[1] + steps * last[1]


def most_of(weights: Callable[[int], Weights], enough: int, fits: Fits) -> Weights:
    """Gives the weights of the largest multiplier that fits, up to one that is enough.

    Parameters
    ----------
    weights
        Weights by a multiplier of at least 1.
    enough
        More is not needed.
    fits
        What may be used. It takes the multiplier 1.
    """
    low, high = 1, max(1, enough)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(weights(middle)):
            low = middle
        else:
            high = middle - 1
    return weights(low)
