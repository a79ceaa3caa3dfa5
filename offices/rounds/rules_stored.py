"""Rules as plain JSON and back, and several sets of them put together."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from enum import Enum
from typing import Any, cast

from matching.constraints.declared import (
    Batch,
    Budget,
    Concentration,
    Decided,
    Decision,
    GroupFloor,
    OwnBest,
    Quota,
    QuotaKind,
    Reciprocity,
    Rooms,
    Rules,
    Site,
    StayHome,
    Together,
    Trip,
)

KINDS: Mapping[str, type[Any]] = {
    "together": Together,
    "rooms": Rooms,
    "stay_home": StayHome,
    "batches": Batch,
    "trips": Trip,
    "quotas": Quota,
    "concentration": Concentration,
    "reciprocity": Reciprocity,
    "decided": Decided,
    "floors": GroupFloor,
    "own_best": OwnBest,
    "budgets": Budget,
}
"""What stands in each field of ``Rules``."""

CODES: Mapping[str, type[Enum]] = {"site": Site, "kind": QuotaKind, "decision": Decision}
"""Fields that hold a coded value."""

NO_RULES = Rules()


def rules_to_json(rules: Rules) -> dict[str, list[dict[str, Any]]]:
    """Gives rules as lists of plain values, families without any left out."""
    return {
        name: [{field: _plain(value) for field, value in asdict(rule).items()} for rule in some]
        for name in KINDS
        if (some := getattr(rules, name))
    }


def rules_from_json(stored: Mapping[str, Any]) -> Rules:
    """Reads what ``rules_to_json`` gave."""
    return Rules(
        **{
            name: tuple(_rule(KINDS[name], values) for values in stored[name])
            for name in KINDS
            if name in stored
        }
    )


def put_together(*several: Rules) -> Rules:
    """Gives one set of rules that holds those of several, in their order."""
    return Rules(
        **{
            name: tuple(rule for rules in several for rule in getattr(rules, name))
            for name in KINDS
        }
    )


def without(rules: Rules, keys: Collection[str]) -> Rules:
    """Gives the rules but those with some keys."""
    return Rules(
        **{
            name: tuple(rule for rule in getattr(rules, name) if rule.key not in keys)
            for name in KINDS
        }
    )


def keys_of(rules: Rules) -> tuple[str, ...]:
    """Gives the key of every rule."""
    return tuple(rule.key for name in KINDS for rule in getattr(rules, name))


def _rule(kind: type[Any], values: Mapping[str, Any]) -> Any:  # an instance of the kind
    known = {field.name for field in fields(kind)}
    return kind(**{name: _typed(name, value) for name, value in values.items() if name in known})


def _typed(name: str, value: object) -> object:
    if name in CODES:
        return CODES[name](value)
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
