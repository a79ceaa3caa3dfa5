"""Posts kept for people of partner regions.

Domain row 18: a vacancy for pairs only wants a pair in force on the policy date whose origin covers
the home and whose destination covers the place of work.
"""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import class_table, numbered
from matching.market.rule import Rule
from matching.pairs.forms import Test


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies for pairs only where no pair joins home and place of work."""
    posts, home, paths = data.vacancies, data.people.home, data.context.place_paths
    homes, works = numbered(home), numbered(posts.is_for_pairs_only, posts.place)
    starts = _within(paths, home[homes.example], [origin for origin, _ in data.context.pairs])
    ends = _within(paths, posts.place[works.example], [end for _, end in data.context.pairs])
    is_kept = posts.is_for_pairs_only[works.example]

    def forbidden(people: Ints) -> Bools:
        is_joined: Bools = starts[homes.of_row[people]] @ ends.T
        return is_kept[None, :] & ~is_joined

    return (class_table(homes, works, forbidden),)


def _within(paths: tuple[str, ...], places: npt.NDArray[np.int32], regions: list[str]) -> Bools:
    """Gives True (places by regions) where the place lies in the region of this path."""
    inside = [[paths[place].startswith(region) for region in regions] for place in places.tolist()]
    return np.array(inside, np.bool_).reshape(len(places), len(regions))


RULE = Rule("rule.pairs", tests, is_personal=False)
