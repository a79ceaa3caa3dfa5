"""Quotas checked and nested: what contradicts itself is refused with what collides."""

from collections.abc import Sequence
from numbers import Integral

import numpy as np

from matching.columns.arrays import Ints
from matching.pairs.market import Market
from matching.solvers.integers import BadEntry, exact_sum, frozen, read_integers
from matching.solvers.laminar.errors import (
    CrossingQuotasError,
    QuotaAboveMembersError,
    QuotaBoundsError,
    QuotaInnerMinimaError,
    QuotaMembersError,
    QuotaNameError,
)
from matching.solvers.laminar.forest import ROOT, Forest
from matching.solvers.laminar.quotas import Quota, Quotas


def read_quotas(market: Market, quotas: Quotas) -> tuple[Forest, Forest]:
    """Nests the sets of vacancies and the sets of laborers.

    Parameters
    ----------
    market
        The market.
    quotas
        Its quotas.

    Raises
    ------
    QuotaError
        If a quota contradicts itself or others whatever the pairs; one subclass per kind.
    """
    seen: set[str] = set()
    for quota in quotas.all:
        if quota.name in seen:
            raise QuotaNameError(name=quota.name)
        seen.add(quota.name)
    heads = np.minimum(market.seats, market.laborer_count)
    people = np.ones(market.laborer_count, np.int64)
    return read_forest(quotas.vacancy_sets, heads), read_forest(quotas.laborer_sets, people)


def read_forest(quotas: Sequence[Quota], room: Ints) -> Forest:
    """Nests sets of one side.

    Parameters
    ----------
    quotas
        Their names differ.
    room
        How many people each member can take.

    Raises
    ------
    QuotaError
        As in `read_quotas`.
    """
    members = [_members(quota, len(room)) for quota in quotas]
    limits = [exact_sum(room[positions]) for positions in members]
    bounds = [_bounds(quota, limit) for quota, limit in zip(quotas, limits, strict=True)]
    sizes = np.array([len(positions) for positions in members], np.int64)
    order = np.argsort(-sizes, kind="stable").astype(np.int64)
    parent = np.full(len(quotas), ROOT, np.int64)
    depth = np.zeros(len(quotas) + 1, np.int64)
    of_member = np.full(len(room), ROOT, np.int64)
    for one in order.tolist():
        parent[one] = _holder(quotas, of_member[members[one]], depth, one)
        depth[one] = depth[parent[one]] + 1
        of_member[members[one]] = one
    least, most = np.array(bounds, np.int64).reshape(len(quotas), 2).T
    forest = Forest(
        names=tuple(quota.name for quota in quotas),
        parent=frozen(parent),
        of_member=frozen(of_member),
        order=frozen(order),
        size=frozen(sizes),
        least=frozen(least.copy()),
        most=frozen(most.copy()),
        has_most=np.array([quota.most is not None for quota in quotas], np.bool_),
    )
    _refuse_inner_minima(forest)
    return forest


def _members(quota: Quota, count: int) -> Ints:
    read = read_integers(quota.members)
    if isinstance(read, BadEntry):
        raise QuotaMembersError(name=quota.name, reason="type", value=read.value)
    outside = np.flatnonzero((read < 0) | (read >= count))
    if outside.size:
        raise QuotaMembersError(name=quota.name, reason="range", value=int(read[outside[0]]))
    found, times = np.unique(read, return_counts=True)
    if found.size < read.size:
        raise QuotaMembersError(
            name=quota.name, reason="repeated", value=int(found[np.argmax(times > 1)])
        )
    return found


def _bounds(quota: Quota, limit: int) -> tuple[int, int]:
    """Gives minimum and maximum; one above the limit stands for a maximum that nothing reaches."""
    most = limit + 1 if quota.most is None else quota.most
    is_stated = _is_count(quota.least) and _is_count(most)
    if not is_stated or (quota.most is not None and quota.least > most):
        raise QuotaBoundsError(name=quota.name, least=quota.least, most=quota.most)
    if quota.least > limit:
        raise QuotaAboveMembersError(name=quota.name, least=quota.least, limit=limit)
    return int(quota.least), min(int(most), limit + 1)


def _is_count(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, Integral):
        return False
    return int(value) >= 0


def _holder(quotas: Sequence[Quota], holders: Ints, depth: Ints, one: int) -> int:
    """Gives the one smallest set so far that holds all members of a set; none for no members."""
    found = np.unique(holders)
    if found.size > 1:
        crossing = int(found[np.argmax(depth[found])])
        raise CrossingQuotasError(first=quotas[crossing].name, second=quotas[one].name)
    return int(found[0]) if found.size else ROOT


def _refuse_inner_minima(forest: Forest) -> None:
    """Adds up minima from within; where a set asks for more itself, its own counts."""
    inner: list[list[int]] = [[] for _ in range(forest.count)]
    needed = forest.least.tolist()
    for one in forest.order[::-1].tolist():
        within = sum(needed[child] for child in inner[one])
        if within > forest.most[one]:
            names = tuple(forest.names[at] for at in _asking(forest, inner, needed, one))
            raise QuotaInnerMinimaError(
                name=forest.names[one], most=int(forest.most[one]), inner=names, least=within
            )
        needed[one] = max(needed[one], within)
        if forest.parent[one] != ROOT:
            inner[forest.parent[one]].append(one)


def _asking(forest: Forest, inner: list[list[int]], needed: list[int], one: int) -> list[int]:
    """Lists the outermost sets within a set whose own minima make up what they need."""
    found: list[int] = []
    for child in sorted(inner[one]):
        if forest.least[child] == needed[child]:
            found += [child] * (needed[child] > 0)
        else:
            found += _asking(forest, inner, needed, child)
    return found
