"""The same shortage found on the networkx view of a market, for small ones and to show."""

from collections import deque

import networkx as nx

from matching.market.graph import PERSON, VACANCY, Node

SOURCE: Node = ("source", 0)
SINK: Node = ("sink", 0)


def shortage_on_graph(graph: "nx.Graph[Node]") -> tuple[int, set[Node], set[Node]]:
    """Finds who competes for too few posts, by a flow of greatest value on a market's graph.

    Parameters
    ----------
    graph
        As ``market_graph`` makes it, with every pair of the people asked about.

    Returns
    -------
    tuple
        The most people who can be placed at once; the people next to the source side of the least
        cut who may take some vacancy with seats; and the vacancies with seats on that side.
    """
    network = _network(graph)
    placed, flow = nx.maximum_flow(network, SOURCE, SINK)
    reached = _reached(network, flow)
    people = {
        node
        for node in reached
        if node[0] == PERSON and any(graph.nodes[post]["seats"] for post in graph[node])
    }
    scarce = {node for node in reached if node[0] == VACANCY and graph.nodes[node]["seats"]}
    return int(placed), people, scarce


def _network(graph: "nx.Graph[Node]") -> "nx.DiGraph[Node]":
    network: nx.DiGraph[Node] = nx.DiGraph()
    network.add_nodes_from((SOURCE, SINK))
    for node, facts in graph.nodes(data=True):
        if node[0] == PERSON:
            network.add_edge(SOURCE, node, capacity=1)
            network.add_edges_from((node, post, {"capacity": 1}) for post in graph[node])
        else:
            network.add_edge(node, SINK, capacity=facts["seats"])
    return network


def _reached(network: "nx.DiGraph[Node]", flow: dict[Node, dict[Node, int]]) -> set[Node]:
    """Gives what the source still reaches beside the flow."""
    reached, queue = {SOURCE}, deque([SOURCE])
    while queue:
        node = queue.popleft()
        onward = (end for end, arc in network[node].items() if flow[node][end] < arc["capacity"])
        back = (start for start in network.pred[node] if flow[start][node] > 0)
        for further in (*onward, *back):
            if further not in reached:
                reached.add(further)
                queue.append(further)
    return reached
