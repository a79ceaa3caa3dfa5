"""Says line by line whether the lists add up with the round."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One sum: two figures that must be equal.

    Parameters
    ----------
    code
        Which sum; its words stand in the catalogue.
    left, right
        The figures.
    """

    code: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        """Whether the figures are equal."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All sums of a round that can be drawn up so far."""

    round_code: str
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether every sum holds."""
        return all(check.holds for check in self.checks)

    @property
    def broken(self) -> tuple[Check, ...]:
        """The sums that do not hold."""
        return tuple(check for check in self.checks if not check.holds)


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """What is counted in the tables of a solved round; people, but for the quota.

    Parameters
    ----------
    registered
        People registered at the origin whom the snapshot saw.
    by_standing
        People by standing.
    offered, without_offer
        People with a first offer, and without.
    planned
        People whom the proven plan places.
    accepted, placements
        Accepted first offers, and the placements made of them.
    at_work_away
        People at work outside the origin.
    """

    registered: int
    by_standing: Mapping[str, int]
    offered: int
    without_offer: int
    planned: int
    accepted: int
    placements: int
    at_work_away: int


@dataclass(frozen=True, slots=True)
class ListCounts:
    """What is counted in the newest editions.

    Parameters
    ----------
    names, stability
        Lines of the names layer and of the stability list.
    quota, quota_agreed
        Sum of the quota layer, and what the agreements promise.
    matched, confirmed
        Sums of the quota layer.
    owners, owners_with_duty
        Offices that own lines of the first two lists, and those of them with a duty.
    """

    names: int
    stability: int
    quota: int
    quota_agreed: int
    matched: int
    confirmed: int
    owners: int
    owners_with_duty: int


def reconcile_counts(
    round_code: str, counts: RoundCounts, lists: ListCounts | None
) -> Reconciliation:
    """Draws up the sums; those of the lists once they are published."""
    pool = counts.by_standing.get("pool", 0)
    checks = [
        Check("register_is_standings", counts.registered, sum(counts.by_standing.values())),
        Check("pool_is_offered_and_without", pool, counts.offered + counts.without_offer),
        Check("offered_is_planned", counts.offered, counts.planned),
    ]
    if lists is not None:
        checks += [
            Check("placements_are_accepted", counts.placements, counts.accepted),
            Check("names_are_pool", lists.names, pool),
            Check(
                "stability_is_at_work_and_expected",
                lists.stability,
                counts.at_work_away + counts.placements,
            ),
            Check("quota_is_agreed", lists.quota, lists.quota_agreed),
            Check("matched_is_offered", lists.matched, counts.offered),
            Check("confirmed_is_accepted", lists.confirmed, counts.accepted),
            Check("owners_have_duties", lists.owners_with_duty, lists.owners),
        ]
    return Reconciliation(round_code, tuple(checks))
