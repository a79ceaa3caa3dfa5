"""Vacancies expire: recruiting has ended, or the work is over.

The public employment system gives each vacancy an end of recruiting; lines past it are dead.
"""

from matching.columns.market_data import MarketData
from matching.market.rule import Rule, to_everybody
from matching.pairs.forms import Test


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies that no longer recruit, or whose work ends before it would begin."""
    posts, day = data.vacancies, data.context.policy_day
    is_over = (posts.works_until < day) | (posts.works_until < posts.works_from)
    return (to_everybody(data, (posts.recruits_until < day) | is_over),)


RULE = Rule("rule.recruiting", tests, is_personal=False)
