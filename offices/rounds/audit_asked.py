"""Audits a round for equal treatment: influence, inputs, rates by group, proxies. Pure and slow.

Called with no transaction open; what comes back is plain values: codes and counts, nobody's id.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from matching.auditing.influence import Declare, Influence, influence_of
from matching.auditing.inputs import Input, inputs_read, some_of
from matching.auditing.parity import Labels, Parity, parity_of
from matching.auditing.planning import PlanParams, plain_problem
from matching.auditing.proxies import Proxy, ProxyParams, features_of, proxies_of
from matching.auditing.seen import seen_in
from matching.auditing.staying import Stays
from matching.auditing.subjects import Attribute, Subjects, exchanged, is_one_county
from matching.columns.arrays import Ints
from matching.constraints.assembled import joint_problem
from matching.constraints.declared import Rules
from matching.market.declared import market_of
from matching.solvers.joint.problem import JointProblem
from matching.solvers.solution import NOBODY
from offices.rounds.acts_audit import AuditedRound
from offices.rounds.audit_labels import UNKNOWN, labels_for, labels_of
from offices.rounds.audit_told import Told, told_influence, told_input, told_parity, told_proxy
from offices.rounds.rules_floors import Traits, floor_rules
from offices.rounds.rules_solving import ENOUGH
from offices.rounds.solving import lot_seed
from regions.gazetteer import load_gazetteer

SHUFFLED = 2_000
"""People among whom columns are shuffled to see who reads them."""

PROTECTED = ("sex", "ethnicity", "disability", "origin")
"""Attributes that features must not stand in for."""

OWN_COLUMN = {"sex": "sex", "origin": "home"}
"""The column that is the attribute itself."""


def asked_audit(
    found: AuditedRound, attributes: Sequence[Attribute], people: int | None, seed: int
) -> Told:
    """Tells what exchanging attributes changes, who reads what, rates by group and proxies.

    Parameters
    ----------
    found
        The round.
    attributes
        What is exchanged; proxies are sought for these, and for disability if it is all of them.
    people
        How many get another value; None for all.
    seed
        Of the choice of people and of the shuffles.

    Raises
    ------
    AuditError
        If there are fewer people than are to be chosen.
    """
    audit = _audit_of(found, people, seed)
    inputs = inputs_read(some_of(audit.subjects, SHUFFLED, seed), audit.plain, seed)
    wanted = PROTECTED if len(attributes) == len(Attribute) else tuple(attributes)
    return {
        "people": len(found.data.people),
        "registered": found.traits.height,
        "placed": int((found.plan != NOBODY).sum()),
        "stays": len(found.stays),
        "is_one_county": is_one_county(found.data),
        "shuffled": min(SHUFFLED, len(found.data.people)),
        "influence": [told_influence(audit.influence(one)) for one in attributes],
        "with_floors": [told_influence(audit.influence(one, is_floored=True)) for one in attributes]
        if found.floors
        else [],
        "inputs": [told_input(one) for one in inputs],
        "parity": [told_parity(one) for one in audit.parity()],
        "least_told": ProxyParams().least,
        "proxies": [told_proxy(one) for one in audit.proxies(wanted, inputs)],
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Audit:
    """A round made ready: its people with their ethnicity beside, and everybody's groups."""

    found: AuditedRound
    subjects: Subjects
    ethnicities: tuple[str, ...]
    groups: dict[str, Labels]
    labels: pl.DataFrame
    people: int | None
    seed: int

    def plain(self, subjects: Subjects) -> JointProblem:
        """Declares the round's market without rules on the plan as a whole."""
        return plain_problem(market_of(subjects.data, self.found.weights))

    def floored(self, subjects: Subjects) -> JointProblem:
        """Declares it with the group floors, whose people are found among these."""
        market = market_of(subjects.data, self.found.weights)
        keys = subjects.data.people.key.tolist()
        said = dict(zip(self.found.traits["id"], self.found.traits["health"], strict=True))
        names = [*self.ethnicities, ""]
        traits = Traits(
            health={key: said[key] or "" for key in keys},
            ethnicity={
                key: names[code]
                for key, code in zip(keys, subjects.ethnicity.tolist(), strict=True)
            },
        )
        floors = floor_rules(self.found.floors, subjects.data, traits)
        return joint_problem(subjects.data, market, Rules(floors=floors))

    def influence(self, attribute: Attribute, *, is_floored: bool = False) -> Influence:
        """Measures what exchanging an attribute changes."""
        declare: Declare = self.floored if is_floored else self.plain
        exchange = exchanged(self.subjects, attribute, self.people, self.seed)
        params = PlanParams(seed=lot_seed(self.found.data), enough=ENOUGH)
        return influence_of(attribute, self.subjects, exchange, declare, params)

    def parity(self) -> tuple[Parity, ...]:
        """Compares who is placed and who stays."""
        stays = self.found.stays
        known = Stays(
            *(column.astype(np.int64) for column in (stays.entered, stays.left, stays.cause))
        )
        stayers = labels_for(self.labels, stays.person)
        return parity_of(self.found.plan != NOBODY, self.groups, known, stayers)

    def proxies(self, attributes: Sequence[str], inputs: Sequence[Input]) -> list[Proxy]:
        """Ranks what the score and the rules read by how much it tells of each attribute."""
        problem = self.plain(self.subjects)
        seen = seen_in(problem)
        columns = {one.column for one in inputs if one.readers}
        readers = {name for one in inputs for name in one.readers}
        scoring = [part.name for part in problem.market.parts if part.name in readers]
        parts = {f"part.{name}": seen.kinds(name) for name in scoring}
        found: list[Proxy] = []
        for attribute in attributes:
            features = features_of(self.subjects, columns - {OWN_COLUMN.get(attribute, "")})
            codes = _numbered(self.groups[attribute])[1]
            found += proxies_of(attribute, codes, features | parts, ProxyParams(seed=self.seed))
        return found


def _audit_of(found: AuditedRound, people: int | None, seed: int) -> _Audit:
    labels = labels_of(found.traits, found.on, load_gazetteer().place)
    groups = labels_for(labels, found.data.people.key)
    names, ethnicity = _numbered(groups["ethnicity"])
    return _Audit(found, Subjects(found.data, ethnicity), names, groups, labels, people, seed)


def _numbered(labels: Labels) -> tuple[tuple[str, ...], Ints]:
    """Numbers labels; -1 stands for the unknown."""
    names = tuple(sorted(set(labels.tolist()) - {UNKNOWN}))
    number = {name: at for at, name in enumerate(names)} | {UNKNOWN: -1}
    return names, np.array([number[label] for label in labels.tolist()], np.int64)
