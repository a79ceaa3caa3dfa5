"""The same plans with fewer joint rows: who has to stay alone simply does not leave the county.

Of a household of which nobody may leave, each member is kept in the home county by a limit of their
own, which the market knows without any row. So is a group with more members of one household than
may leave, where no site lies on both sides of the county's border. A household of whom some cannot
leave anyway needs no row where the others may. None of it changes which plans keep the rules.
"""

from dataclasses import replace

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.columns.ragged import ragged_of
from matching.constraints.declared import Rules, Site, StayHome
from matching.constraints.keys import positions
from matching.market.origins import county_of_places


def tightened(data: MarketData, rules: Rules) -> tuple[MarketData, Rules]:
    """Gives a market and rules that exactly the same plans keep.

    Parameters
    ----------
    data
        The round's columns.
    rules
        The rules, checked. Whom a decision concerns keeps the row: it may lead beyond limits.
    """
    if not rules.stay_home or rules.own_best:  # limits would lower what is a person's own best
        return data, rules
    county = county_of_places(data.context)[data.people.home]
    stays, may_be_limited = _kept_at_home(data, county), _may_be_limited(data, county)
    decided = positions(data.people.key, tuple(one.person for one in rules.decided))
    stays[decided] = may_be_limited[decided] = False
    left: list[StayHome] = []
    is_bound = _groups_at_home(data, rules, county) & ~stays
    is_bound &= may_be_limited
    stays |= is_bound
    for household in rules.stay_home:
        members = positions(data.people.key, household.people)
        leaving = members[~stays[members]]
        if len(np.unique(county[members])) > 1:  # the row says which county is theirs
            left.append(household)
        elif household.leave == 0 and may_be_limited[leaving].all():
            is_bound[leaving] = True
        elif len(leaving) > household.leave:
            left.append(household)
    return _limited(data, is_bound, county), replace(rules, stay_home=tuple(left))


def _groups_at_home(data: MarketData, rules: Rules, county: Ints) -> Bools:
    """Tells who is in a group that cannot leave: more of one household than may, going together."""
    household = np.full(len(data.people), -1, np.int64)
    for number, home in enumerate(rules.stay_home):
        household[positions(data.people.key, home.people)] = number
    found = np.zeros(len(data.people), np.bool_)
    for group in rules.together:
        members = positions(data.people.key, group.people)
        for number in np.unique(household[members]).tolist():
            family = np.flatnonzero(household == number) if number >= 0 else members[:0]
            at_home = np.union1d(county[family], county[members])
            together = int((household[members] == number).sum())
            if len(family) and len(at_home) == 1 and together > rules.stay_home[number].leave:
                found[members] |= not _straddles(data, group.site, int(at_home[0]))
    return found


def _straddles(data: MarketData, site: Site, county: int) -> bool:
    """Tells whether some site of a kind has posts both in a county and outside it."""
    if site is Site.PLACE:
        return False
    is_inside = county_of_places(data.context)[data.vacancies.place] == county
    employer = data.vacancies.employer
    return len(np.intersect1d(employer[is_inside], employer[~is_inside])) > 0


def _kept_at_home(data: MarketData, county: Ints) -> Bools:
    """Tells whose own limits all lie in the home county."""
    limits = data.people.limit_place
    owner = limits.rows_of_values()
    is_inside = county_of_places(data.context)[limits.values] == county[owner]
    outside = np.bincount(owner, weights=~is_inside, minlength=len(limits))
    found: Bools = (limits.counts() > 0) & (outside == 0)
    return found


def _may_be_limited(data: MarketData, county: Ints) -> Bools:
    """Tells in whose own limits the home county lies whole, or who has none."""
    limits, paths = data.people.limit_place, data.context.place_paths
    owner = limits.rows_of_values()
    pairs = zip(limits.values.tolist(), county[owner].tolist(), strict=True)
    covers = np.array([paths[home].startswith(paths[place]) for place, home in pairs], np.bool_)
    found: Bools = limits.counts() == 0
    found[owner[covers]] = True
    return found


def _limited(data: MarketData, is_bound: Bools, county: Ints) -> MarketData:
    """Limits some people to their home county."""
    limits = data.people.limit_place
    lists = [
        [home] if bound else limits.row(person).tolist()
        for person, (bound, home) in enumerate(zip(is_bound.tolist(), county.tolist(), strict=True))
    ]
    return replace(data, people=replace(data.people, limit_place=ragged_of(lists)))
