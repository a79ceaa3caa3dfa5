"""A few people and posts cut out of a market, with the very scores they have in the whole."""

from collections.abc import Collection

import networkx as nx
import numpy as np

from matching.columns.market_data import MarketData
from matching.columns.people import PeopleColumns
from matching.market.arcs import candidate_arcs
from matching.market.graph import Node, market_graph
from matching.market.weights import Weights


def neighbourhood(
    data: MarketData, weights: Weights, people: Collection[int], vacancies: Collection[int]
) -> "nx.Graph[Node]":
    """Gives the graph of these people and posts (keys) with every candidate arc between them.

    All posts of the market stay in the scoring, since a wage is scored by its rank among them.
    """
    rows = np.flatnonzero(np.isin(data.people.key, list(people)))
    cut = PeopleColumns.from_arrow(data.people.to_arrow().take(rows))
    arcs = candidate_arcs(MarketData(cut, data.vacancies, data.context), weights)
    kept = np.flatnonzero(np.isin(data.vacancies.key, list(vacancies)))
    return market_graph(arcs, vacancies=kept)
