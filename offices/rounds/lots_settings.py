"""Whether a round decides near-ties by lot, and what that may cost: its own setting."""

from collections.abc import Mapping
from typing import Any

from matching.evaluation.lottery import LotteryParams
from offices.rounds.errors import LotsError, LotsUnderRulesError
from offices.rounds.rules_in_force import InForce

LOTS = "lots"
"""The round's setting: a table of the three limits below; a round without it draws nothing."""

MOST_BUDGET_PER_MILLE = 50
"""Of the objective. Beyond a twentieth nobody would speak of near-ties any more."""

FULL_SCORE = 1_000_000
"""Of a pair: no loss is larger."""

MOST: Mapping[str, int] = {
    "budget_per_mille": MOST_BUDGET_PER_MILLE,
    "pair_loss": FULL_SCORE,
    "person_loss": FULL_SCORE,
}
"""The highest value of each limit; the lowest is 0."""

USUAL_PAIR_LOSS = 10_000
"""A hundredth of a full score: most that one near-tie loses where only the budget is chosen."""

USUAL_PERSON_LOSS = 50_000
"""A twentieth of a full score: most that one person's own score falls then."""


def lots_of(settings: Mapping[str, Any]) -> LotteryParams | None:
    """Gives what lots may cost by a round's settings; None if the round draws none.

    Raises
    ------
    LotsError
        If the setting is no table of exactly the three limits, or one is no integer in its range.
    """
    if LOTS not in settings:
        return None
    stated = settings[LOTS]
    if not isinstance(stated, Mapping):
        raise LotsError(field=LOTS, value=str(stated), most=MOST_BUDGET_PER_MILLE)
    for field in sorted(MOST.keys() | stated.keys()):
        value, most = stated.get(field), MOST.get(field, 0)
        if field not in MOST or not _is_limit(value, most):
            raise LotsError(field=field, value=str(value), most=most)
    return LotteryParams(**stated)


def settings_with_lots(budget_per_mille: int) -> dict[str, Any]:
    """Gives the setting of a round that draws lots within a share of the objective."""
    return {
        LOTS: {
            "budget_per_mille": budget_per_mille,
            "pair_loss": USUAL_PAIR_LOSS,
            "person_loss": USUAL_PERSON_LOSS,
        }
    }


def lots_beside(settings: Mapping[str, Any], rules: InForce) -> LotteryParams | None:
    """Gives what lots may cost in a plan under rules: with rules none may be drawn.

    A lot looks at two people only; a rule speaks of more, and a swap could break it.

    Raises
    ------
    LotsError
        If the setting cannot be read.
    LotsUnderRulesError
        If the round draws lots and anything beside pairs binds its plan.
    """
    params = lots_of(settings)
    if params is not None and not rules.is_empty:
        raise LotsUnderRulesError
    return params


def _is_limit(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
