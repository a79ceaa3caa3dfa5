"""Keys and place codes as positions of a market, and the simplest family of rows."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.context import MarketContext
from matching.columns.market_data import MarketData
from matching.solvers.joint.forms import NO_ROW, UNLIMITED, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Ruled:
    """Rows with the key of the rule behind each.

    Parameters
    ----------
    rows
        The rows.
    keys
        One per row; a rule may have several rows.
    """

    rows: Rows
    keys: tuple[str, ...]


def positions(keys: Ints, asked: tuple[int, ...]) -> Ints:
    """Gives where some keys stand in a market, each once, as asked; others are left out."""
    order = np.argsort(keys, kind="stable")
    wanted = np.array(list(dict.fromkeys(asked)), np.int64)
    at = np.searchsorted(keys[order], wanted)
    found = at < len(keys)
    found[found] = keys[order][at[found]] == wanted[found]
    return order[at[found]].astype(np.int64)


def inside(context: MarketContext, code: str) -> Bools:
    """Tells which places are a place or lie in it; an empty code means anywhere.

    Parameters
    ----------
    context
        The places.
    code
        Of the outer place; nothing lies in a place that is not among the context's paths.
    """
    step = f"/{code}/" if code else "/"
    return np.array([step in path for path in context.place_paths], np.bool_)


def path_of(context: MarketContext, code: str) -> str:
    """Gives the path of a place, or of one that places lie in; empty if there is none."""
    step = f"/{code}/"
    for path in context.place_paths:
        if code and step in path:
            return path[: path.index(step) + len(step)]
    return ""


def people_from(data: MarketData, code: str) -> Bools:
    """Tells who has a home in a place."""
    return inside(data.context, code)[data.people.home]


def posts_in(data: MarketData, code: str) -> Bools:
    """Tells which vacancies are in a place."""
    return inside(data.context, code)[data.vacancies.place]


def one_row(
    code: str, laborers: Bools, vacancies: Bools, least: int | None, most: int | None
) -> Rows:
    """Counts the pairs of some laborers and some vacancies in one row.

    Parameters
    ----------
    code
        The family's code.
    laborers, vacancies
        Whose pairs count.
    least, most
        Limits, None for none.
    """
    row = np.full((2, 2), NO_ROW, np.int32)
    row[1, 1] = 0
    return Rows(
        code,
        laborers.astype(np.int32),
        vacancies.astype(np.int32),
        row,
        np.ones((2, 2), np.int64),
        np.array([-UNLIMITED if least is None else least], np.int64),
        np.array([UNLIMITED if most is None else most], np.int64),
    )
