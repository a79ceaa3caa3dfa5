"""What a solve hands back, as plain values ready to be stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from matching.columns.arrays import Ints
from matching.columns.arrow import ipc_bytes
from matching.explain.pair_facts import Told

ROWS_TOGETHER = 100_000
"""Offers whose figures are held at a time; bounds the memory."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer to one person.

    Parameters
    ----------
    person_id, vacancy_id
        Ids in the database.
    rank
        1 is the plan's; 2 and 3 are further feasible posts.
    score
        0 to 1,000,000.
    parts
        The score's parts, 0 to 1000 each, by name.
    facts
        Codes and figures that the reasons are told from.
    """

    person_id: int
    vacancy_id: int
    rank: int
    score: int
    parts: Mapping[str, int]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class OfferRows:
    """All offers as columns, by person and then by rank; what is told of them is made when asked.

    Parameters
    ----------
    person_id, vacancy_id, rank, score
        As in ``Offer``, one entry each.
    told
        Takes positions, gives the ``parts`` and ``facts`` of each.
    """

    person_id: Ints
    vacancy_id: Ints
    rank: Ints
    score: Ints
    told: Callable[[Ints], Told]

    def __len__(self) -> int:
        return len(self.person_id)

    def __iter__(self) -> Iterator[Offer]:
        for at in self.in_blocks():
            told = self.told(at)
            columns = (self.person_id, self.vacancy_id, self.rank, self.score)
            values = [column[at].tolist() for column in columns]
            values += [told.parts.to_dicts(), told.facts.to_dicts()]
            yield from map(Offer, *values)

    def in_blocks(self) -> Iterator[Ints]:
        """Gives all positions, as many together as may be told of at a time."""
        for start in range(0, len(self), ROWS_TOGETHER):
            yield np.arange(start, min(start + ROWS_TOGETHER, len(self)))


@dataclass(frozen=True, slots=True)
class WithoutOffer:
    """Somebody of the pool without an offer.

    Parameters
    ----------
    person_id
        Id in the database.
    reason
        Its code.
    facts
        Codes and figures that the reason is told from.
    change
        The nearest thing that would change it, or None if nothing would.
    """

    person_id: int
    reason: str
    facts: Mapping[str, Any]
    change: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A verified plan with its explanations.

    Parameters
    ----------
    offers, non_offers
        Everybody of the pool stands in exactly one of them.
    figures
        ``people``, ``vacancies``, ``seats``, ``arcs`` (feasible pairs), ``placed``,
        ``without_offer``, ``objective``, ``bound``, ``gap`` (share of the bound, 0 where optimal),
        ``status``, ``blocked_by_rule``, ``silent_rules`` and ``staying`` (``staying_told``).
        Under joint rules ``objective``, ``bound`` and ``gap`` are those of plans that keep them,
        ``status`` says that nothing is proven of plans that need not, and ``rules`` tells what the
        rules did (``rules_told``).
        Where near-ties were decided by lot, ``objective``, ``gap`` and ``status`` are those of the
        drawn plan, and ``lots`` tells what was drawn (``told_lots``).
    proof
        Plan, prices and surpluses as an Arrow stream.
    lots
        The chances of the lots as an Arrow stream (``lots_bytes``); None without lots.
    """

    offers: OfferRows
    non_offers: Sequence[WithoutOffer]
    figures: Mapping[str, Any]
    proof: bytes
    lots: bytes | None = None


def proof_bytes(plan: Ints, prices: Ints, surpluses: Ints) -> bytes:
    """Packs what proves a plan: the vacancy of each person (-1 nobody), prices and surpluses."""
    numbers = pa.large_list(pa.int64())
    columns = {"plan": plan, "prices": prices, "surpluses": surpluses}
    return ipc_bytes(
        pa.Table.from_arrays(
            [pa.array([column], type=numbers) for column in columns.values()],
            names=list(columns),
        )
    )
