"""Arcs and the proven optimum of a reference market, built once and kept under ``var``."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.flows import Arcs
from benchmarks.reference import GENERATOR_VERSION, reference_market
from benchmarks.reference_auction import auction_prices
from benchmarks.reference_optimum import best_arcs, proven_optimum
from benchmarks.reference_pairs import Pairs, feasible_counts, fill_feasible, pairs_of

FOLDER = Path("var") / "benchmarks"
PRICED_ROOM = 8
"""Pairs a laborer on the lists that B0 is taken on."""
BLIND_ROOM = 20
"""Pairs a laborer on the lists that look at scores alone."""


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceArcs:
    """What the baselines of a size start from.

    Parameters
    ----------
    seats
        h_j of each vacancy.
    lists
        Arcs by name: ``priced``, the best 8 a laborer by score less price, and ``blind``, the best
        20 by score.
    optimum, placed
        Proven value over all pairs, and how many have a vacancy in such a plan.
    """

    seats: npt.NDArray[np.int64]
    lists: dict[str, Arcs]
    optimum: int
    placed: int


def reference_arcs(laborers: int, *names: str, seed: int = 1) -> ReferenceArcs:
    """Reads what is kept of a size, or builds and keeps it: seconds at 10^5, minutes at 10^6.

    Parameters
    ----------
    laborers, seed
        Of the reference market.
    names
        Of the lists wanted; others are not read.
    """
    file = FOLDER / f"arcs-v{GENERATOR_VERSION}-{laborers}-{seed}.npz"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez(partial, allow_pickle=False, **_columns(build_arcs(laborers, seed)))
        partial.replace(file)
    with np.load(file) as kept:
        return ReferenceArcs(
            kept["seats"],
            {name: _read(kept, name) for name in names},
            int(kept["optimum"]),
            int(kept["placed"]),
        )


def build_arcs(laborers: int, seed: int = 1) -> ReferenceArcs:
    """Draws the market, finds prices, lists arcs and proves the optimum.

    Parameters
    ----------
    laborers, seed
        Of the reference market.

    Raises
    ------
    AssertionError
        If the optimum could not be proven.
    """
    market = reference_market(laborers, seed)
    pairs = pairs_of(market)
    price = auction_prices(pairs)
    priced = best_arcs(pairs, price, PRICED_ROOM)
    blind = best_arcs(pairs, np.zeros_like(price), BLIND_ROOM)
    best = proven_optimum(pairs, price, priced)
    lists = {"priced": _named(pairs, priced), "blind": _named(pairs, blind)}
    return ReferenceArcs(market.seats, lists, best.value, best.placed)


def feasible_arcs(laborers: int, seed: int = 1) -> Arcs:
    """Lists every feasible pair; meant for 10^5 laborers (9 million pairs) and fewer.

    Parameters
    ----------
    laborers, seed
        Of the reference market.
    """
    pairs = pairs_of(reference_market(laborers, seed))
    count = feasible_counts(pairs)
    start = np.concatenate([[0], np.cumsum(count)])
    place, score = np.zeros(start[-1], np.int32), np.zeros(start[-1], np.int32)
    fill_feasible(pairs, start, place, score)
    laborer = np.repeat(np.arange(laborers), count)
    return _named(pairs, Arcs(laborer, place.astype(np.int64), score.astype(np.int64)))


def _named(pairs: Pairs, arcs: Arcs) -> Arcs:
    return Arcs(arcs.laborer, pairs.vacancy[arcs.vacancy], arcs.score)


def _columns(arcs: ReferenceArcs) -> dict[str, npt.NDArray[np.generic]]:
    columns: dict[str, npt.NDArray[np.generic]] = {
        "seats": arcs.seats,
        "optimum": np.array(arcs.optimum),
        "placed": np.array(arcs.placed),
    }
    for name, some in arcs.lists.items():
        columns[f"{name}_laborer"] = some.laborer.astype(np.int32)
        columns[f"{name}_vacancy"] = some.vacancy.astype(np.int32)
        columns[f"{name}_score"] = some.score.astype(np.int32)
    return columns


def _read(kept: "np.lib.npyio.NpzFile", name: str) -> Arcs:
    fields = ("laborer", "vacancy", "score")
    return Arcs(*(kept[f"{name}_{field}"].astype(np.int64) for field in fields))
