"""Breaks a promised number of people down to townships, and groups posts by destination."""

from collections.abc import Mapping, Sequence

from offices.lists.facts import AgreementFact
from regions.tiers import MUNICIPALITIES


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Shares a total in proportion to weights; the parts are whole and add up to the total.

    Hamilton's method: everybody gets the whole part of the exact share, and what is left goes to
    the largest remainders, then to the larger weight, then to the earlier key.

    Raises
    ------
    ValueError
        If there is something to share and nobody to share it among.
    """
    whole = sum(weights.values())
    if not whole:
        if total:
            raise ValueError("nothing to share among")
        return dict.fromkeys(weights, 0)
    parts = {key: total * weight // whole for key, weight in weights.items()}
    left = total - sum(parts.values())
    by_remainder = sorted(
        weights, key=lambda key: (-(total * weights[key] % whole), -weights[key], key)
    )
    for key in by_remainder[:left]:
        parts[key] += 1
    return parts


def destination_of(work_path: str, agreements: Sequence[AgreementFact]) -> str:
    """Gives the path under which a post counts: an agreement's destination, else its prefecture.

    Of nested destinations the nearest counts. Municipalities have no prefectures.
    """
    paths = [a.destination_path for a in agreements if work_path.startswith(a.destination_path)]
    if paths:
        return max(paths, key=len)
    codes = work_path.strip("/").split("/")
    depth = 1 if codes[0] in MUNICIPALITIES else 2
    return "/" + "/".join(codes[:depth]) + "/"
