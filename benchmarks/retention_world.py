"""Drawn spells with known hazards: the world that the estimator has to find again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from matching.retention.settings import Structure
from matching.retention.spells import Spells

Doubles = npt.NDArray[np.float64]

LONGEST = 36
"""Months that are drawn at most; what lasts longer goes on."""

HAZARD_MOST = 0.95

FACTORS = {
    "tier": 5,
    "fit": 4,
    "stated": 2,
    "language": 3,
    "earlier": 4,
    "channel": 5,
    "quarter": 4,
    "way": 3,
}
SLOPES = ("wage", "length")
CHAINS = (
    ("employer", "trade_place"),
    ("county", "prefecture"),
    ("occupation", "minor", "major"),
)
SPREADS = {
    "employer": 0.35,
    "trade_place": 0.25,
    "county": 0.2,
    "prefecture": 0.15,
    "occupation": 0.2,
    "minor": 0.15,
    "major": 0.2,
}
"""Standard deviations of groups' deviations from their parents. Choices."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a world is.

    Parameters
    ----------
    cases
        Spells.
    groups
        Name of a level -> its number of groups.
    causes
        Causes of leaving.
    late_per_mille, censored_months
        Spells that come under observation late, of 1000; and the span of months, counted from the
        start, within which observation ends at random.
    """

    cases: int
    groups: Mapping[str, int] = field(
        default_factory=lambda: {
            "employer": 200,
            "trade_place": 20,
            "county": 122,
            "prefecture": 14,
            "occupation": 150,
            "minor": 30,
            "major": 8,
        }
    )
    causes: int = 6
    late_per_mille: int = 200
    censored_months: tuple[int, int] = (3, 30)


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Spells and what they were drawn from.

    Parameters
    ----------
    spells, structure
        As the estimator gets them.
    baseline
        Logarithm of the hazard in months 1 ... LONGEST at index 0, float64.
    index
        True index of every spell, float64 (n,).
    effects
        Of a factor by category; of a level its groups' deviations from their parents.
    totals
        Name of a level -> groups' deviations with their parents', float64.
    slopes
        Name -> change per unit.
    cause_weights
        Logarithms of the causes' weights by month (1, 2-3, 4 and more) and by tier, float64.
    """

    spells: Spells
    structure: Structure
    baseline: Doubles
    index: Doubles
    effects: Mapping[str, Doubles]
    totals: Mapping[str, Doubles]
    slopes: Mapping[str, float]
    cause_weights: tuple[Doubles, Doubles]

    def months_kept(self, horizon: int = 12) -> Doubles:
        """Gives the true expected months of every spell's codes, float64 (n,)."""
        there, total = np.ones(len(self.index)), np.zeros(len(self.index))
        for month in range(horizon):
            there *= 1.0 - np.minimum(HAZARD_MOST, np.exp(self.baseline[month] + self.index))
            total += there
        return total


def world_of(sizes: Sizes, seed: int, spread: float = 1.0) -> World:
    """Draws a world.

    Parameters
    ----------
    sizes, seed
        How large, and the seed of all draws.
    spread
        Multiplies the spreads of groups; 0 for none.
    """
    drawn = np.random.default_rng(seed)
    effects: dict[str, Doubles] = {
        name: np.append(0.0, drawn.normal(0.0, 0.3, size - 1)) for name, size in FACTORS.items()
    }
    totals: dict[str, Doubles] = {}
    groups: dict[str, npt.NDArray[np.int64]] = {}
    index = np.zeros(sizes.cases)
    for chain in CHAINS:
        parents = _parents(chain, sizes.groups, drawn)
        for name in reversed(chain):
            own = drawn.normal(0.0, SPREADS[name] * spread, sizes.groups[name])
            effects[name] = own
            totals[name] = own + (
                totals[parents[name][0]][parents[name][1]] if parents[name] else 0
            )
        groups[chain[0]] = _members(sizes.cases, sizes.groups[chain[0]], drawn)
        for name in chain[:-1]:
            above, of = parents[name]
            groups[above] = of[groups[name]]
        index += totals[chain[0]][groups[chain[0]]]
    factors = {}
    for name, size in FACTORS.items():
        factors[name] = drawn.integers(0, size, sizes.cases).astype(np.int16)
        index += effects[name][factors[name]]
    slopes = {"wage": -0.6, "length": 0.3}
    values = {name: drawn.normal(0.0, 0.3, sizes.cases) for name in SLOPES}
    index += sum(slopes[name] * values[name] for name in SLOPES)
    months = np.arange(1, LONGEST + 1)
    baseline = np.log(0.03 + 0.06 * np.exp(-(months - 1) / 3.0))
    weights = (drawn.normal(0, 0.7, (3, sizes.causes)), drawn.normal(0, 0.5, (5, sizes.causes)))
    entered, left, has_left = _times(sizes, baseline, index, drawn)
    cause = _causes(left, factors["tier"], weights, drawn)
    spells = Spells(
        entered,
        left,
        np.where(has_left, cause, 0).astype(np.int8),
        np.full(sizes.cases, 1000, np.int16),
        np.zeros(sizes.cases, np.int8),
        factors,
        values,
        groups,
    )
    structure = Structure(sizes.causes, dict(FACTORS), SLOPES, CHAINS)
    return World(spells, structure, baseline, index, effects, totals, slopes, weights)


def _parents(
    chain: tuple[str, ...], groups: Mapping[str, int], drawn: np.random.Generator
) -> dict[str, tuple[str, npt.NDArray[np.int64]] | tuple[()]]:
    found: dict[str, tuple[str, npt.NDArray[np.int64]] | tuple[()]] = {chain[-1]: ()}
    for name, above in pairwise(chain):
        found[name] = (above, drawn.integers(0, groups[above], groups[name]))
    return found


def _members(cases: int, groups: int, drawn: np.random.Generator) -> npt.NDArray[np.int64]:
    """Few groups are large: shares fall as those of a log-normal."""
    share = np.exp(drawn.normal(0.0, 1.0, groups))
    return drawn.choice(groups, cases, p=share / share.sum()).astype(np.int64)


def _times(
    sizes: Sizes, baseline: Doubles, index: Doubles, drawn: np.random.Generator
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16], npt.NDArray[np.bool_]]:
    """Draws when observation begins and ends, for those still there at its beginning."""
    cases = sizes.cases
    is_late = drawn.random(cases) * 1000 < sizes.late_per_mille
    entered = np.where(is_late, drawn.integers(0, 12, cases), 0)
    least, most = sizes.censored_months
    ends = entered + drawn.integers(least, most + 1, cases)
    left, has_left = ends.copy(), np.zeros(cases, np.bool_)
    for month in range(1, LONGEST + 1):
        is_at_risk = (month > entered) & (month <= ends) & ~has_left
        chance = np.minimum(HAZARD_MOST, np.exp(baseline[month - 1] + index))
        leaves = is_at_risk & (drawn.random(cases) < chance)
        left[leaves] = month
        has_left |= leaves
    beyond = ~has_left & (ends > LONGEST)
    left[beyond] = LONGEST
    return entered.astype(np.int16), left.astype(np.int16), has_left


def _causes(
    left: npt.NDArray[np.int16],
    tier: npt.NDArray[np.int16],
    weights: tuple[Doubles, Doubles],
    drawn: np.random.Generator,
) -> npt.NDArray[np.int64]:
    time = np.searchsorted([2, 4], left, side="right")
    log_weight = weights[0][time] + weights[1][tier]
    gumbel = drawn.gumbel(size=log_weight.shape)
    return (log_weight + gumbel).argmax(axis=1) + 1
