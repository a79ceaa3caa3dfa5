"""Who goes together, from what the survey's 结伴组 says and who is whose husband or wife.

Only people of the pool are looked at; whoever is at work or away holds nobody back.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.constraints.declared import Together
from models.enums import Relation

FILE = Path(__file__).parent / "data" / "companions.toml"

CERTAIN_COUPLE = (Relation.HEAD.value, Relation.SPOUSE.value)
"""The register itself says that these two are married."""

OTHER_COUPLES = (
    (Relation.SON.value, Relation.DAUGHTER_IN_LAW.value),
    (Relation.DAUGHTER.value, Relation.SON_IN_LAW.value),
    (Relation.FATHER.value, Relation.MOTHER.value),
)
"""Married only where each is the one of the relation who says so."""

LEAST = 2
"""People of a group."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody of the pool.

    Parameters
    ----------
    person, household
        Ids.
    home
        Code of the registered township or county, and the village.
    relation
        To the head of the household.
    said
        What stands in the survey, empty for nothing.
    """

    person: int
    household: int
    home: tuple[str, str]
    relation: str
    said: str


@dataclass(frozen=True, slots=True)
class Companions:
    """The groups that were found.

    Parameters
    ----------
    groups
        Couples first, then families, then named groups, nobody in two.
    couples
        Keys of those that are couples.
    found
        ``couples``, ``families``, ``named`` (groups), ``people`` in them, and of those who said
        something: ``alone`` (nobody else of the group is in the pool) and ``unnamed`` (with whom
        cannot be told).
    """

    groups: tuple[Together, ...]
    couples: tuple[str, ...]
    found: Mapping[str, int]


def companions_of(pool: Sequence[Companion]) -> Companions:
    """Finds couples, families and named groups among the people of a pool.

    A couple is head and spouse of a household of whom one says so and the other does not name
    another group; other married members where both say so and nobody else of their relation does.
    A family are those of a household who say so. A named group are people of one village who give
    the same name.

    Parameters
    ----------
    pool
        The people in the order of their ids.
    """
    said = {one.person: _kind(one.said) for one in pool}
    couples = list(_couples(pool, said))
    taken = {person for couple in couples for person in couple}
    families = list(_families(pool, said))
    named = list(_named(pool, said))
    groups = (
        *(Together(f"couple-{people[0]}", people) for people in couples),
        *(Together(f"family-{people[0]}", people) for people in families),
        *(Together(f"group-{people[0]}", people) for people in named),
    )
    taken |= {person for people in (*families, *named) for person in people}
    meant = {person for person, kind in said.items() if kind in ("couple", "family", "named")}
    return Companions(
        groups=groups,
        couples=tuple(group.key for group in groups[: len(couples)]),
        found={
            "couples": len(couples),
            "families": len(families),
            "named": len(named),
            "people": len(taken),
            "alone": len(meant - taken),
            "unnamed": sum(kind == "unnamed" for kind in said.values()),
        },
    )


def _couples(pool: Iterable[Companion], said: Mapping[int, str]) -> Iterable[tuple[int, int]]:
    households: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in pool:
        households[one.household][one.relation].append(one.person)
    for relations in households.values():
        head, spouse = (relations.get(relation, []) for relation in CERTAIN_COUPLE)
        if len(head) == len(spouse) == 1:
            kinds = {said[head[0]], said[spouse[0]]}
            if "couple" in kinds and kinds <= {"couple", "nothing", "unnamed"}:
                yield _in_order(head[0], spouse[0])
        for pair in OTHER_COUPLES:
            first, second = (
                [person for person in relations.get(relation, []) if said[person] == "couple"]
                for relation in pair
            )
            if len(first) == len(second) == 1:
                yield _in_order(first[0], second[0])


def _in_order(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _families(pool: Iterable[Companion], said: Mapping[int, str]) -> Iterable[tuple[int, ...]]:
    people: dict[int, list[int]] = defaultdict(list)
    for one in pool:
        if said[one.person] == "family":
            people[one.household].append(one.person)
    return (tuple(found) for found in people.values() if len(found) >= LEAST)


def _named(pool: Iterable[Companion], said: Mapping[int, str]) -> Iterable[tuple[int, ...]]:
    people: dict[tuple[tuple[str, str], str], list[int]] = defaultdict(list)
    for one in pool:
        if said[one.person] == "named":
            people[one.home, _text(one.said)].append(one.person)
    return (tuple(found) for found in people.values() if len(found) >= LEAST)


def _kind(said: str) -> str:
    text = _text(said)
    if not text:
        return "nothing"
    return _words().get(text, "named")


def _text(said: str) -> str:
    return "".join(said.split())


@cache
def _words() -> Mapping[str, str]:
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kinds = {"couple": "couple", "family": "family", "nobody": "nothing", "unnamed": "unnamed"}
    return {word: kinds[name] for name, words in content.items() for word in words}
