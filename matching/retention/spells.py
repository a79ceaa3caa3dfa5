"""Spells: what came under observation when, how it ended, and the codes that may tell why."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.retention.errors import SpellsError

Codes16 = npt.NDArray[np.int16]
Values = npt.NDArray[np.float64]

UNKNOWN = -1
"""The group of a row that is in none, or in one that is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """Columns of any rows whose chances are asked for; all of one length n.

    Parameters
    ----------
    stratum
        Which baseline, int8 (n,).
    factors
        By name, int16 codes (n,); a code outside the factor's categories has effect 0.
    slopes
        By name, finite float64 (n,).
    groups
        By name, int64 ids (n,), -1 unknown.
    """

    stratum: npt.NDArray[np.int8]
    factors: Mapping[str, Codes16]
    slopes: Mapping[str, Values]
    groups: Mapping[str, Ints]

    def __len__(self) -> int:
        return len(self.stratum)

    def rows(self, chosen: "slice | npt.NDArray[np.generic]") -> "Codes":
        """Gives some rows, by positions, truth values or a slice."""
        return Codes(
            self.stratum[chosen],
            {name: column[chosen] for name, column in self.factors.items()},
            {name: column[chosen] for name, column in self.slopes.items()},
            {name: column[chosen] for name, column in self.groups.items()},
        )


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Spells as observed; time in completed months.

    Parameters
    ----------
    entered, left
        int16 (n,): months completed when the spell came under observation, and when it ended or
        was last known to go on; 0 <= entered < left. Months entered + 1 ... left were at risk. A
        spell that ended within its first month has left = 1.
    cause
        int8 (n,): 0 it goes on (censored), k >= 1 it ended in month ``left`` by cause k.
    weight_per_mille
        int16 (n,), at least 0; 1000 is one spell.
    stratum, factors, slopes, groups
        As in `Codes`.
    """

    entered: Codes16
    left: Codes16
    cause: npt.NDArray[np.int8]
    weight_per_mille: Codes16
    stratum: npt.NDArray[np.int8]
    factors: Mapping[str, Codes16]
    slopes: Mapping[str, Values]
    groups: Mapping[str, Ints]

    def __len__(self) -> int:
        return len(self.entered)

    @property
    def codes(self) -> Codes:
        """Gives the columns that chances depend on."""
        return Codes(self.stratum, self.factors, self.slopes, self.groups)

    def rows(self, chosen: "slice | npt.NDArray[np.generic]") -> "Spells":
        """Gives some rows, by positions, truth values or a slice."""
        codes = self.codes.rows(chosen)
        return Spells(
            self.entered[chosen],
            self.left[chosen],
            self.cause[chosen],
            self.weight_per_mille[chosen],
            codes.stratum,
            codes.factors,
            codes.slopes,
            codes.groups,
        )


def check_codes(
    codes: Codes, factors: Mapping[str, int], slopes: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    """Checks that all named columns are there, as long as the strata, and finite.

    Raises
    ------
    SpellsError
        With the column and what is wrong with it: ``missing``, ``length`` or ``not_finite``.
    """
    for kind, names in (("factors", tuple(factors)), ("slopes", slopes), ("groups", groups)):
        columns = getattr(codes, kind)
        for name in names:
            if name not in columns:
                raise SpellsError(field=name, reason="missing")
            if len(columns[name]) != len(codes):
                raise SpellsError(field=name, reason="length")
    for name in slopes:
        if not np.isfinite(codes.slopes[name]).all():
            raise SpellsError(field=name, reason="not_finite")


def check_times(spells: Spells, causes: int, strata: int) -> None:
    """Checks times, causes and weights.

    Raises
    ------
    SpellsError
        With the column and what is wrong with it: ``length`` or ``out_of_range``.
    """
    for field in ("left", "cause", "weight_per_mille", "stratum"):
        if len(getattr(spells, field)) != len(spells):
            raise SpellsError(field=field, reason="length")
    is_bad = {
        "entered": spells.entered < 0,
        "left": spells.left <= spells.entered,
        "cause": (spells.cause < 0) | (spells.cause > causes),
        "weight_per_mille": spells.weight_per_mille < 0,
        "stratum": (spells.stratum < 0) | (spells.stratum >= strata),
    }
    for field, rows in is_bad.items():
        if rows.any():
            raise SpellsError(field=field, reason="out_of_range")
