"""Who competes for too few posts, and which rules keep them from others: told in counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.explain.shortage_claims import with_claims_apart
from matching.explain.shortage_groups import ShortageGroup, shortage_groups
from matching.explain.shortage_rules import RuleInTheWay, rules_in_the_way
from matching.pairs.market import Market
from matching.solvers.witness import largest_placement

MOST_GROUPS = 3
"""Groups told of in full by default: each rule of each group costs a count over all pairs."""


@dataclass(frozen=True, slots=True, eq=False)
class ShortageTold:
    """One group of people who compete for too few posts.

    Parameters
    ----------
    group
        The people and all posts with seats that any of them may take.
    homes, works
        People by code of their home, and seats by code of the place of work, most first.
    occupations
        Seats by code of the occupation, most first.
    employers
        How many employers the posts belong to.
    rules
        What each rule alone keeps these people from, outside every group.
    """

    group: ShortageGroup
    homes: Mapping[str, int]
    works: Mapping[str, int]
    occupations: Mapping[str, int]
    employers: int
    rules: tuple[RuleInTheWay, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shortage:
    """Why not everybody can be placed, whatever the plan.

    The people are as many as ``placed``, ``barred`` and the deficits of all groups together.

    Parameters
    ----------
    people, placed
        People in the market, and the most who can have a seat at once.
    barred
        People to whom rules leave no vacancy with seats.
    barred_rules
        What each rule alone keeps them from.
    deficits
        Of every group, the greatest first: how many of its people must stay without.
    told
        The first groups in full.
    """

    people: int
    placed: int
    barred: int
    barred_rules: tuple[RuleInTheWay, ...]
    deficits: tuple[int, ...]
    told: tuple[ShortageTold, ...]


def shortage_of(data: MarketData, market: Market, most: int = MOST_GROUPS) -> Shortage:
    """Finds why people must stay without a seat, and what each rule has to do with it.

    Employers' claims on age and on sex count as two rules.

    Parameters
    ----------
    data, market
        The columns, and the rules declared on them.
    most
        Groups told of in full.
    """
    witness = largest_placement(market)
    groups = shortage_groups(market, witness)
    barred = np.flatnonzero(witness.is_barred)
    seated = np.flatnonzero(market.seats)
    ruled = with_claims_apart(market)
    outside = np.flatnonzero((market.seats > 0) & ~witness.is_scarce)

    def kept(people: Ints, vacancies: Ints) -> tuple[RuleInTheWay, ...]:
        employer = data.vacancies.employer
        return rules_in_the_way(ruled, people, vacancies, witness.placed, employer)

    return Shortage(
        people=market.laborer_count,
        placed=witness.placed,
        barred=len(barred),
        barred_rules=kept(barred, seated),
        deficits=tuple(group.deficit for group in groups),
        told=tuple(told_group(data, group, kept(group.people, outside)) for group in groups[:most]),
    )


def crowded_groups(market: Market, people_per_seat: int) -> tuple[ShortageGroup, ...]:
    """Finds those who are more than so many to a seat: where the shortage is sharpest.

    With every headcount multiplied, the witness holds only people who compete more sharply than
    that; each group is a shortage of its own, with the seats that there are.

    Parameters
    ----------
    market
        The market.
    people_per_seat
        At least 1; with 1 these are all groups of the shortage.
    """
    widened = replace(market, seats=market.seats * people_per_seat)
    groups = shortage_groups(widened, largest_placement(widened))
    return tuple(replace(group, seats=int(market.seats[group.vacancies].sum())) for group in groups)


def told_group(
    data: MarketData, group: ShortageGroup, rules: tuple[RuleInTheWay, ...]
) -> ShortageTold:
    """Adds up a group's people by home and its seats by place and occupation.

    Parameters
    ----------
    data
        The columns.
    group, rules
        The group, and what rules keep its people from.
    """
    context, posts = data.context, data.vacancies
    homes = data.people.home[group.people]
    seats = posts.seats[group.vacancies]
    return ShortageTold(
        group=group,
        homes=_added_up(context.place_codes, homes, np.ones(len(homes), np.int64)),
        works=_added_up(context.place_codes, posts.place[group.vacancies], seats),
        occupations=_added_up(context.occupations, posts.occupation[group.vacancies], seats),
        employers=len(np.unique(posts.employer[group.vacancies])),
        rules=rules,
    )


def _added_up(codes: tuple[str, ...], at: np.ndarray, counts: Ints) -> dict[str, int]:
    total = np.zeros(len(codes), np.int64)
    np.add.at(total, at, counts)
    used = np.flatnonzero(total)
    order = used[np.lexsort((used, -total[used]))]
    return {codes[index]: int(total[index]) for index in order.tolist()}
