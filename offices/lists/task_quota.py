"""任务清单, quota layer: township by destination by round."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.enums import PlacementState, ProposalState
from offices.lists.deadlines import Deadlines
from offices.lists.facts import AgreementFact, OfferFact, PoolFact, RoundFacts, TownshipFact
from offices.lists.line import Layer, Line, iso
from offices.lists.owners import Owners
from offices.lists.quotas import destination_of, largest_remainder

Cell = tuple[str, str]
"""Township path and destination path."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What the round has done for one township and destination."""

    people: Sequence[tuple[PoolFact, OfferFact]]

    @property
    def confirmed(self) -> int:
        """People whose offer was accepted."""
        accepted = ProposalState.ACCEPTED.value
        return sum(offer.state == accepted for _, offer in self.people)

    @property
    def supported(self) -> int:
        """People whose household stands in a support category."""
        return sum(fact.person.category is not None for fact, _ in self.people)

    @property
    def employers(self) -> int:
        """Employers that the offers name."""
        return len({offer.employer_id for _, offer in self.people})

    @property
    def vacancies(self) -> int:
        """Vacancy lines that the offers name."""
        return len({offer.vacancy_id for _, offer in self.people})


def quota_lines(
    facts: RoundFacts,
    owners: Owners,
    deadlines: Deadlines,
    place_name: Callable[[str], str],
) -> list[Line]:
    """Derives the quota layer, by destination and then by township.

    A destination with a promised number has a line for every township with people in the pool;
    others for townships with matched people. The people matched add up to the plan's, the quota to
    what the agreements promise.
    """
    matched = _matched(facts)
    quotas = quotas_by_cell(facts)
    agreement_by_path = {a.destination_path: a for a in facts.agreements}
    sent = _sent(facts)
    lines = []
    for township, destination in sorted(
        quotas.keys() | matched.keys(), key=lambda cell: (cell[1], cell[0])
    ):
        cell = (township, destination)
        of_township = next(t for t in facts.townships if t.path == township)
        agreement = agreement_by_path.get(destination)
        done = matched.get(cell, Matched(()))
        quota = quotas.get(cell)
        owner = owners.of_home(township)
        lines.append(
            Line(
                layer=Layer.QUOTA,
                path=township,
                person_id=None,
                owner=owner,
                due_on=deadlines.report_on,
                data={
                    "township": of_township.name,
                    "destination": place_name(destination),
                    "agreement": None if agreement is None else agreement.agreement,
                    "employers": done.employers,
                    "vacancies": done.vacancies,
                    "quota": quota,
                    "supported": done.supported,
                    "surveyed": of_township.registered - of_township.not_surveyed,
                    "matched": len(done.people),
                    "confirmed": done.confirmed,
                    "sent": sent[cell],
                    "done_per_mille": _per_mille(sent[cell], quota),
                    "due_on": iso(deadlines.report_on),
                    "leader": owner.officer_name,
                },
            )
        )
    return lines


def quotas_by_cell(facts: RoundFacts) -> dict[Cell, int]:
    """Breaks the promised numbers down to townships by their part of the pool.

    An agreement of a wider region does not say what falls to this one, and gives no number here.
    """
    quotas: Counter[Cell] = Counter()
    for agreement in applicable_quotas(facts):
        weights = _pool_of(facts.townships, agreement)
        for township, people in largest_remainder(agreement.people or 0, weights).items():
            quotas[township, agreement.destination_path] += people
    return dict(quotas)


def applicable_quotas(facts: RoundFacts) -> list[AgreementFact]:
    """Gives the agreements whose number can be broken down here, among a pool of theirs."""
    return [
        agreement
        for agreement in facts.agreements
        if agreement.people is not None
        and agreement.origin_path.startswith(facts.path)
        and _pool_of(facts.townships, agreement)
    ]


def _pool_of(townships: Sequence[TownshipFact], agreement: AgreementFact) -> Mapping[str, int]:
    return {
        township.path: township.pool
        for township in townships
        if township.pool and township.path.startswith(agreement.origin_path)
    }


def _matched(facts: RoundFacts) -> dict[Cell, Matched]:
    people: defaultdict[Cell, list[tuple[PoolFact, OfferFact]]] = defaultdict(list)
    for fact in facts.pool:
        if fact.offers:
            first = fact.offers[0]
            destination = destination_of(first.work_path, facts.agreements)
            people[fact.person.path, destination].append((fact, first))
    return {cell: Matched(found) for cell, found in people.items()}


def _sent(facts: RoundFacts) -> Counter[Cell]:
    """Counts who has arrived."""
    return Counter(
        (placed.person.path, destination_of(placed.offer.work_path, facts.agreements))
        for placed in facts.expected
        if placed.state == PlacementState.AT_WORK.value
    )


def _per_mille(done: int, quota: int | None) -> int | None:
    return done * 1000 // quota if quota else None
