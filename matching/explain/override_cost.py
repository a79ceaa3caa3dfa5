"""What an override costs and whom it moves, told before anything is changed.

The loss is the value of the best plan less that of the best plan that obeys the override, both over
all pairs: what a full solve with the override would find. The plan told is one such plan, reached
from the present one by shortest ways. Nobody's score changes but by moving, so the losses and gains
of those who move add up to the loss.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.explain.override_moves import Move, along_the_way, moves_between
from matching.explain.override_trials import Trials
from matching.solvers.repair.changes import Ban, Pin, Reject, Withdraw

Override = Pin | Ban | Reject | Withdraw
"""What an office may decide against the plan: a pair, against a pair, or that somebody leaves."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What overrides would do.

    Parameters
    ----------
    loss
        What the plan's score falls by; never below 0.
    moves
        Everybody who has another place then, along the way from one to the next.
    """

    loss: int
    moves: tuple[Move, ...]


def cost_of(trials: Trials, overrides: Sequence[Override]) -> Cost:
    """Finds what overrides made together cost, and who would move.

    Parameters
    ----------
    trials
        The proven plan; untouched afterwards.
    overrides
        What to decide, one after the other.

    Raises
    ------
    RepairError
        If an override contradicts the facts or one before it: ``forbidden`` by a rule, ``no_seat``
        where a pinned person would find none, and as `Plan.apply`.
    """
    plan = trials.copied()
    before, value = plan.vacancy_of_laborer, plan.value
    moved: set[int] = set()
    for override in overrides:
        moved |= set(plan.apply(override).moved)
    after = plan.vacancy_of_laborer
    others = sorted(who for who in moved if before[who] != after[who])
    moves = moves_between(trials.solved.market, before, after, others)
    first = [override.laborer for override in overrides]
    return Cost(value - plan.value, along_the_way(moves, first))
