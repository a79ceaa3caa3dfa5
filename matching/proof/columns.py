"""The plan, the surpluses and the prices as declared columns."""

from dataclasses import dataclass

from matching.columns.declared import Int64Column, settle


@dataclass(frozen=True, slots=True, eq=False)
class LaborerColumns:
    """One row per person.

    Parameters
    ----------
    vacancy
        Position of the vacancy in the plan, -1 for nobody.
    surplus
        u_i, in points of the score.
    """

    vacancy: Int64Column
    surplus: Int64Column

    def __post_init__(self) -> None:
        settle(self)

    def __len__(self) -> int:
        return len(self.vacancy)


@dataclass(frozen=True, slots=True, eq=False)
class PriceColumns:
    """One row per vacancy.

    Parameters
    ----------
    price
        p_j, in points of the score.
    """

    price: Int64Column

    def __post_init__(self) -> None:
        settle(self)

    def __len__(self) -> int:
        return len(self.price)
