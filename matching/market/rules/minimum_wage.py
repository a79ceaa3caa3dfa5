"""The minimum wage of the place of work.

Domain row 11: no office may pass on a post whose wage lies below the local minimum. The lower end
of the stated range counts, the upper end where only that is stated. A place without a row on the
policy date is not judged; the status counts such vacancies and names their places.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.rule import Change, Rule, RuleStatus, to_everybody
from matching.pairs.forms import Test


def lowest_wage_fen(data: MarketData) -> Ints:
    """Gives the lower end of each vacancy's stated wage, -1 if none is stated."""
    posts = data.vacancies
    return np.where(posts.wage_min_fen >= 0, posts.wage_min_fen, posts.wage_max_fen)


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies whose lowest stated wage is below the minimum of their place."""
    wage, minimum = lowest_wage_fen(data), data.vacancies.minimum_wage_fen
    return (to_everybody(data, (wage >= 0) & (minimum >= 0) & (wage < minimum)),)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:  # noqa: ARG001  # the signature of a change
    """The smallest rise of one vacancy's wage to its place's minimum opens that vacancy."""
    minimum = data.vacancies.minimum_wage_fen[vacancies]
    nearest = int(np.argmin(minimum - lowest_wage_fen(data)[vacancies]))
    facts = {
        "vacancy": int(data.vacancies.key[vacancies[nearest]]),
        "wanted": int(minimum[nearest]),
    }
    return Change(facts, vacancies[nearest : nearest + 1])


def status(data: MarketData) -> RuleStatus:
    """Tells how many vacancies lie in places without a minimum wage on the policy date."""
    is_silent = data.vacancies.minimum_wage_fen < 0
    missing = np.unique(data.vacancies.place[is_silent]).tolist()
    return RuleStatus(
        is_active=not bool(is_silent.all()),
        reason="no_rows" if missing or not len(is_silent) else "",
        vacancies=int(is_silent.sum()),
        places=tuple(sorted(data.context.place_codes[place] for place in missing)),
    )


RULE = Rule("rule.minimum_wage", tests, change, status, is_personal=False)
