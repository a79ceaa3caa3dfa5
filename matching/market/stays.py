"""What may lawfully count for staying: the factors, alike for past stays and for pairs.

Nothing else of a person or a post enters the model: no sex, ethnicity, age, health or disability.
Group numbers are made from official codes and ids, so that they mean the same in every market.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.declared import columns_of
from matching.columns.people import EARLIEST_DAY
from matching.columns.stays import MONTHS_A_YEAR, StayColumns
from matching.columns.vacancies import VacancyColumns
from matching.occupations.fit import SAME_DETAIL, SAME_MIDDLE
from matching.retention.model_tables import ModelTables
from matching.retention.settings import Structure
from matching.retention.spells import Spells
from regions.tiers import MUNICIPALITIES

CAUSES = (
    "family",
    "pay_and_conditions",
    "employer_end",
    "better_job",
    "health",
    "season",
    "unknown",
)
"""Groups of the reasons for leaving; the k-th is cause k + 1 of a stay."""

TIERS = ("out_of_province", "within_province", "within_prefecture", "within_county", "unknown")
FITS = ("unknown", "far", "near", "same")
EARLIER = ("none_known", "stayed", "left_for_pay", "left_for_family", "left_otherwise")
LANGUAGES = ("speaks", "does_not", "unknown")
CHANNELS = ("organised", "self", "local", "unknown")
STATED = ("stated", "not_stated")
QUARTERS = 4
"""The categories of the factors, in their order; the first is the reference."""

UNKNOWN = -1
NO_GROUP = np.int64(-1)

REFERENCE_WAGE_FEN = 300_000
"""Monthly wage that the logarithms are taken against, and that stands for one not stated."""

LOWEST_WAGE_FEN, HIGHEST_WAGE_FEN = 50_000, 3_000_000
"""Wages beyond are cut: they are typing errors or not by the month."""

PROVINCES = 100
"""Province numbers (the first two digits of a division's code) are below this."""

STRUCTURE = Structure(
    causes=len(CAUSES),
    factors={
        "tier": len(TIERS),
        "fit": len(FITS),
        "language": len(LANGUAGES),
        "earlier": len(EARLIER),
        "earlier_tier": len(EARLIER) * len(TIERS),
        "channel": len(CHANNELS),
        "quarter": QUARTERS,
        "wage_stated": len(STATED),
    },
    slopes=("wage", "floor"),
    chains=(
        ("employer", "industry_place"),
        ("county", "prefecture"),
        ("occupation", "minor", "major"),
    ),
    cause_factors=("tier", "quarter"),
)
"""What the model is told; a pair's index is the sum of what it says of each."""

Codes16 = npt.NDArray[np.int16]

Numbers = npt.NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Divisions:
    """Numbers of the divisions that places lie in; 0 where it is not known that precisely.

    The last entry stands for an unknown place, so that position -1 finds it.

    Parameters
    ----------
    province, prefecture, county
        int64 (places + 1), codes of GB/T 2260.
    """

    province: Ints
    prefecture: Ints
    county: Ints


def divisions_of(paths: Sequence[str]) -> Divisions:
    """Reads the divisions from paths such as ``/430000/433100/433124/``."""
    found = np.zeros((len(paths) + 1, 3), np.int64)
    for row, path in enumerate(paths):
        codes = [code for code in path.strip("/").split("/") if len(code) == 6]
        found[row, : len(codes)] = [int(code) for code in codes[:3]]
        if codes[0] in MUNICIPALITIES and len(codes) > 1:
            found[row] = int(codes[0]), int(codes[0]), int(codes[-1])
        elif len(codes) == 2 and len(path.strip("/").split("/")) > 2:
            found[row, 2] = found[row, 1]
    return Divisions(*found.T.copy())


def tiers_of(divisions: Divisions, homes: Ints, works: Ints) -> Codes16:
    """Gives the tier of pairs of places, a position in ``TIERS``; arrays broadcast."""

    def is_same(level: Ints) -> npt.NDArray[np.bool_]:
        same: npt.NDArray[np.bool_] = (level[homes] == level[works]) & (level[homes] > 0)
        return same

    nearness = sum(
        is_same(level).astype(np.int16)
        for level in (divisions.province, divisions.prefecture, divisions.county)
    )
    is_unknown = (divisions.province[homes] == 0) | (divisions.province[works] == 0)
    return np.where(is_unknown, TIERS.index("unknown"), nearness).astype(np.int16)


def fit_codes(fit_per_mille: Numbers) -> Codes16:
    """Gives positions in ``FITS`` for the nearness of the best skill, -1 unknown."""
    return np.searchsorted([0, SAME_MIDDLE, SAME_DETAIL], fit_per_mille, side="right").astype(
        np.int16
    )


def stated(values: Ints) -> Codes16:
    """Gives positions in ``STATED``."""
    return (values < 0).astype(np.int16)


def logarithm(wage_fen: Ints) -> npt.NDArray[np.float64]:
    """Gives the logarithm of wages over the reference; 0 where none is stated."""
    known = np.where(wage_fen < 0, REFERENCE_WAGE_FEN, wage_fen)
    cut = np.clip(known, LOWEST_WAGE_FEN, HIGHEST_WAGE_FEN)
    logs: npt.NDArray[np.float64] = np.log(cut / REFERENCE_WAGE_FEN)
    return logs


def earlier_by_tier(earlier: npt.ArrayLike, tier: npt.ArrayLike) -> Codes16:
    """Gives the category of a class of earlier stays at a tier; arrays broadcast.

    The reference class and the reference tier share the reference: only what is different nearer
    home after a stay that ended in such a way is an effect of its own.
    """
    past, near = np.asarray(earlier, np.int64), np.asarray(tier, np.int64)
    codes = np.where((past == 0) | (near == 0), 0, past * len(TIERS) + near)
    return codes.astype(np.int16)


def home_groups(divisions: Divisions, homes: Ints) -> dict[str, Ints]:
    """Gives the groups of where people come from."""
    county, prefecture = divisions.county[homes], divisions.prefecture[homes]
    return {
        "county": np.where(county > 0, county, NO_GROUP),
        "prefecture": np.where(prefecture > 0, prefecture, NO_GROUP),
    }


def work_groups(
    divisions: Divisions, employers: Ints, industries: Numbers, works: Ints
) -> dict[str, Ints]:
    """Gives the groups of where people work: an employer in each province is one of its own."""
    province = divisions.province[works] // 10_000
    place = (industries.astype(np.int64) + 1) * PROVINCES + province
    return {
        "employer": np.where(employers < 0, NO_GROUP, employers * PROVINCES + province),
        "industry_place": np.where(province > 0, place, NO_GROUP),
    }


def with_employers(model: ModelTables, old: Ints, new: Ints) -> ModelTables:
    """Gives a model that knows only some employers, under new numbers.

    Parameters
    ----------
    model
        The model.
    old, new
        Numbers of employers, old ones each once.
    """
    known, order = model.effects("employer"), np.argsort(old)
    employer, province = np.divmod(known.ids, PROVINCES)
    is_kept = np.isin(employer, old)
    at = order[np.searchsorted(old[order], employer[is_kept])]
    ids = new[at] * PROVINCES + province[is_kept]
    rows = np.flatnonzero(is_kept)[np.argsort(ids)]
    kept = replace(
        known,
        ids=np.sort(ids),
        steps=known.steps[rows],
        cases=known.cases[rows],
        leavings=known.leavings[rows],
        variance=known.variance[rows],
    )
    return replace(model, tables={**model.tables, "employer": kept})


def occupation_groups(codes: Sequence[str], occupations: Ints) -> dict[str, Ints]:
    """Gives the groups of occupations: detail, minor and major class; -1 unknown."""
    found = {}
    for name, length in (("occupation", 10), ("minor", 7), ("major", 1)):
        numbers = [
            int(code[:length].replace("-", "")) if len(code) >= length else UNKNOWN
            for code in codes
        ]
        found[name] = np.array([*numbers, UNKNOWN], np.int64)[occupations]
    return found


def quarters(months: Numbers) -> Codes16:
    """Gives the quarter of months that are counted since the year 0."""
    return (months % MONTHS_A_YEAR // 3).astype(np.int16)


def post_quarters(posts: VacancyColumns, policy_day: int) -> Codes16:
    """Gives the quarter in which work at each post begins: on the policy day if not stated."""
    days = np.where(posts.works_from == EARLIEST_DAY, policy_day, posts.works_from)
    months = np.maximum(days, policy_day).astype("datetime64[D]").astype("datetime64[M]")
    return quarters(months.astype(np.int64) + 1970 * MONTHS_A_YEAR)


def spells_of(stays: StayColumns, places: Sequence[str], occupations: Sequence[str]) -> Spells:
    """Gives past stays as the model reads them.

    Parameters
    ----------
    stays
        The stays.
    places, occupations
        Paths and codes that the stays' positions point to.
    """
    divisions = divisions_of(places)
    homes, works = stays.home.astype(np.int64), stays.work_place.astype(np.int64)
    tier = tiers_of(divisions, homes, works)
    return Spells(
        entered=stays.entered,
        left=stays.left,
        cause=stays.cause,
        weight_per_mille=stays.weight_per_mille,
        stratum=np.zeros(len(stays), np.int8),
        factors={
            "tier": tier,
            "fit": fit_codes(stays.fit_per_mille),
            "language": language_codes(stays.speaks_mandarin),
            "earlier": stays.earlier.astype(np.int16),
            "earlier_tier": earlier_by_tier(stays.earlier, tier),
            "channel": np.where(stays.channel < 0, len(CHANNELS) - 1, stays.channel).astype(
                np.int16
            ),
            "quarter": quarters(stays.started_month),
            "wage_stated": stated(stays.wage_fen),
        },
        slopes={"wage": logarithm(stays.wage_fen), "floor": logarithm(stays.wage_floor_fen)},
        groups={
            **work_groups(divisions, stays.employer, stays.industry, works),
            **home_groups(divisions, homes),
            **occupation_groups(occupations, stays.occupation.astype(np.int64)),
        },
    )


def no_spells() -> Spells:
    """Gives the history of an office that has none yet: a model of it is the stated prior."""
    columns = columns_of(StayColumns)
    none: dict[str, Any] = {name: np.zeros(0, column.dtype) for name, column in columns.items()}
    return spells_of(StayColumns(**none), [], [])


def language_codes(speaks_mandarin: npt.NDArray[np.int8]) -> Codes16:
    """Gives positions in ``LANGUAGES`` for 1 yes, 0 no, -1 unknown."""
    return np.array([1, 0, 2], np.int16)[speaks_mandarin]
