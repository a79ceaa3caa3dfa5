"""What others lose, in time or in value, against the raw flow on priced lists."""

from collections.abc import Sequence

from benchmarks.baselines import flow_by_networkx, greedy_by_score, seats_by_scipy
from benchmarks.compare import Row, compare
from benchmarks.flow_jobs import flow_on_all, flow_on_blind, flow_on_priced
from benchmarks.reference_arcs import reference_arcs

SIZES = (10**3, 10**4, 10**5)
B0 = Row("B0: raw flow, best 8 by score - price", flow_on_priced)
ROWS = (
    B0,
    Row("B1: raw flow, best 20 by score", flow_on_blind, once_from=10**6),
    Row("raw flow, every feasible pair", flow_on_all, most_laborers=10**5, once_from=10**5),
    Row("scipy, a column a seat, every pair", seats_by_scipy, most_laborers=10**4, once_from=10**4),
    Row("networkx, every pair", flow_by_networkx, most_laborers=10**3),
    Row("greedy by score, every pair", greedy_by_score, most_laborers=10**5, once_from=10**5),
)


def run(sizes: Sequence[int]) -> None:
    """Prints the baselines of each size.

    Parameters
    ----------
    sizes
        Numbers of laborers; the usual ones if empty.
    """
    for laborers in sizes or SIZES:
        kept = reference_arcs(laborers)
        compare(ROWS, laborers, kept.optimum)
        print(f"  {kept.placed:,} placed at the optimum ({kept.placed / laborers:.1%})")
