"""First six digits of identity numbers: where somebody was first numbered, often long ago."""

from functools import cache

import numpy as np

from offices.sample.draws import Integers, Texts
from regions.gazetteer import load_gazetteer

NUMBERS_SINCE = 1984
"""Identity numbers were first given out in this year; older people got the code of that time."""

RETIRED_SHARE = 0.05
"""Share of people born before that who carry a code that is retired today."""

ELSEWHERE_SHARE = 0.04
"""Share of people first registered in another county of the province."""


@cache
def retired_prefixes(province: str) -> tuple[str, ...]:
    """Lists the province's retired county codes that were in force when numbers began."""
    gazetteer = load_gazetteer()
    codes = {
        former.code
        for former in gazetteer.formers
        if former.code[:2] == province[:2]
        and former.code[4:] != "00"
        and gazetteer.get(former.code) is None
        and (former.until or 0) > NUMBERS_SINCE
        and former.current_codes
    }
    return tuple(sorted(codes))


def draw_prefixes(rng: np.random.Generator, county_codes: Texts, birth_years: Integers) -> Texts:
    """Gives each person a prefix: the home county's, of some another's or a retired one."""
    gazetteer = load_gazetteer()
    province = str(county_codes[0])[:2]
    others = np.array([c.code for c in gazetteer.counties() if c.code.startswith(province)])
    retired = np.array(retired_prefixes(province))
    count = len(county_codes)
    elsewhere = rng.random(count) < ELSEWHERE_SHARE
    old = (rng.random(count) < RETIRED_SHARE) & (birth_years <= NUMBERS_SINCE)
    prefixes = np.where(elsewhere, others[rng.integers(0, len(others), count)], county_codes)
    return np.where(old, retired[rng.integers(0, len(retired), count)], prefixes).astype("U6")
