"""The raw OR-Tools call on lists of the reference market; B0 is the one on priced lists."""

from benchmarks.flows import raw_flow
from benchmarks.reference_arcs import feasible_arcs, reference_arcs
from benchmarks.timed import Timed


def flow_on_priced(laborers: int) -> Timed:
    """Times B0: ``solve()`` alone, on the best 8 pairs a laborer by score less price."""
    return _flow_on_list("priced", laborers)


def flow_on_blind(laborers: int) -> Timed:
    """Times B1: the same on the best 20 pairs by score alone."""
    return _flow_on_list("blind", laborers)


def flow_on_all(laborers: int) -> Timed:
    """Times the same on every feasible pair; 10^5 laborers and fewer."""
    kept = reference_arcs(laborers)
    answer = raw_flow(laborers, kept.seats, arcs := feasible_arcs(laborers))
    return Timed(answer.solve_s, answer.value, answer.build_s, len(arcs.score))


def _flow_on_list(name: str, laborers: int) -> Timed:
    kept = reference_arcs(laborers, name)
    arcs = kept.lists[name]
    answer = raw_flow(laborers, kept.seats, arcs)
    return Timed(answer.solve_s, answer.value, answer.build_s, len(arcs.score))
