"""What a round's plan lets expect of staying, beside today's practice, as figures to store."""

from typing import Any

from matching.explain.solved_market import SolvedMarket
from matching.explain.staying import Expected, Staying, staying_of_plan
from matching.retention.model import RetentionModel
from matching.solvers.all_pairs.in_turn import plan_in_turn


def told_staying(solved: SolvedMarket) -> dict[str, Any]:
    """Gives the expectations of the plan and of the plan in turn, and the model they come from.

    ``plan`` and ``in_turn`` (one person after the other takes the best of what is left) each hold
    ``people``, ``months`` kept within twelve by all of them, and ``at_work`` after 3, 6 and 12
    months, each ``[expected, low, high]`` rounded to whole months and people. ``version``,
    ``cut_off``, ``cases`` and ``is_prior`` say what they rest on.
    """
    data, model = solved.data, RetentionModel.from_arrow(solved.data.context.retention)
    plans = {
        "plan": solved.solution.vacancy_of_laborer,
        "in_turn": plan_in_turn(solved.scanner.folded),
    }
    return {
        "version": model.version,
        "cut_off": model.cut_off_day,
        "cases": model.cases,
        "is_prior": model.is_prior,
        "caution_per_mille": data.context.caution_per_mille,
        **{name: _told(staying_of_plan(data, plan)) for name, plan in plans.items()},
    }


def _told(staying: Staying) -> dict[str, Any]:
    return {
        "people": staying.people,
        "months": _whole(staying.months),
        "at_work": {str(month): _whole(value) for month, value in staying.at_work.items()},
    }


def _whole(expected: Expected) -> list[int]:
    return [round(expected.value), round(expected.low), round(expected.high)]
