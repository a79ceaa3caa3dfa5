"""An audit as plain values: codes, counts and shares, ready for JSON."""

from typing import Any

from matching.auditing.influence import Influence
from matching.auditing.inputs import Input
from matching.auditing.parity import GroupRate, Parity
from matching.auditing.proxies import Proxy
from matching.evaluation.intervals import Interval

Told = dict[str, Any]


def told_influence(found: Influence) -> Told:
    """Gives what an exchange changed, by reader."""
    return {
        "attribute": found.attribute.value,
        "people": found.people,
        "exchanged": found.exchanged,
        "changed": found.changed,
        "changed_exchanged": found.changed_exchanged,
        "readers": [
            {
                "name": one.name,
                "is_lawful": one.is_lawful,
                "people": one.people,
                "explained": one.explained,
            }
            for one in found.readers
        ],
        "together": found.together,
        "unexplained": found.unexplained,
        "is_least": found.is_least,
        "is_clean": found.is_clean,
        "before": found.before,
        "after": found.after,
    }


def told_input(found: Input) -> Told:
    """Gives who reads a column."""
    return {
        "column": found.column,
        "is_told": found.is_told,
        "readers": dict(found.readers),
        "leaks": list(found.leaks),
    }


def told_parity(found: Parity) -> Told:
    """Gives a rate by group."""
    return {
        "measure": found.measure,
        "by": found.by,
        "groups": [_group(row) for row in found.groups],
    }


def told_proxy(found: Proxy) -> Told:
    """Gives how much a feature tells of an attribute."""
    return {
        "attribute": found.attribute,
        "feature": found.feature,
        "categories": found.categories,
        "told": found.told,
        "chance": found.chance,
        "is_reported": found.is_reported,
    }


def _group(row: GroupRate) -> Told:
    difference = row.difference
    return {
        "group": row.group,
        "cases": row.cases,
        "is_small": row.is_small,
        "rate": None if row.rate is None else _interval(row.rate),
        "difference": None
        if difference is None
        else {
            **_interval(difference.apart),
            "chance": difference.chance,
            "corrected": difference.corrected,
            "is_called": difference.is_called,
        },
    }


def _interval(found: Interval) -> Told:
    return {"value": found.value, "low": found.low, "high": found.high}
