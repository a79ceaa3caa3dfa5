"""零就业家庭: households in which somebody could work and nobody does."""

from collections.abc import Iterable

from models.enums import Standing


def zero_employment(standings: Iterable[tuple[int, Standing]]) -> frozenset[int]:
    """Finds the households whose able and willing members are all out of work.

    Parameters
    ----------
    standings
        Household and standing of every registered person. Members who are not available neither
        make a household a zero-employment one nor keep it from being one.
    """
    with_pool: set[int] = set()
    with_work: set[int] = set()
    for household, standing in standings:
        if standing is Standing.POOL:
            with_pool.add(household)
        elif standing is Standing.AT_WORK:
            with_work.add(household)
    return frozenset(with_pool - with_work)
