"""Batches from the vacancy sheets: with how many people a line, or an employer, begins."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.constraints.declared import Batch


@dataclass(frozen=True, slots=True)
class VacancyTerms:
    """What a sheet says beside the post itself.

    Parameters
    ----------
    vacancy, employer
        Ids.
    place
        Code of the work place.
    headcount, taken
        Posts of the line, and how many people earlier rounds placed there.
    batch_min
        Fewest people that it begins with; None where nothing is said.
    has_couple_rooms
        Whether the sheet speaks of couples' rooms.
    """

    vacancy: int
    employer: int
    place: str
    headcount: int
    taken: int
    batch_min: int | None
    has_couple_rooms: bool


def batch_rules(
    terms: Sequence[VacancyTerms],
) -> tuple[tuple[Batch, ...], Mapping[str, int]]:
    """Gives a rule for every line or employer that begins with more than one person.

    A minimum no larger than the line's own headcount is the line's. A larger one can only be meant
    for all lines of the employer at the place that state it. Who was placed there earlier counts:
    that far the batch is full already.

    Parameters
    ----------
    terms
        The round's vacancies in the order of their ids.

    Returns
    -------
    tuple
        The rules, and how many ``stated`` minima made how many ``batches``.
    """
    stated = [one for one in terms if one.batch_min is not None and one.batch_min > 1]
    together: dict[tuple[int, str, int], list[VacancyTerms]] = defaultdict(list)
    batches: list[Batch] = []
    for one in stated:
        least = one.batch_min or 0
        if least <= one.headcount:
            batches += _batch(f"line-{one.vacancy}", [one], least)
        else:
            together[one.employer, one.place, least].append(one)
    for (employer, place, least), lines in together.items():
        batches += _batch(f"employer-{employer}-{place}-{least}", lines, least)
    return tuple(batches), {"stated": len(stated), "batches": len(batches)}


def _batch(key: str, lines: Sequence[VacancyTerms], least: int) -> list[Batch]:
    missing = least - sum(line.taken for line in lines)
    if missing <= 1:
        return []
    return [Batch(key, tuple(line.vacancy for line in lines), missing)]
