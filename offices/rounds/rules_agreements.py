"""What agreements promise for the year, and what they still lack, as quotas of a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matching.constraints.declared import Quota, QuotaKind


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement's number for a year.

    Parameters
    ----------
    pair
        Id of the pair in force.
    origin_path, destination_path
        Paths of its places.
    people
        Promised for the year.
    placed
        People placed between the two places this year, as far as this office knows.
    """

    pair: int
    origin_path: str
    destination_path: str
    people: int
    placed: int

    @property
    def missing(self) -> int:
        """How many are still to be placed."""
        return max(0, self.people - self.placed)


def agreement_rules(
    promises: Sequence[Promise], round_path: str
) -> tuple[tuple[Quota, ...], Sequence[Mapping[str, Any]]]:
    """Gives a quota for every promise of this origin that is not kept yet, and all promises.

    An agreement of a wider region does not say what falls to this one: it is told, without a rule.

    Parameters
    ----------
    promises
        The year's promises that concern the origin.
    round_path
        Path of the round's origin.
    """
    rules = tuple(
        Quota(
            key=f"agreement-{one.pair}",
            kind=QuotaKind.AGREEMENT,
            origin=_code(one.origin_path),
            destination=_code(one.destination_path),
            least=one.missing,
        )
        for one in promises
        if one.missing and one.origin_path.startswith(round_path)
    )
    keys = {rule.key for rule in rules}
    told = [
        {
            "key": key,
            "origin": _code(one.origin_path),
            "destination": _code(one.destination_path),
            "people": one.people,
            "placed": one.placed,
            "missing": one.missing,
            "is_own": key in keys or one.origin_path.startswith(round_path),
        }
        for one in promises
        if (key := f"agreement-{one.pair}")
    ]
    return rules, told


def _code(path: str) -> str:
    return path.strip("/").split("/")[-1]
