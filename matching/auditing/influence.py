"""The influence of an attribute on a plan: exchange it, solve again, count changed placements.

Three kinds of markets are solved alike: as it is; with the attribute exchanged; and exchanged
while some readers (parts, rules) still read what they read before. A changed placement is explained
by a reader if holding that reader removes the change. What remains with all lawful readers held has
no legal basis.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.auditing.lawful import LAWFUL
from matching.auditing.planning import Planned, PlanParams, planned, planned_near, with_held
from matching.auditing.seen import Seen, seen_in
from matching.auditing.subjects import Attribute, Exchange, Subjects
from matching.columns.arrays import Bools
from matching.solvers.joint.problem import JointProblem

Declare = Callable[[Subjects], JointProblem]
"""Declares the market, with its joint rules, that is solved for these people."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A part or rule that makes something else of people once the attribute is exchanged.

    Parameters
    ----------
    name
        Of the part, or the rule's code.
    is_lawful
        Whether its reading has a legal basis.
    people
        Of how many people it makes something else.
    explained
        Changed placements that are as before once this reader alone is held.
    """

    name: str
    is_lawful: bool
    people: int
    explained: int


@dataclass(frozen=True, slots=True)
class Influence:
    """What exchanging an attribute changes.

    Parameters
    ----------
    attribute
        What was exchanged.
    people, exchanged
        All, and those whose value became another.
    changed, changed_exchanged
        Placements that changed: of anybody, and of those whose own value did.
    readers
        All that read the attribute, in the order of the declaration.
    together
        Changes that lawful readers explain only together.
    unexplained
        Changes that remain with all lawful readers held.
    is_least
        Whether no best plan of the exchanged market changes fewer placements.
    before, after
        Fingerprints of what the solver sees; equal where it cannot know of the exchange.
    """

    attribute: Attribute
    people: int
    exchanged: int
    changed: int
    changed_exchanged: int
    readers: tuple[Reader, ...]
    together: int
    unexplained: int
    is_least: bool
    before: str
    after: str

    @property
    def leaks(self) -> tuple[str, ...]:
        """The names of readers without a legal basis."""
        return tuple(one.name for one in self.readers if not one.is_lawful)

    @property
    def is_clean(self) -> bool:
        """Whether nothing reads the attribute, or changes a placement, without a legal basis."""
        return not self.leaks and not self.unexplained


def influence_of(
    attribute: Attribute,
    subjects: Subjects,
    exchange: Exchange,
    declare: Declare,
    params: PlanParams,
) -> Influence:
    """Measures what an exchange of an attribute changes.

    Parameters
    ----------
    attribute
        What was exchanged.
    subjects, exchange
        The people before and after.
    declare
        Declares the market of people; called once for each of both.
    params
        How all markets are solved.

    Raises
    ------
    JointError
        If no plan keeps the joint rules, or none was found in time.
    """
    before, after = declare(subjects), declare(exchange.subjects)
    seen = seen_in(before), seen_in(after)
    differing = seen[0].differing(seen[1])
    if seen[0].fingerprint() == seen[1].fingerprint():
        found = _Found({}, np.zeros(len(exchange.is_exchanged), np.bool_), is_least=True)
    else:
        found = _compared(_Markets(before, after, differing, params), LAWFUL[attribute.value])
    return _told(attribute, exchange, seen, differing, found)


@dataclass(frozen=True, slots=True, eq=False)
class _Markets:
    """A market before and after, and who is read differently by whom."""

    before: JointProblem
    after: JointProblem
    differing: dict[str, Bools]
    params: PlanParams


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Whose placements changed with nobody held, one reader held, and all lawful ones held."""

    held: dict[str, Bools]
    changed: Bools
    is_least: bool
    rest: Bools | None = None


def _compared(markets: _Markets, lawful: frozenset[str]) -> _Found:
    known = planned(markets.before, markets.params)
    changed, is_least = _changes(markets, known, set())
    held = {name: _changes(markets, known, {name})[0] for name in markets.differing}
    rest, _ = _changes(markets, known, lawful & set(markets.differing))
    return _Found(held, changed, is_least, rest)


def _changes(
    markets: _Markets, known: Planned, held: set[str] | frozenset[str]
) -> tuple[Bools, bool]:
    """Tells whose placement differs from the known plan while some readers are held."""
    if markets.differing and set(markets.differing) <= held:
        return np.zeros(len(known.plan), np.bool_), True
    problem = with_held(markets.after, markets.before, set(held))
    found = planned_near(problem, known, markets.params)
    return found.plan != known.plan, found.is_nearest


def _told(
    attribute: Attribute,
    exchange: Exchange,
    seen: tuple[Seen, Seen],
    differing: dict[str, Bools],
    found: _Found,
) -> Influence:
    lawful, changed = LAWFUL[attribute.value], found.changed
    rest = changed if found.rest is None else found.rest
    alone = np.zeros(len(changed), np.bool_)
    for name in lawful & set(found.held):
        alone |= changed & ~found.held[name]
    return Influence(
        attribute=attribute,
        people=len(changed),
        exchanged=int(exchange.is_exchanged.sum()),
        changed=int(changed.sum()),
        changed_exchanged=int((changed & exchange.is_exchanged).sum()),
        readers=tuple(
            Reader(
                name=name,
                is_lawful=name in lawful,
                people=int(people.sum()),
                explained=int((changed & ~found.held[name]).sum()) if name in found.held else 0,
            )
            for name, people in differing.items()
        ),
        together=int((changed & ~rest & ~alone).sum()),
        unexplained=int(rest.sum()),
        is_least=found.is_least,
        before=seen[0].fingerprint(),
        after=seen[1].fingerprint(),
    )
