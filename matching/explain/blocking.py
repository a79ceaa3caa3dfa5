"""Which rules keep a person from every vacancy, and the nearest change that opens some."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.judged import Masks
from matching.market.rules.registry import RULES

RELAX = "relax"
"""Code of a change to what rules look at: it opens vacancies, it promises no place in a plan."""

EXAMPLES = 3
"""Opened vacancies that a change names."""

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change that opens vacancies.

    Parameters
    ----------
    rules
        Codes of the rules that would have to be satisfied.
    facts
        The figure that would have to change, as the single rule states it; empty for several.
    opens
        Positions of the vacancies that the person may take then, never none.
    places
        Whether every optimal plan places the person then: the change is the person's own and one
        of the vacancies has a free seat that the person adds score to.
    """

    rules: tuple[str, ...]
    facts: Mapping[str, object]
    opens: Ints
    places: bool

    def as_change(self, data: MarketData) -> Facts:
        """Gives the change fit for JSON."""
        return {
            "code": RELAX,
            "rules": list(self.rules),
            "facts": dict(self.facts),
            "opens": len(self.opens),
            "places": self.places,
            "examples": data.vacancies.key[self.opens[:EXAMPLES]].tolist(),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """The vacancies that one rule alone forbids one person, by the rule's position, rising.

    Rules that forbid nothing alone are left out.
    """

    by_rule: Mapping[int, Ints]


def alone_by_rule(reasons: Masks, vacancies: Ints) -> list[Alone]:
    """Finds what single rules forbid each person.

    Parameters
    ----------
    reasons
        Masks of rules, people by vacancies.
    vacancies
        Positions of these vacancies, rising.
    """
    row, column = np.nonzero((reasons != 0) & (reasons & (reasons - np.uint32(1)) == 0))
    bit = np.bitwise_count(reasons[row, column] - np.uint32(1)).astype(np.int64)
    group = row * len(RULES) + bit
    order = np.argsort(group, kind="stable")
    groups, first = np.unique(group[order], return_index=True)
    found: list[dict[int, Ints]] = [{} for _ in reasons]
    for number, members in zip(groups.tolist(), np.split(order, first[1:]), strict=False):
        person, rule = divmod(number, len(RULES))
        found[person][rule] = vacancies[column[members]]
    return [Alone(by_rule) for by_rule in found]


def blocked_by(reasons: Masks) -> dict[str, int]:
    """Counts the vacancies that each rule forbids one person, most first.

    Parameters
    ----------
    reasons
        The mask of rules per vacancy.
    """
    masks, vacancies = np.unique(reasons, return_counts=True)
    counts = {
        rule.code: int(vacancies[(masks >> bit & 1) > 0].sum()) for bit, rule in enumerate(RULES)
    }
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return {code: count for code, count in ordered if count}


def placing_relaxation(data: MarketData, person: int, gaining: Alone) -> Relaxation | None:
    """Finds the change of one of the person's own matters that surely brings a place.

    Without a change the person has no vacancy in an optimal plan of value w. A vacancy with a free
    seat that opens to nobody else makes a plan worth more than w, and every such plan places the
    person. Of several rules the one that opens most free vacancies, earlier rules first.

    Parameters
    ----------
    data
        The market.
    person
        Position of the person.
    gaining
        Vacancies with a free seat to which the pair would add score.
    """
    for bit in _most_first(gaining):
        rule = RULES[bit]
        if rule.is_personal:
            change = rule.change(data, person, gaining.by_rule[bit])
            if len(change.opens):
                return Relaxation((rule.code,), change.facts, change.opens, places=True)
    return None


def nearest_relaxation(
    data: MarketData, person: int, reasons: Masks, alone: Alone, gains: Bools
) -> Relaxation | None:
    """Finds the change of one rule's matter that opens most vacancies, else of the fewest rules'.

    The rule's own figure says how far it has to give way, which may open fewer than all that it
    forbids alone. Where each vacancy is forbidden by several rules, the smallest set of rules, and
    of those the one that forbids most.

    Parameters
    ----------
    data
        The market.
    person
        Position of the person.
    reasons
        The mask of rules per vacancy; a vacancy with mask 0 is open already and left out.
    alone
        What single rules forbid the person.
    gains
        Vacancies with a free seat to which the pair would add score.
    """
    for bit in _most_first(alone):
        rule = RULES[bit]
        change = rule.change(data, person, alone.by_rule[bit])
        if len(change.opens):
            places = rule.is_personal and bool(gains[change.opens].any())
            return Relaxation((rule.code,), change.facts, change.opens, places)
    return _fewest_rules(reasons)


def _most_first(alone: Alone) -> list[int]:
    """Gives the rules, those that forbid most first, earlier rules first."""
    return sorted(alone.by_rule, key=lambda bit: (-len(alone.by_rule[bit]), bit))


def _fewest_rules(reasons: Masks) -> Relaxation | None:
    masks, counts = np.unique(reasons, return_counts=True)
    several = np.bitwise_count(masks) > 1
    masks, counts = masks[several], counts[several]
    if not len(masks):
        return None
    best = int(masks[np.lexsort((-counts, np.bitwise_count(masks)))[0]])
    codes = tuple(rule.code for bit, rule in enumerate(RULES) if best >> bit & 1)
    return Relaxation(codes, {}, np.flatnonzero(reasons == best), places=False)
