"""稳岗清单: everybody registered who works at a destination, self-movers too, and all expected."""

import datetime as dt

from models.enums import Channel
from offices.lists.facts import ExpectedFact, Person, RoundFacts, WorkerFact
from offices.lists.line import Layer, Line, iso
from offices.lists.owners import Owners
from offices.placements.schedule import Schedule, next_visit


def is_away(work_path: str, origin_path: str) -> bool:
    """Says whether a work place is a destination: it lies outside the origin."""
    return not work_path.startswith(origin_path)


def stability_lines(facts: RoundFacts, owners: Owners, schedule: Schedule) -> list[Line]:
    """Derives a line for everybody at work outside the origin and for everybody expected.

    Sorted by work place, then by person. People at work at home stand on no list of a destination.
    """
    lines = [
        (worker.work_path, worker.person.id, _worker_line(worker, facts, owners, schedule))
        for worker in facts.workers
        if is_away(worker.work_path, facts.path)
    ]
    lines += [
        (placed.offer.work_path, placed.person.id, _expected_line(placed, owners))
        for placed in facts.expected
    ]
    return [line for _, _, line in sorted(lines, key=lambda item: item[:2])]


def _worker_line(worker: WorkerFact, facts: RoundFacts, owners: Owners, schedule: Schedule) -> Line:
    owner = owners.of_work(worker.work_path)
    due_on = next_visit(worker.started_on, facts.policy_date, schedule)
    return Line(
        layer=Layer.STABILITY,
        path=worker.person.path,
        person_id=worker.person.id,
        owner=owner,
        due_on=due_on,
        data=_identity(worker.person)
        | {
            "channel": worker.channel,
            "employer": worker.employer,
            "credit_code": worker.credit_code,
            "title": worker.title,
            "place": worker.work_place,
            "started_on": iso(worker.started_on),
            "contract": worker.has_contract,
            "contract_months": None,
            "insured": worker.has_social_insurance,
            "wage_min_fen": worker.wage_fen,
            "wage_max_fen": worker.wage_fen,
            "housing": None,
            "state": "at_work",
        }
        | _visits(due_on, owner.officer_name),
    )


def _expected_line(placed: ExpectedFact, owners: Owners) -> Line:
    offer = placed.offer
    owner = owners.of_work(offer.work_path)
    return Line(
        layer=Layer.STABILITY,
        path=placed.person.path,
        person_id=placed.person.id,
        owner=owner,
        due_on=placed.next_visit_on,
        data=_identity(placed.person)
        | {
            "channel": Channel.ORGANISED.value,
            "employer": offer.employer,
            "credit_code": offer.credit_code,
            "title": offer.title,
            "place": offer.work_place,
            "started_on": iso(placed.expected_on),
            "contract": None,
            "contract_months": offer.contract_months,
            "insured": None,
            "wage_min_fen": offer.wage_min_fen,
            "wage_max_fen": offer.wage_max_fen,
            "housing": offer.housing,
            "state": placed.state,
        }
        | _visits(placed.next_visit_on, owner.officer_name),
    )


def _identity(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "id_number": person.id_number,
        "phone": person.phone,
        "sex": person.sex,
        "age": person.age,
        "township": person.township,
        "village": person.village,
    }


def _visits(due_on: dt.date | None, officer: str | None) -> dict[str, object]:
    """Gives the columns of visits and exits; what is None is filled in by hand on paper."""
    return {
        "last_visit_on": None,
        "visit_way": None,
        "risk": None,
        "risk_reason": None,
        "next_visit_on": iso(due_on),
        "transfers": None,
        "left_on": None,
        "leave_reason": None,
        "officer": officer,
    }
