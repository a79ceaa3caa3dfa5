"""责任清单: who owes what by when, for every office that owns a line and every liaison office."""

from collections import defaultdict
from collections.abc import Sequence

from offices.lists.duties import Duty, Side
from offices.lists.facts import RoundFacts
from offices.lists.line import Layer, Line, Owner, iso
from offices.lists.measures import Count, Counted, count
from offices.lists.owners import Owners


def duty_lines(
    facts: RoundFacts, owners: Owners, duties: Sequence[Duty], lines: Sequence[Line]
) -> list[Line]:
    """Derives the duties of every office, by link, duty and office.

    Parameters
    ----------
    facts
        The round.
    owners
        Its offices.
    duties
        The rules in force.
    lines
        All lines of the task list and the stability list: their owners are who owes something.
    """
    by_owner: defaultdict[Owner, list[Line]] = defaultdict(list)
    for line in lines:
        by_owner[line.owner].append(line)
    offices = offices_by_side(owners, lines)
    return [
        _line(facts, duty, _counted(facts, owners, owner, by_owner[owner], lines, duty.side))
        for duty in duties
        for owner in offices[duty.side]
    ]


def offices_by_side(owners: Owners, lines: Sequence[Line]) -> dict[Side, list[Owner]]:
    """Gives who leads the duties of each side, in the order of their offices' names.

    Whoever owns a name has a township's duties, whoever owns somebody at work has a destination's:
    so nobody answers for a line without owing something for it.
    """
    township = {line.owner for line in lines if line.layer in (Layer.NAMES, Layer.QUOTA)}
    destination = {line.owner for line in lines if line.layer is Layer.STABILITY}
    return {
        Side.ORIGIN: [owners.origin],
        Side.TOWNSHIP: _sorted(township),
        Side.DESTINATION: _sorted(destination),
        Side.LIAISON: _sorted(set(owners.liaison)),
    }


def _sorted(offices: set[Owner]) -> list[Owner]:
    return sorted(offices, key=lambda owner: (owner.office_name, owner.office_id))


def _counted(
    facts: RoundFacts,
    owners: Owners,
    owner: Owner,
    own_lines: Sequence[Line],
    lines: Sequence[Line],
    side: Side,
) -> Counted:
    find = owners.liaison_of if side is Side.LIAISON else owners.of_work
    return Counted(facts, owner, own_lines, lines, lambda work_path: find(work_path) == owner)


def _line(facts: RoundFacts, duty: Duty, counted: Counted) -> Line:
    reached = count(duty.measure, counted)
    owner = counted.owner
    due_on = duty.due_on(facts.policy_date)
    return Line(
        layer=Layer.DUTY,
        path=facts.path,
        person_id=None,
        owner=owner,
        due_on=due_on,
        data={
            "link": duty.link.value,
            "duty": duty.code,
            "side": duty.side.value,
            "office": owner.office_name,
            "partners": [partner.value for partner in duty.partners],
            "officer": owner.officer_name,
            "due_on": iso(due_on),
            "measure": duty.measure.value,
            "target": reached.target,
            "current": reached.current,
            "status": _status(reached),
            "evidence": None,
            "basis": duty.basis,
        },
    )


def _status(reached: Count) -> str:
    if reached.current >= reached.target:
        return "done"
    return "under_way" if reached.current else "open"
