"""All three lists of a round, derived from its facts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.enums import ListKind
from offices.lists.deadlines import deadlines_of
from offices.lists.duties import Link, duties_in_force
from offices.lists.facts import RoundFacts
from offices.lists.line import Layer, Line
from offices.lists.owners import Owners
from offices.lists.responsibility import duty_lines
from offices.lists.stability import is_away, stability_lines
from offices.lists.task_names import name_lines
from offices.lists.task_quota import applicable_quotas, quota_lines
from offices.placements.schedule import schedule_in_force


def derive_lists(
    facts: RoundFacts, owners: Owners, place_name: Callable[[str], str]
) -> dict[ListKind, list[Line]]:
    """Derives the lines of the three lists.

    Parameters
    ----------
    facts
        The round.
    owners
        The offices in force on its policy date.
    place_name
        Gives the name of the place that a region path ends with.

    Raises
    ------
    NoDeadlineInForceError, NoScheduleInForceError
        If a dated setting has no value on the policy date.
    """
    deadlines = deadlines_of(facts.policy_date)
    task = [
        *quota_lines(facts, owners, deadlines, place_name),
        *name_lines(facts, owners, deadlines),
    ]
    stability = stability_lines(facts, owners, schedule_in_force(facts.policy_date))
    duties = duties_in_force(facts.policy_date)
    return {
        ListKind.TASK: task,
        ListKind.STABILITY: stability,
        ListKind.RESPONSIBILITY: duty_lines(facts, owners, duties, [*task, *stability]),
    }


def totals_of(
    facts: RoundFacts, lists: Mapping[ListKind, Sequence[Line]]
) -> dict[ListKind, dict[str, Any]]:
    """Adds up the columns that a list's total row shows."""
    task = lists[ListKind.TASK]
    quota = [line.data for line in task if line.layer is Layer.QUOTA]
    names = [line.data for line in task if line.layer is Layer.NAMES]
    stability = [line.data for line in lists[ListKind.STABILITY]]
    duties = [line.data for line in lists[ListKind.RESPONSIBILITY]]
    at_home = [one for one in facts.at_work if not is_away(one.work_path, facts.path)]
    return {
        ListKind.TASK: {
            "quota": sum(data["quota"] or 0 for data in quota),
            "quota_agreed": sum(agreement.people or 0 for agreement in applicable_quotas(facts)),
            **{
                name: sum(data[name] for data in quota)
                for name in ("supported", "matched", "confirmed", "sent")
            },
            "names": len(names),
            "offered": sum(bool(data["offers"]) for data in names),
            "without_offer": sum(not data["offers"] for data in names),
        },
        ListKind.STABILITY: {
            "lines": len(stability),
            "at_work": len(facts.at_work) - len(at_home),
            "expected": len(facts.expected),
            "at_work_at_home": len(at_home),
        },
        ListKind.RESPONSIBILITY: {
            "lines": len(duties),
            **{link.value: sum(data["link"] == link.value for data in duties) for link in Link},
        },
    }
