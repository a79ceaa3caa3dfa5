"""The share of earlier placements still at work after six months, shrunk where numbers are small.

For employer e, occupation o and county c, each level draws the raw share x / n of its cases to the
share m of the wider group, which counts as k cases (the mean of a beta-binomial posterior):

    theta = (x + k m) / (n + k)

    overall      cases of neither e nor o          m = prior
    occupation   cases of o with other employers   m = overall
    employer     cases of e in other occupations   m = E, what their occupations would suggest
    post         cases of e in o, other counties   m = occupation + employer - E, within 0 and 1
    cell         cases of e in o from c            m = post

Every level leaves out the cases of the levels below, so that a case counts once. An employer that
keeps people longer than its occupations would suggest carries the difference to posts it never
filled before, and one person of one county says next to nothing.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.columns.stays import PastStays
from matching.retention.params import DEFAULT_PARAMS, RetentionParams

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Retention:
    """Shrunk shares, counties by vacancies.

    Parameters
    ----------
    share_per_mille
        The shrunk share, rounded, int16.
    cases
        Earlier placements of the same employer, county and occupation behind it.
    employer_cases
        Earlier placements of the employer, per vacancy.
    version
        Method and settings.
    """

    share_per_mille: npt.NDArray[np.int16]
    cases: Ints
    employer_cases: Ints
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Cases and those of them that stayed, by group."""

    cases: Shares
    stayed: Shares

    def at(self, group: Ints) -> "_Counts":
        """Gives the counts of groups."""
        return _Counts(self.cases[group], self.stayed[group])

    def less(self, other: "_Counts") -> "_Counts":
        """Leaves out the cases of a narrower group."""
        return _Counts(self.cases - other.cases, self.stayed - other.stayed)

    def plus(self, other: "_Counts") -> "_Counts":
        """Takes in the cases of another group."""
        return _Counts(self.cases + other.cases, self.stayed + other.stayed)

    def drawn_to(self, mean: Shares | float, weight: int) -> Shares:
        """Gives (x + k m) / (n + k)."""
        shrunk: Shares = (self.stayed + weight * mean) / (self.cases + weight)
        return shrunk


def retention_of(
    data: MarketData, counties: Ints, params: RetentionParams = DEFAULT_PARAMS
) -> Retention:
    """Estimates, for people of counties, the share that stays at each vacancy.

    Parameters
    ----------
    data
        The market with its past stays.
    counties
        Positions of the counties among the places, -1 for unknown: nobody came from there before.
    params
        How strongly small groups are drawn to the wider group.
    """
    stays, posts = data.context.stays, data.vacancies
    employers, codes = np.unique(
        np.concatenate([stays.employer, posts.employer]), return_inverse=True
    )
    stay_employer, post_employer = codes[: len(stays)], codes[len(stays) :]
    occupations = len(data.context.occupations) + 1
    stay_occupation = stays.occupation.astype(np.int64) % occupations
    post_occupation = posts.occupation.astype(np.int64)

    everyone = _counts(stays, np.zeros(len(stays), np.int64), 1)
    by_occupation = _counts(stays, stay_occupation, occupations)
    by_employer = _counts(stays, stay_employer, len(employers))
    stay_post = stay_employer * occupations + stay_occupation
    wanted = post_employer * occupations + post_occupation
    of_occupation, of_employer = by_occupation.at(post_occupation), by_employer.at(post_employer)
    of_post = _counts_of(stays, stay_post, wanted)

    prior = params.prior_share_per_mille / 1000
    rest = everyone.less(of_occupation).less(of_employer).plus(of_post)
    overall = rest.drawn_to(prior, params.overall_cases)
    occupation = of_occupation.less(of_post).drawn_to(overall, params.occupation_cases)
    anywhere = everyone.drawn_to(prior, params.overall_cases)
    usual = by_occupation.drawn_to(anywhere, params.occupation_cases)
    suggested = np.bincount(stay_employer, usual[stay_occupation], len(employers))
    elsewhere = of_employer.less(of_post)
    surplus = elsewhere.stayed - suggested[post_employer] + of_post.cases * usual[post_occupation]
    shift = surplus / (elsewhere.cases + params.employer_cases)
    post_mean = np.clip(occupation + shift, 0.0, 1.0)

    places = len(data.context.place_codes) + 1
    cells = wanted[None, :] * places + (counties % places)[:, None]
    of_cell = _counts_of(stays, stay_post * places + stays.origin_county, cells)
    post = of_post.less(of_cell).drawn_to(post_mean, params.post_cases)
    cell = of_cell.drawn_to(post, params.cell_cases)
    return Retention(
        share_per_mille=np.rint(1000 * cell).astype(np.int16),
        cases=of_cell.cases.astype(np.int64),
        employer_cases=of_employer.cases.astype(np.int64),
        version=params.version,
    )


def _counts(stays: PastStays, group: Ints, groups: int) -> _Counts:
    stayed = stays.is_still_at_work_at_six_months.astype(np.float64)
    return _Counts(
        np.bincount(group, minlength=groups).astype(np.float64),
        np.bincount(group, weights=stayed, minlength=groups).astype(np.float64),
    )


def _counts_of(stays: PastStays, group: Ints, wanted: Ints) -> _Counts:
    known, inverse = np.unique(group, return_inverse=True)
    counts = _counts(stays, inverse, len(known) + 1)
    at = np.searchsorted(known, wanted)
    is_known = np.append(known, -1)[at] == wanted
    at = np.where(is_known, at, len(known))
    return _Counts(counts.cases[at], counts.stayed[at])
