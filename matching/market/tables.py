"""A market's rules and parts, prepared once and read by rows or by pairs."""

from dataclasses import asdict, dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.classes import ClassTable, class_table
from matching.market.parts.registry import PARTS
from matching.market.rules.registry import RULES
from matching.market.weights import Weights


@dataclass(frozen=True, slots=True, eq=False)
class MarketTables:
    """What rules forbid and parts give, for any rows or pairs of a market.

    Parameters
    ----------
    data
        The market.
    weights
        The weights of the parts.
    rules
        One table per rule, in the order of ``RULES``.
    parts
        One table per part, in the order of ``PARTS``.
    """

    data: MarketData
    weights: Weights
    rules: tuple[ClassTable[np.bool_], ...]
    parts: tuple[ClassTable[np.int16], ...]

    def is_blocked(self, rows: Ints) -> Bools:
        """Gives True (rows by vacancies) where any rule forbids the pair."""
        blocked = np.zeros((len(rows), len(self.data.vacancies)), np.bool_)
        for rule in self.rules:
            blocked |= rule.of_rows(rows)
        return blocked

    def reasons(self, rows: Ints) -> Ints:
        """Gives a mask (rows by vacancies) of the rules that forbid the pair: bit k for rule k."""
        mask = np.zeros((len(rows), len(self.data.vacancies)), np.int64)
        for bit, rule in enumerate(self.rules):
            mask |= rule.of_rows(rows).astype(np.int64) << bit
        return mask

    def parts_of_pairs(self, people: Ints, vacancies: Ints) -> dict[str, Ints]:
        """Gives every part's figure, 0 to 1000, of single pairs, by the part's name."""
        return {
            part.name: table.of_pairs(people, vacancies).astype(np.int64)
            for part, table in zip(PARTS, self.parts, strict=True)
        }

    def scores_of_pairs(self, people: Ints, vacancies: Ints) -> Ints:
        """Gives the weighted sum of the parts, 0 to 1,000,000, of single pairs."""
        weight = asdict(self.weights)
        total = np.zeros(len(people), np.int64)
        for name, values in self.parts_of_pairs(people, vacancies).items():
            total += weight[name] * values
        return total


def market_tables(data: MarketData, weights: Weights) -> MarketTables:
    """Prepares all rules and parts of a market."""
    return MarketTables(
        data,
        weights,
        tuple(class_table(data, rule.person_class, rule.blocks) for rule in RULES),
        tuple(class_table(data, part.person_class, part.values) for part in PARTS),
    )
