"""Which columns parts and rules read: their own, no others, and a planted reading by name."""

from dataclasses import replace

import numpy as np

from matching.auditing.inputs import inputs_read, some_of
from matching.auditing.subjects import Subjects
from matching.columns.people import PeopleColumns
from tests.matching.auditing.audited_markets import (
    declared,
    sex_of,
    some_subjects,
    with_leaking_part,
    with_leaking_rule,
)

READ = {
    "key": set(),
    "home": {"distance", "rule.recruits_from", "rule.pairs"},  # one province, so no work_ability
    "birth_day": {"rule.minors", "rule.lawful_claims"},
    "sex": {"rule.lawful_claims"},
    "household": set(),
    "work_ability": {"rule.work_ability"},
    "education": {"rule.education"},
    "available_from": {"rule.season"},
    "available_until": {"rule.season"},
    "certificates": {"rule.certificates"},
    "wished_occupation": {"wish"},
    "excluded_occupation": {"rule.excluded_occupation"},
    "wished_place": {"wish"},
    "excluded_place": {"rule.excluded_place"},
    "limit_place": {"rule.limit_place"},
    "ethnicity": set(),
}
"""What each column is for, the retention part aside."""


def busy_subjects() -> Subjects:
    """Makes people of all kinds, and pairs in force."""
    subjects = some_subjects(3, 200, 40, 0.5)
    context = subjects.data.context
    pairs = ((context.place_paths[2], context.place_paths[7]),)
    return replace(subjects, data=replace(subjects.data, context=replace(context, pairs=pairs)))


def test_every_column_is_read_by_those_it_is_for() -> None:
    """By nobody else; the retention part may read what its model states, no protected column."""
    found = {one.column: one for one in inputs_read(busy_subjects(), declared, 1)}
    assert set(found) == {*PeopleColumns.__dataclass_fields__, "ethnicity"}
    for column, readers in READ.items():
        assert found[column].is_told
        assert set(found[column].readers) - {"retention"} == readers, column
    assert not [one.leaks for one in found.values() if one.leaks]
    for column in ("key", "sex", "birth_day", "household", "ethnicity"):
        assert "retention" not in found[column].readers


def test_a_part_or_rule_that_reads_a_protected_column_is_named() -> None:
    """Sex, age and ethnicity; what it reads beside them is its own matter."""
    subjects = busy_subjects()
    for leaking, name in ((with_leaking_part, "leak"), (with_leaking_rule, "rule.leak")):
        for column, read in (
            ("sex", sex_of),
            ("birth_day", lambda one: one.data.people.birth_day.astype(np.int64)),
            ("ethnicity", lambda one: one.ethnicity + 1),
            ("home", lambda one: one.data.people.home.astype(np.int64)),
        ):
            found = {one.column: one for one in inputs_read(subjects, leaking(read), 1)}
            assert found[column].leaks == (name,)
            assert not [one.column for one in found.values() if one.leaks and one.column != column]


def test_of_equal_values_nothing_is_told() -> None:
    """A column that is the same for all is not called unread."""
    subjects = some_subjects(3, 30, 8, 0.2)
    people = replace(subjects.data.people, sex=np.zeros(30, np.int8))
    data = replace(subjects.data, people=people)
    found = {one.column: one for one in inputs_read(replace(subjects, data=data), declared, 1)}
    assert (found["sex"].is_told, found["sex"].readers) == (False, {})


def test_some_people_keep_their_own_rows() -> None:
    """Drawn by lot, in their order, with their lists."""
    subjects = some_subjects(4, 30, 8, 0.8)
    some = some_of(subjects, 12, 7)
    people, all_people = some.data.people, subjects.data.people
    assert len(people) == len(some.ethnicity) == 12
    at = np.searchsorted(all_people.key, people.key)
    assert np.array_equal(some.ethnicity, subjects.ethnicity[at])
    lists, whole = people.skill_occupation, all_people.skill_occupation
    for row, person in enumerate(at.tolist()):
        assert people.home[row] == all_people.home[person]
        assert lists.row(row).tolist() == whole.row(person).tolist()
        own = people.skill_level[lists.offsets[row] : lists.offsets[row + 1]]
        level = all_people.skill_level[whole.offsets[person] : whole.offsets[person + 1]]
        assert own.tolist() == level.tolist()
    assert len(some_of(subjects, 500, 7).ethnicity) == 30
