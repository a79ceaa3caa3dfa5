"""The chances of a round's lots as they are stored, so that later estimates can rest on them."""

from dataclasses import dataclass

import numpy as np

from matching.columns.arrow import instance_of, ipc_bytes, table_from_ipc, table_of
from matching.columns.declared import BoolColumn, Int16Column, Int64Column, settle
from matching.columns.market_data import MarketData
from matching.evaluation.lottery import Drawn


@dataclass(frozen=True, slots=True, eq=False)
class LotRows:
    """One row per person whom a lot concerned; everybody else had the plan's place for certain.

    Parameters
    ----------
    person
        The person's id in the database.
    planned, other
        Ids of the vacancies of both arms: the plan's before the lots, and the near-tie's.
    chance_per_mille
        The chance of what was drawn, as drawn.
    gadget
        Number of the near-tie: people of equal number were drawn together.
    is_other
        Whether the lot gave the near-tie's vacancy.

    Raises
    ------
    ColumnsError
        If a column has another type or length.
    """

    person: Int64Column
    planned: Int64Column
    other: Int64Column
    chance_per_mille: Int16Column
    gadget: Int64Column
    is_other: BoolColumn

    def __post_init__(self) -> None:
        settle(self)

    def __len__(self) -> int:
        return len(self.person)


def lot_rows(data: MarketData, drawn: Drawn) -> LotRows:
    """Gives the people whom lots concerned, by ids."""
    at = np.flatnonzero(drawn.gadget >= 0)
    vacancy = data.vacancies.key
    return LotRows(
        person=data.people.key[at],
        planned=vacancy[drawn.before[at]],
        other=vacancy[drawn.other[at]],
        chance_per_mille=np.rint(1000 * drawn.chance[at]).astype(np.int16),
        gadget=drawn.gadget[at],
        is_other=drawn.plan[at] != drawn.before[at],
    )


def lots_bytes(rows: LotRows) -> bytes:
    """Packs rows as an Arrow stream: same rows, same bytes."""
    return ipc_bytes(table_of(rows))


def read_lots(content: bytes) -> LotRows:
    """Reads what ``lots_bytes`` gave."""
    return instance_of(LotRows, table_from_ipc(content))
