"""The independent check of the proof that no plan keeps the quotas: counts and one plain pass."""

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.solvers.all_pairs.plain_nets import plain_best_nets
from matching.solvers.all_pairs.verify import BestNets
from matching.solvers.laminar.quotas import Quotas
from matching.solvers.laminar.reading import read_quotas
from matching.solvers.laminar.solution import Infeasible
from matching.solvers.laminar.witness import counted, helping, missing_by
from matching.solvers.verify import CLIP, Finding, first_wrong


def verify_infeasible(
    market: Market, quotas: Quotas, claim: Infeasible, best_nets: BestNets = plain_best_nets
) -> tuple[Finding, ...]:
    """Checks the cut over all pairs and every count; no finding means no plan keeps the quotas.

    Parameters
    ----------
    market
        The market.
    quotas
        Its quotas.
    claim
        Any claim with sides for each laborer, vacancy and set.
    best_nets
        As in `verify_market`.

    Raises
    ------
    QuotaError
        If the quotas themselves are refused.
    """
    posts, groups = read_quotas(market, quotas)
    cut = claim.cut
    heads: Ints = np.minimum(market.seats, market.laborer_count)
    crossing = best_nets(market, np.where(cut.vacancy, 0, CLIP)) >= 0
    findings = first_wrong("pair_across", crossing & ~cut.laborer)
    missing = missing_by(posts, groups, heads, cut)
    if claim.missing != missing or missing < 1:
        findings.append(Finding("missing_differs"))
    post_minima, post_maxima, group_minima, group_maxima = counted(posts, groups, cut)
    laborers, vacancies = helping(posts, groups, cut)
    asked = {
        forest.names[at]
        for forest, marks in ((posts, post_minima), (groups, group_minima))
        for at in np.flatnonzero(marks & (forest.least > 0))
    }
    if set(claim.minima) != asked:
        findings.append(Finding("minima_differ"))
    allowed = {
        forest.names[at]
        for forest, marks in ((posts, post_maxima), (groups, group_maxima))
        for at in np.flatnonzero(marks)
    }
    if set(claim.maxima) != allowed:
        findings.append(Finding("maxima_differ"))
    if not np.array_equal(claim.laborers, np.flatnonzero(laborers)):
        findings.append(Finding("laborers_differ"))
    if not np.array_equal(claim.vacancies, np.flatnonzero(vacancies)):
        findings.append(Finding("vacancies_differ"))
    return tuple(findings)
