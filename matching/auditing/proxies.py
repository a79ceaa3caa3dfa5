"""Features that stand in for a protected attribute: what a score reads and how much it tells.

The measure is the share of the attribute's entropy that a feature tells, less what a feature with
as many categories tells of a shuffled attribute: adjusted mutual information over the attribute's
entropy. 0 is nothing, 1 everything; a binary code that equals an evenly spread sex in 95 of 100
people tells 0.71, in 68 of 100 people 0.10.

Source: Vinh, N. X., Epps, J. and Bailey, J. (2010), Information theoretic measures for clusterings
comparison, Journal of Machine Learning Research 11, 2837-2854, with the mean under shuffles drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.auditing.errors import AuditError
from matching.auditing.subjects import Subjects
from matching.columns.arrays import Ints
from matching.columns.declared import columns_of
from matching.columns.people import PeopleColumns
from matching.columns.ragged import Ragged
from matching.market.classes import numbered, numbered_lists

UNKNOWN = -1
"""Stands for people whose attribute is unknown; they are left out."""

MOST_VALUES, BINS = 64, 32
"""A column of more different numbers is cut into so many bins of about equal size: where nearly all
values differ, no category tells anything."""


ROUNDING = 1e-9
"""Sums of logarithms that differ by less, relatively, are equal."""


@dataclass(frozen=True, slots=True)
class ProxyParams:
    """When a feature is reported.

    Parameters
    ----------
    least
        The least share told. 0.10 is what a code tells that equals an evenly spread binary
        attribute in 68 of 100 people. A choice.
    false_reports
        The chance that any independent feature of one attribute is reported, whatever ``least``.
    seed
        Of the shuffles.
    """

    least: float = 0.10
    false_reports: float = 0.05
    seed: int = 0


DEFAULT_PARAMS = ProxyParams()


@dataclass(frozen=True, slots=True)
class Proxy:
    """How much one feature tells of one attribute.

    Parameters
    ----------
    attribute, feature
        Their names.
    categories
        Different codes of the feature.
    told
        The share of the attribute's entropy, adjusted; may be a little below 0 by chance.
    chance
        Of as much if it told nothing, by shuffles; corrected for the number of features.
    is_reported
        Whether it stands in for the attribute, by the settings.
    """

    attribute: str
    feature: str
    categories: int
    told: float
    chance: float
    is_reported: bool


def proxies_of(
    attribute: str,
    values: Ints,
    features: Mapping[str, Ints],
    params: ProxyParams = DEFAULT_PARAMS,
) -> tuple[Proxy, ...]:
    """Ranks features by how much they tell of an attribute, the most telling first.

    The chance counts the shuffles that tell as much, the data as one of them, so it is never too
    small: (1 + as many) / (1 + shuffles), times the number of features. There are just enough
    shuffles for a feature to be reported.

    Parameters
    ----------
    attribute
        Its name.
    values
        int64 (people): its codes, ``UNKNOWN`` where unknown.
    features
        By name: int64 (people), codes of any values.
    params
        When a feature is reported.

    Raises
    ------
    AuditError
        If there are more or fewer codes than people.

    Source of the chance: Phipson, B. and Smyth, G. K. (2010), Permutation p-values should never be
    zero, Statistical Applications in Genetics and Molecular Biology 9, article 39.
    """
    if any(len(codes) != len(values) for codes in features.values()):
        raise AuditError(field="features", reason="length")
    is_known = values != UNKNOWN
    kinds = numbered(values[is_known]).of_row
    shuffles = int(np.ceil(len(features) / params.false_reports)) - 1
    found = []
    for number, (name, codes) in enumerate(features.items()):
        rng = np.random.default_rng([params.seed, number])
        known = numbered(codes[is_known]).of_row
        told, chance = _told(kinds, known, shuffles, rng)
        corrected = min(1.0, chance * len(features))
        is_reported = corrected <= params.false_reports and told >= params.least
        categories = int(known.max(initial=-1)) + 1
        found.append(Proxy(attribute, name, categories, told, corrected, is_reported))
    return tuple(sorted(found, key=lambda one: (-one.told, one.feature)))


def features_of(subjects: Subjects, columns: set[str]) -> dict[str, Ints]:
    """Gives columns of people as category codes, in the columns' own order.

    Parameters
    ----------
    subjects
        The people.
    columns
        Names of columns; one that is parallel to lists is told by those lists.
    """
    people = subjects.data.people
    found = {}
    for name, column in columns_of(PeopleColumns).items():
        if name in columns and not column.parallel_to:
            found[name] = _codes(getattr(people, name))
    return found


def _codes(values: Ragged | npt.NDArray[np.integer]) -> Ints:
    if isinstance(values, Ragged):
        return numbered_lists(values.offsets, values.values.astype(np.int64)).of_row
    codes: Ints
    known, codes = np.unique(values, return_inverse=True)
    if len(known) <= MOST_VALUES:
        return codes
    cuts = np.quantile(values, np.arange(1, BINS) / BINS)
    codes = np.searchsorted(cuts, values, side="right")
    return codes


def _told(kinds: Ints, codes: Ints, shuffles: int, rng: np.random.Generator) -> tuple[float, float]:
    """Gives the adjusted share told, and its chance if the feature told nothing."""
    count, width = len(kinds), int(kinds.max(initial=0)) + 1
    of_count = np.arange(count + 1, dtype=np.float64)
    of_count[1:] *= np.log(of_count[1:])

    def ordered(cells: Ints) -> float:
        """Gives the sum of n log n over the cells."""
        return float(of_count[np.bincount(cells)].sum())

    entropy = float(of_count[count]) - ordered(kinds)
    untold = entropy - ordered(codes)
    own = ordered(codes * width + kinds) + untold
    others = [ordered(codes * width + rng.permutation(kinds)) + untold for _ in range(shuffles)]
    alike = ROUNDING * max(1.0, entropy)
    chance = (1 + sum(other >= own - alike for other in others)) / (1 + shuffles)
    by_chance = float(np.mean(others))
    room = entropy - by_chance
    return (own - by_chance) / room if room > alike else 0.0, chance
