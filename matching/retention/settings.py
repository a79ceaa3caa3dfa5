"""What a model is made of, and how strongly its parts are drawn to what is known before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from matching.retention.bins import BINS
from matching.retention.errors import SettingsError

METHOD = "hazard-1"
"""Names the method; changes when a formula does."""

PRIOR_HAZARD = 0.058
"""Chance to leave in a month where nothing at all is known: (1 - 0.058)^6 = 0.70 stay six months. A
choice; it is the same for all rows."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What rows are described by; names say nothing to the estimator.

    Parameters
    ----------
    causes
        Number of causes K >= 1 that a spell can end by.
    factors
        Name -> number of categories; category 0 is the reference.
    slopes
        Names of values that move the index in proportion.
    chains
        Each from fine to coarse: names of group columns.
    strata
        Number of baselines.
    cause_factors
        Factors that the shares of causes depend on; None for all. The work grows with the
        combinations of their categories that occur, so among many factors name the telling ones.
    """

    causes: int
    factors: Mapping[str, int] = field(default_factory=dict)
    slopes: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    strata: int = 1
    cause_factors: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        for name, value in (("causes", self.causes), ("strata", self.strata)):
            if not 1 <= value <= 127:
                raise SettingsError(field=name, value=value)
        for name, categories in self.factors.items():
            if not 1 <= categories <= 32767:
                raise SettingsError(field=name, value=categories)
        names = [*self.factors, *self.slopes, *self.groups]
        for name in names:
            if names.count(name) > 1:
                raise SettingsError(field=name, value=names.count(name))
        for name in self.cause_factors or ():
            if name not in self.factors:
                raise SettingsError(field="cause_factors", value=name)

    @property
    def groups(self) -> tuple[str, ...]:
        """Gives the names of all levels, chain by chain, fine to coarse."""
        return tuple(name for chain in self.chains for name in chain)

    @property
    def factors_of_causes(self) -> tuple[str, ...]:
        """Gives the factors that the shares of causes depend on."""
        return tuple(self.factors) if self.cause_factors is None else self.cause_factors


@dataclass(frozen=True, slots=True)
class RetentionParams:
    """Settings of one fit.

    Parameters
    ----------
    structure
        What rows are described by.
    prior_hazard
        Per bin of months, the chance to leave in a month where nothing is known; 0 < h < 1.
    prior_leavings
        How many leavings the prior hazard of a bin counts for, in each stratum. A choice.
    factor_cases, slope_cases
        How many leavings an effect of 0 counts for: a factor's category with as many expected
        leavings is drawn half way to 0 (ridge; prior standard deviation 1 / sqrt(cases)). Choices.
    strength_usual, strength_least, strength_most
        Leavings that a group's parent counts for: the usual number where no case says otherwise,
        and the bounds within which it is estimated per level. 16 is a standard deviation of 0.25 in
        the logarithm of the hazard. Choices.
    cause_cases
        As ``factor_cases``, for the shares of causes.
    horizon
        Months that are predicted.
    """

    structure: Structure
    prior_hazard: tuple[float, ...] = (PRIOR_HAZARD,) * BINS
    prior_leavings: float = 1.0
    factor_cases: float = 4.0
    slope_cases: float = 4.0
    strength_usual: float = 16.0
    strength_least: float = 1.0
    strength_most: float = 1024.0
    cause_cases: float = 4.0
    horizon: int = 12

    def __post_init__(self) -> None:
        if len(self.prior_hazard) != BINS or not all(0 < h < 1 for h in self.prior_hazard):
            raise SettingsError(field="prior_hazard", value=len(self.prior_hazard))
        positive = (
            "prior_leavings",
            "factor_cases",
            "slope_cases",
            "strength_usual",
            "strength_least",
            "cause_cases",
        )
        for name in positive:
            if not 0 < getattr(self, name) < float("inf"):
                raise SettingsError(field=name, value=getattr(self, name))
        if not self.strength_least <= self.strength_most < float("inf"):
            raise SettingsError(field="strength_most", value=self.strength_most)
        if not 1 <= self.horizon <= 60:
            raise SettingsError(field="horizon", value=self.horizon)

    @property
    def as_text(self) -> str:
        """Gives the settings as JSON."""
        return json.dumps(asdict(self))

    def version(self, data_hash: str, cut_off_day: str) -> str:
        """Gives the method and a short hash of settings, data and date."""
        text = f"{self.as_text}|{data_hash}|{cut_off_day}"
        return f"{METHOD}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def params_of(text: str) -> RetentionParams:
    """Reads settings from what `RetentionParams.as_text` gave."""
    read: dict[str, Any] = json.loads(text)
    made = read.pop("structure")
    causes = made["cause_factors"]
    structure = Structure(
        causes=made["causes"],
        factors=made["factors"],
        slopes=tuple(made["slopes"]),
        chains=tuple(tuple(chain) for chain in made["chains"]),
        strata=made["strata"],
        cause_factors=None if causes is None else tuple(causes),
    )
    hazards = tuple(read.pop("prior_hazard"))
    return RetentionParams(structure=structure, prior_hazard=hazards, **read)
