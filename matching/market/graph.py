"""A market, or a part of it, as a networkx graph for explanation and drawing."""

import networkx as nx
import numpy as np

from matching.columns.arrays import Ints
from matching.market.arcs import CandidateArcs

PERSON = "person"
"""First entry of a person's node; the second is the position in the market."""

VACANCY = "vacancy"
"""First entry of a vacancy's node; the second is the position in the market."""

Node = tuple[str, int]


def market_graph(
    arcs: CandidateArcs, people: Ints | None = None, vacancies: Ints | None = None
) -> "nx.Graph[Node]":
    """Gives the bipartite graph of people and vacancies with the candidate arcs between them.

    A person's node carries ``bipartite`` 0, ``key`` and ``home`` (a place code); a vacancy's
    ``bipartite`` 1, ``key``, ``seats``, ``place`` and ``occupation`` (codes); an edge ``weight``,
    the score of 0 to 1,000,000. Nobody's name, number or sex is in it.

    Parameters
    ----------
    arcs
        The market's candidate arcs.
    people, vacancies
        Positions to keep, each once; all if left out. Nodes without an arc are kept too.
    """
    data = arcs.data
    kept_people = np.arange(len(data.people)) if people is None else np.asarray(people)
    kept_vacancies = np.arange(len(data.vacancies)) if vacancies is None else np.asarray(vacancies)
    graph: nx.Graph[Node] = nx.Graph()
    graph.add_nodes_from(_person_node(arcs, int(row)) for row in kept_people)
    graph.add_nodes_from(_vacancy_node(arcs, int(row)) for row in kept_vacancies)
    is_kept = np.isin(arcs.arc_laborer, kept_people) & np.isin(arcs.arc_vacancy, kept_vacancies)
    ends = zip(
        arcs.arc_laborer[is_kept].tolist(),
        arcs.arc_vacancy[is_kept].tolist(),
        arcs.arc_score[is_kept].tolist(),
        strict=True,
    )
    graph.add_edges_from(
        ((PERSON, person), (VACANCY, vacancy), {"weight": score}) for person, vacancy, score in ends
    )
    return graph


def _person_node(arcs: CandidateArcs, row: int) -> tuple[Node, dict[str, object]]:
    data = arcs.data
    home = data.context.place_codes[data.people.home[row]]
    return (PERSON, row), {"bipartite": 0, "key": int(data.people.key[row]), "home": home}


def _vacancy_node(arcs: CandidateArcs, row: int) -> tuple[Node, dict[str, object]]:
    posts, context = arcs.data.vacancies, arcs.data.context
    return (VACANCY, row), {
        "bipartite": 1,
        "key": int(posts.key[row]),
        "seats": int(posts.seats[row]),
        "place": context.place_codes[posts.place[row]],
        "occupation": context.occupations[posts.occupation[row]],
    }
