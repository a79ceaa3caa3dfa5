"""Checks across the members of a household.

All are warnings: who belongs to whom is not for a program to decide.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.enums import Relation, Sex
from offices.register.reading import Reading
from offices.register.register_columns import RegisterColumns


def check_households(reading: Reading, columns: RegisterColumns) -> None:
    """Looks for households without one head and couples that cannot be."""
    for members in _members_by_household(columns.household_numbers).values():
        _check_heads(reading, columns.relations, members)
        _check_couple(reading, columns, members)


def _members_by_household(numbers: Sequence[str]) -> Mapping[str, list[int]]:
    members: dict[str, list[int]] = defaultdict(list)
    for at, number in enumerate(numbers):
        if number:
            members[number].append(at)
    return members


def _check_heads(reading: Reading, relations: Sequence[Relation], members: Sequence[int]) -> None:
    heads = [at for at in members if relations[at] is Relation.HEAD]
    if not heads:
        reading.note(members[0], "relation", "household.no_head")
    reading.note_all(heads[1:], "relation", "household.several_heads")


def _check_couple(reading: Reading, columns: RegisterColumns, members: Sequence[int]) -> None:
    heads = [at for at in members if columns.relations[at] is Relation.HEAD]
    spouses = [at for at in members if columns.relations[at] is Relation.SPOUSE]
    reading.note_all(spouses[1:], "relation", "household.several_spouses")
    if len(heads) == 1 and len(spouses) == 1:
        sexes = {_sex(columns, heads[0]), _sex(columns, spouses[0])}
        if len(sexes) == 1 and None not in sexes:
            reading.note(spouses[0], "relation", "household.couple_same_sex")


def _sex(columns: RegisterColumns, at: int) -> Sex | None:
    identity = columns.identities[at]
    return identity.sex if identity is not None else columns.sexes[at]
