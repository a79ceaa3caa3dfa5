"""Who goes together, from what the survey says."""

import pytest

from offices.rounds.rules_companions import Companion, companions_of

HOME = ("433124100000", "样本村")


def _one(person: int, said: str, *, household: int = 1, relation: str = "other") -> Companion:
    return Companion(person, household, HOME, relation, said)


@pytest.mark.parametrize(
    ("head", "spouse", "people"),
    [
        ("夫妻", "", (1, 2)),
        ("", "夫 妻", (1, 2)),
        ("夫妻", "同村", (1, 2)),
        ("夫妻", "甲组", None),
        ("", "", None),
    ],
)
def test_a_couple_is_bound_by_one_word(
    head: str, spouse: str, people: tuple[int, int] | None
) -> None:
    """One of head and spouse says so; another group's name, or nobody's word, binds nobody."""
    found = companions_of([_one(1, head, relation="head"), _one(2, spouse, relation="spouse")])
    assert [group.people for group in found.groups] == ([people] if people else [])
    assert found.couples == tuple(f"couple-{pair[0]}" for pair in [people] if pair)
    assert found.found["couples"] == len(found.couples)


def test_children_are_couples_only_where_it_is_certain() -> None:
    """Son and daughter-in-law who both say so are one; with a second such son nobody can tell."""
    certain = [
        _one(1, "夫妻", relation="son"),
        _one(2, "夫妻", relation="daughter_in_law"),
    ]
    assert [group.people for group in companions_of(certain).groups] == [(1, 2)]
    unsure = [*certain, _one(3, "夫妻", relation="son")]
    found = companions_of(unsure)
    assert found.groups == ()
    assert found.found["alone"] == 3


def test_named_groups_stay_within_a_village() -> None:
    """The same name in one village is a group; in another village or alone it is not."""
    elsewhere = Companion(4, 4, ("433124100000", "别村"), "head", "甲组")
    people = [_one(1, "甲组"), _one(2, "甲组 ", household=2), _one(3, "乙组"), elsewhere]
    found = companions_of(people)
    assert [group.people for group in found.groups] == [(1, 2)]
    assert (found.found["named"], found.found["alone"], found.found["people"]) == (1, 2, 2)


def test_families_are_of_one_household_and_vague_words_bind_nobody() -> None:
    """Two of a household say family; 同村 names nobody, and 无 says nothing."""
    people = [
        _one(1, "家人"),
        _one(2, "一家人"),
        _one(3, "家人", household=2),
        _one(4, "同村"),
        _one(5, "同村"),
        _one(6, "无"),
    ]
    found = companions_of(people)
    assert [(group.key, group.people) for group in found.groups] == [("family-1", (1, 2))]
    assert (found.found["alone"], found.found["unnamed"]) == (1, 2)
