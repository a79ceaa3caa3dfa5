"""任务清单, names layer: the whole pool, each with recommended posts or the reason for none."""

from typing import Any

from models.enums import ProposalState
from offices.lists.deadlines import Deadlines
from offices.lists.facts import OfferFact, PoolFact, RoundFacts
from offices.lists.line import Layer, Line, iso
from offices.lists.owners import Owners

FROZEN_FACTS = ("skill", "distance_km")
"""What the list says about why a post is recommended."""


def name_lines(facts: RoundFacts, owners: Owners, deadlines: Deadlines) -> list[Line]:
    """Derives a line for everybody of the pool, by township and then by id."""
    ordered = sorted(facts.pool, key=lambda fact: (fact.person.path, fact.person.id))
    return [_line(fact, facts, owners, deadlines) for fact in ordered]


def _line(fact: PoolFact, facts: RoundFacts, owners: Owners, deadlines: Deadlines) -> Line:
    person, survey = fact.person, fact.survey
    owner = owners.of_home(person.path)
    first = fact.offers[0] if fact.offers else None
    returned = first is not None and first.state == ProposalState.RETURNED.value
    return Line(
        layer=Layer.NAMES,
        path=person.path,
        person_id=person.id,
        owner=owner,
        due_on=deadlines.answer_on,
        data={
            "township": person.township,
            "village": person.village,
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
            "sex": person.sex,
            "age": person.age,
            "category": person.category,
            "education": survey.education,
            "skills": [list(skill) for skill in survey.skills],
            "wished_titles": list(survey.wished_titles),
            "wished_places": list(survey.wished_places),
            "wage_floor_fen": survey.wage_floor_fen,
            "available_from": iso(survey.available_from),
            "companions": survey.companions,
            "offers": [_offer(offer) for offer in fact.offers],
            "proposed_on": iso(facts.policy_date) if fact.offers else None,
            "interview": None,
            "returned_reason": first.decision_reason if first is not None and returned else None,
            "outcome": "without_offer" if first is None else first.state,
            "reason": fact.reason,
            "officer": owner.officer_name,
        },
    )


def _offer(offer: OfferFact) -> dict[str, Any]:
    return {
        "rank": offer.rank,
        "code": offer.code,
        "employer": offer.employer,
        "title": offer.title,
        "place": offer.work_place,
        "wage_min_fen": offer.wage_min_fen,
        "wage_max_fen": offer.wage_max_fen,
        "facts": {name: offer.facts[name] for name in FROZEN_FACTS},
    }
