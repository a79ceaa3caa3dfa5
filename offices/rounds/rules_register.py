"""The rules that follow from the register, frozen with a snapshot under its hash."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from matching.constraints.declared import Rules
from offices.rounds.rules_families import RegisterFamily
from offices.rounds.rules_stored import put_together, rules_from_json, rules_to_json

COLUMN = "register_rules"


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """What the register asks of a round's plan, whether the round uses it or not.

    Parameters
    ----------
    by_family
        The rules of each family.
    couples
        Keys of the groups that are couples.
    couple_room_employers
        Ids of employers whose sheets speak of couples' rooms; how many they have nobody says.
    found
        Who said what, and how often, by family.
    """

    by_family: Mapping[RegisterFamily, Rules]
    couples: tuple[str, ...] = ()
    couple_room_employers: tuple[int, ...] = ()
    found: Mapping[str, Any] | None = None

    def of(self, families: Iterable[RegisterFamily]) -> Rules:
        """Gives the rules of some families."""
        return put_together(*(self.by_family.get(family, Rules()) for family in families))

    def to_arrow(self) -> pa.Table:
        """Gives the rules as a table of one text: same rules, same bytes."""
        content = {
            "by_family": {name.value: rules_to_json(some) for name, some in self.by_family.items()},
            "couples": list(self.couples),
            "couple_room_employers": list(self.couple_room_employers),
            "found": self.found or {},
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return pa.table({COLUMN: pa.array([text], pa.large_string())})


NOTHING_ASKED = RegisterRules({})
"""Of a snapshot that froze no rules."""


def register_rules_from_arrow(table: pa.Table) -> RegisterRules:
    """Reads what ``to_arrow`` gave."""
    content = json.loads(table[COLUMN][0].as_py())
    return RegisterRules(
        by_family={
            RegisterFamily(name): rules_from_json(some)
            for name, some in content["by_family"].items()
        },
        couples=tuple(content["couples"]),
        couple_room_employers=tuple(content["couple_room_employers"]),
        found=content["found"],
    )
