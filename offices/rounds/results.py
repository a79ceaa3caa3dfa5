"""What a solve hands back, as plain values ready to be stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matching.columns.arrow import ipc_bytes


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
        ``people``, ``vacancies``, ``seats``, ``arcs``, ``placed``, ``without_offer``,
        ``objective``, ``bound``, ``gap`` (share of the bound, 0 where optimal), ``status``,
        ``blocked_by_rule`` and ``silent_rules``.
    proof
        Plan, prices and surpluses as an Arrow stream.
    """

    offers: Sequence[Offer]
    non_offers: Sequence[WithoutOffer]
    figures: Mapping[str, Any]
    proof: bytes


def proof_bytes(
    plan: npt.NDArray[np.int64], prices: npt.NDArray[np.int64], surpluses: npt.NDArray[np.int64]
) -> bytes:
    """Packs what proves a plan: the vacancy of each person (-1 nobody), prices and surpluses."""
    numbers = pa.large_list(pa.int64())
    columns = {"plan": plan, "prices": prices, "surpluses": surpluses}
    return ipc_bytes(
        pa.Table.from_arrays(
            [pa.array([column], type=numbers) for column in columns.values()],
            names=list(columns),
        )
    )
