"""The sample's vacancy lines: near posts few and wanted, far posts many."""

import numpy as np
import polars as pl

from models.enums import Housing, VacancyKind
from offices.sample.draws import Floats, Integers, Texts, weighted
from offices.sample.employers import draw_employers, draw_home_firms, home_offices
from offices.sample.headcounts import draw_headcounts
from offices.sample.phones import phone_numbers
from offices.sample.sizes import SampleSize
from offices.sample.trades import sectors, trades
from offices.sample.vacancy_terms import with_claims, with_dates

LINES_PER_EMPLOYER = 2.7
"""Hunan's platform, January 2023: 30,500 lines of 11,500 employers."""

NEAR_LINES_SHARE = 0.22
"""Share of lines in the home county, workshops and public-welfare posts among them."""

NEAR_SEATS_PER_POOL = 0.33
"""Posts in the home county for each person of the pool: fewer than want to stay near."""

NEAR_KINDS = (
    (VacancyKind.WORKSHOP, 0.36),
    (VacancyKind.PUBLIC_WELFARE, 0.18),
    (VacancyKind.ORDINARY, 0.46),
)
"""Kinds of the near lines and their shares."""

WORKSHOP_TRADES = ("sewing", "assembly", "packing", "shoes", "tea")
WELFARE_TRADES = ("cleaning", "gardening")

WORKSHOP_PAY = 0.62
NEAR_PAY = 0.84
WELFARE_PAY_YUAN = 1900
"""What near posts pay, as a share of the trade's average or in yuan a month; plausible."""

VAGUE_SHARE = 0.02
"""Share of lines whose title leaves the occupation to a clerk."""

PAIRS_ONLY_SHARE = 0.05
NARROW_SHARE = 0.03
"""Shares of far lines for agreement pairs only, and for people of named regions only."""

SKILL_SHARE = 0.12
CERTIFICATE_SHARE = 0.6
EDUCATION_SHARE = 0.35
NO_WAGE_SHARE = 0.03
"""Shares of lines with a condition, or without a wage; plausible, no source gives them."""


def draw_vacancies(
    rng: np.random.Generator, size: SampleSize, people: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Draws the employers with posts and their lines.

    Returns
    -------
    tuple
        The employers as ``employers.draw_employers`` gives them, with their ``kind``; and one row
        per line, wages in yuan a month, dates as dates.
    """
    near_lines = max(3, round(size.vacancy_lines * NEAR_LINES_SHARE))
    far_lines = size.vacancy_lines - near_lines
    near_seats = max(near_lines, round(size.pool_people * NEAR_SEATS_PER_POOL))
    homes = people.filter(pl.col("standing") == "pool")
    near = _near_employers(rng, homes, near_lines)
    far = draw_employers(rng, max(1, round(far_lines / LINES_PER_EMPLOYER)), near.height)
    far = far.with_columns(kind=pl.lit(VacancyKind.ORDINARY.value))
    employers = pl.concat([near, far.select(near.columns)])
    lines = pl.concat(
        [
            _lines(rng, near, near_lines, near_seats, is_near=True),
            _lines(rng, far, far_lines, size.seats - near_seats, is_near=False),
        ]
    )
    return employers, _numbered(rng, lines)


def _near_employers(rng: np.random.Generator, homes: pl.DataFrame, lines: int) -> pl.DataFrame:
    """Draws the employers of the near lines in townships where the pool lives."""
    made = []
    first = 0
    for kind, share in NEAR_KINDS:
        count = max(1, round(lines * share / LINES_PER_EMPLOYER))
        places = homes[rng.integers(0, homes.height, count)]
        if kind is VacancyKind.ORDINARY:
            firms = draw_home_firms(rng, places, first)
        else:
            firms = home_offices(rng, places, first, kind.value)
        made.append(firms.with_columns(kind=pl.lit(kind.value)))
        first += count
    return pl.concat(made)


def _lines(
    rng: np.random.Generator, employers: pl.DataFrame, count: int, seats: int, *, is_near: bool
) -> pl.DataFrame:
    kinds = employers["kind"].to_numpy()
    weight = rng.lognormal(0, 0.5, employers.height)
    if is_near:
        share = {kind.value: part for kind, part in NEAR_KINDS}
        sizes = {kind: (kinds == kind).sum() for kind in share}
        weight *= np.array([share[kind] / sizes[kind] for kind in kinds.tolist()])
    extra = weighted(rng, weight, max(0, count - employers.height))
    chosen = np.sort(np.concatenate([np.arange(employers.height), extra]))[:count]
    lines = employers[chosen]
    trade = _draw_trades(rng, lines["sector"].to_numpy(), lines["kind"].to_numpy().astype("U16"))
    return (
        lines.with_columns(
            trade=pl.Series(trade), headcount=pl.Series(draw_headcounts(rng, count, seats))
        )
        .pipe(_with_wages, rng)
        .pipe(_with_demands, rng)
        .pipe(with_dates, rng)
        .pipe(with_claims, rng)
    )


def _draw_trades(rng: np.random.Generator, sector: Integers, kind: Texts) -> Integers:
    listed = trades()
    names = [item.name for item in sectors()]
    shares = np.array([[t.share if t.sector == name else 0 for t in listed] for name in names])
    workshop = np.array([t.share if t.code in WORKSHOP_TRADES else 0 for t in listed])
    welfare = np.array([t.share if t.code in WELFARE_TRADES else 0 for t in listed])
    table = np.cumsum(np.vstack([shares, workshop, welfare]), axis=1)
    row = np.where(kind == VacancyKind.WORKSHOP.value, len(names), sector)
    row = np.where(kind == VacancyKind.PUBLIC_WELFARE.value, len(names) + 1, row)
    drawn = rng.random(len(row)) * table[row, -1]
    return np.asarray((table[row] <= drawn[:, None]).sum(axis=1))


def _with_wages(lines: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    pay = np.array([trade.pay for trade in trades()])[lines["trade"].to_numpy()].astype(np.float64)
    kind = lines["kind"].to_numpy()
    is_local = lines["is_local"].to_numpy()
    pay *= np.where(
        is_local, np.where(kind == VacancyKind.WORKSHOP.value, WORKSHOP_PAY, NEAR_PAY), 1.0
    )
    pay *= rng.lognormal(0, 0.11, lines.height)
    pay = np.where(kind == VacancyKind.PUBLIC_WELFARE.value, WELFARE_PAY_YUAN, pay)
    low = _hundreds(pay * 0.9)
    high = np.maximum(low, _hundreds(pay * (1.1 + 0.15 * rng.random(lines.height))))
    high = np.where(kind == VacancyKind.PUBLIC_WELFARE.value, low, high)
    stated = rng.random(lines.height) >= NO_WAGE_SHARE
    return lines.with_columns(
        wage_min=pl.Series(np.where(stated, low, -1)),
        wage_max=pl.Series(np.where(stated, high, -1)),
    )


def _hundreds(yuan: Floats) -> Integers:
    return np.rint(yuan / 100).astype(np.int64) * 100


def _with_demands(lines: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Adds title, education, level, certificate, shift, language, housing and restrictions."""
    count = lines.height
    listed = trades()
    chosen = [listed[at] for at in lines["trade"].to_list()]
    drawn = rng.random((9, count))
    is_far = ~lines["is_local"].to_numpy()
    is_vague = drawn[0] < VAGUE_SHARE
    picks = rng.random(count)
    titles = [
        (t.vague_titles if vague else t.titles)[
            int(pick * len(t.vague_titles if vague else t.titles))
        ]
        for t, vague, pick in zip(chosen, is_vague.tolist(), picks.tolist(), strict=True)
    ]
    level = [
        min(t.level, 1 + int(at * 2)) if ask < SKILL_SHARE else 0
        for t, at, ask in zip(chosen, rng.random(count).tolist(), drawn[1].tolist(), strict=True)
    ]
    certificate = [
        t.certificate if ask < CERTIFICATE_SHARE else ""
        for t, ask in zip(chosen, drawn[2].tolist(), strict=True)
    ]
    education = [
        "junior" if ask < EDUCATION_SHARE and (t.education or t.needs_mandarin) else ""
        for t, ask in zip(chosen, drawn[3].tolist(), strict=True)
    ]
    housing = np.array(
        [
            Housing.NONE.value,
            Housing.DORMITORY.value,
            Housing.COUPLE_ROOM.value,
            Housing.ALLOWANCE.value,
        ]
    )
    return lines.with_columns(
        title=pl.Series(titles),
        is_vague=pl.Series(is_vague) & pl.Series([t.vague_titles != t.titles for t in chosen]),
        level=pl.Series(level),
        certificate=pl.Series(certificate),
        education=pl.Series(education),
        has_night_shift=pl.Series(
            [at < t.night for t, at in zip(chosen, drawn[4].tolist(), strict=True)]
        ),
        needs_mandarin=pl.Series([t.needs_mandarin for t in chosen]),
        is_hazardous=pl.Series([t.is_hazardous for t in chosen]),
        is_care_post=pl.Series(
            [t.is_care or (at < 0.05) for t, at in zip(chosen, drawn[5].tolist(), strict=True)]
        ),
        housing=pl.Series(
            np.where(is_far, housing[weighted(rng, (5, 72, 11, 12), count)], housing[0])
        ),
        has_meals=pl.Series(np.where(is_far, drawn[6] < 0.7, drawn[6] < 0.3)),
        is_for_pairs_only=pl.Series(is_far & (drawn[7] < PAIRS_ONLY_SHARE)),
        recruits_from=pl.Series(
            np.where(is_far & (drawn[8] < NARROW_SHARE), rng.integers(1, 4, count), 0)
        ),
    )


def _numbered(rng: np.random.Generator, lines: pl.DataFrame) -> pl.DataFrame:
    """Mixes near and far lines and numbers them; the employer's lines get one telephone."""
    mixed = lines[rng.permutation(lines.height)]
    return mixed.with_columns(
        line=pl.int_range(1, pl.len() + 1),
        contact_phone=pl.Series(phone_numbers(mixed["employer"].to_numpy() + 500_000)),
    )
