"""A market's rules and parts as declared, gathered into columns.

Everything that judges a pair, the compiled kernel, the candidate arcs, the explanations and the
reason codes, reads this one declaration.
"""

from dataclasses import asdict

from matching.columns.market_data import MarketData
from matching.market.parts.registry import PARTS
from matching.market.rules.registry import RULES
from matching.market.weights import Weights
from matching.pairs.market import Market, PartColumns, RuleColumns


def market_of(data: MarketData, weights: Weights) -> Market:
    """Declares a market: its seats, ``PARTS`` with their weights, and ``RULES``, in their order.

    Takes time and memory in the number of laborers and of vacancies, not of pairs.

    Parameters
    ----------
    data
        People, vacancies and context.
    weights
        The weights of the parts.
    """
    weight = asdict(weights)
    return Market(
        laborer_count=len(data.people),
        seats=data.vacancies.seats,
        parts=tuple(PartColumns(part.name, weight[part.name], part.tables(data)) for part in PARTS),
        rules=tuple(RuleColumns(rule.code, rule.tests(data)) for rule in RULES),
    )
