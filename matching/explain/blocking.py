"""Which rules keep a person from every vacancy, and the nearest change that opens some."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.judged import Masks
from matching.market.rules.registry import RULES

RELAX = "relax"
"""Code of a change to what rules look at: it opens vacancies, it promises no place in a plan."""

EXAMPLES = 3
"""Opened vacancies that a change names."""

BITS = np.arange(len(RULES))
"""Where each rule stands in a mask."""

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
class Barred:
    """What rules forbid one person, counted by the set of rules.

    Parameters
    ----------
    reasons
        The mask of rules per vacancy.
    vacancies
        Positions of these vacancies, rising.
    masks
        The masks that occur, rising.
    counts
        How often each occurs.
    """

    reasons: Masks
    vacancies: Ints
    masks: Ints
    counts: Ints

    def alone(self, bit: int) -> Ints:
        """Gives the vacancies that one rule alone forbids."""
        return self.vacancies[np.flatnonzero(self.reasons == np.uint32(1 << bit))]

    def most_first(self) -> list[int]:
        """Gives the rules that forbid anything alone, most first, earlier rules first."""
        is_one = np.bitwise_count(self.masks) == 1
        counts = zip(self.masks[is_one].tolist(), self.counts[is_one].tolist(), strict=True)
        return [mask.bit_length() - 1 for mask, _ in sorted(counts, key=lambda one: (-one[1], one))]

    def by_rule(self) -> dict[str, int]:
        """Counts the vacancies that each rule forbids, most first."""
        counted = self.counts @ (self.masks[:, None] >> BITS & 1)
        counts = zip((rule.code for rule in RULES), counted.tolist(), strict=True)
        ordered = sorted(counts, key=lambda item: -item[1])
        return {code: count for code, count in ordered if count}


def barred(reasons: Masks, vacancies: Ints) -> Barred:
    """Counts what rules forbid one person."""
    counts = np.bincount(reasons)
    masks = np.flatnonzero(counts)
    return Barred(reasons, vacancies, masks, counts[masks])


def placing_relaxation(data: MarketData, person: int, gaining: Barred) -> Relaxation | None:
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
        What forbids the vacancies with a free seat to which the pair would add score.
    """
    for bit in gaining.most_first():
        rule = RULES[bit]
        if rule.is_personal:
            change = rule.change(data, person, gaining.alone(bit))
            if len(change.opens):
                return Relaxation((rule.code,), change.facts, change.opens, places=True)
    return None


def nearest_relaxation(
    data: MarketData, person: int, found: Barred, gains: Callable[[Ints], bool]
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
    found
        What rules forbid the person among all vacancies; mask 0 is open already and left out.
    gains
        Says whether among some vacancies is one with a free seat to which the pair adds score.
    """
    for bit in found.most_first():
        rule = RULES[bit]
        change = rule.change(data, person, found.alone(bit))
        if len(change.opens):
            places = rule.is_personal and gains(change.opens)
            return Relaxation((rule.code,), change.facts, change.opens, places)
    return _fewest_rules(found)


def _fewest_rules(found: Barred) -> Relaxation | None:
    several = np.bitwise_count(found.masks) > 1
    masks, counts = found.masks[several], found.counts[several]
    if not len(masks):
        return None
    best = int(masks[np.lexsort((-counts, np.bitwise_count(masks)))[0]])
    codes = tuple(rule.code for bit, rule in enumerate(RULES) if best >> bit & 1)
    opens = found.vacancies[np.flatnonzero(found.reasons == np.uint32(best))]
    return Relaxation(codes, {}, opens, places=False)
