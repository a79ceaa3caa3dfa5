"""稳岗清单: everybody registered who works at a destination, self-movers too, and all expected."""

import datetime as dt

from models.enums import Channel
from offices.lists.facts import AtWorkFact, ExpectedFact, Person, RoundFacts
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
        (one.work_path, one.person.id, _at_work_line(one, facts, owners, schedule))
        for one in facts.at_work
        if is_away(one.work_path, facts.path)
    ]
    lines += [
        (placed.offer.work_path, placed.person.id, _expected_line(placed, owners))
        for placed in facts.expected
    ]
    return [line for _, _, line in sorted(lines, key=lambda item: item[:2])]


def _at_work_line(one: AtWorkFact, facts: RoundFacts, owners: Owners, schedule: Schedule) -> Line:
    owner = owners.of_work(one.work_path)
    due_on = next_visit(one.started_on, facts.policy_date, schedule)
    return Line(
        layer=Layer.STABILITY,
        path=one.person.path,
        person_id=one.person.id,
        owner=owner,
        due_on=due_on,
        data=_identity(one.person)
        | {
            "channel": one.channel,
            "employer": one.employer,
            "credit_code": one.credit_code,
            "title": one.title,
            "place": one.work_place,
            "started_on": iso(one.started_on),
            "contract": one.has_contract,
            "contract_months": None,
            "insured": one.has_social_insurance,
            "wage_min_fen": one.wage_fen,
            "wage_max_fen": one.wage_fen,
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
