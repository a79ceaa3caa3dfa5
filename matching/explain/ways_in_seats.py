"""The fewest further seats of one vacancy that let something be so.

What is asked must stay true with more seats, once it is true. For a pair that holds: with
x = the seats, what is missing is max_k (s_ik + W(x + e_j - e_k), W(x + e_j)) - W(x) - s_ij for the
other vacancies k, and each of its terms falls or stays as x_j grows, W being M-natural concave in
the seats (see docs/model.md). For a person being placed anywhere it holds too: W(x) - W(x - e_k)
falls or stays.
"""

from collections.abc import Callable

from matching.explain.ways_in_without import WithoutPerson

MOST_SEATS = 64
"""Further seats that are tried. A choice: an employer who hires so many more opens another line."""


def fewest_seats(
    others: WithoutPerson,
    vacancy: int,
    is_enough: Callable[[WithoutPerson], bool],
    most: int = MOST_SEATS,
) -> int | None:
    """Finds the fewest further seats with which something is so, None if no number brings it.

    Parameters
    ----------
    others
        The plan of everybody else; untouched.
    vacancy
        The vacancy that gets seats.
    is_enough
        Asks a plan with more seats; once true it stays true with more.
    most
        Further seats that are tried, at least 1; once a seat more is worth nothing, more are not
        tried either.
    """
    low, high = 0, 1
    below, above = others, others.with_seats(vacancy, 1)
    while not (is_found := is_enough(above)) and above.value > below.value and high < most:
        low, high, below = high, min(2 * high, most), above
        above = below.with_seats(vacancy, high - low)
    while is_found and high - low > 1:
        middle = (low + high) // 2
        between = below.with_seats(vacancy, middle - low)
        if is_enough(between):
            high = middle
        else:
            low, below = middle, between
    return high if is_found else None
