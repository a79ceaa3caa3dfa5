"""The classification is whole, and its tree leads upwards."""

import pytest

from matching.occupations.classification import Level, load_classification, read_rows


def test_counts_of_levels() -> None:
    """The committed table holds the counts its notice states."""
    levels = [occupation.level for occupation in load_classification().occupations.values()]
    assert [levels.count(level) for level in Level] == [8, 72, 336, 1631]


def test_every_class_leads_up_to_a_major_class() -> None:
    """Ancestors grow coarser and end at a major class; leaves index their own place."""
    classes = load_classification()
    for code in classes.codes:
        levels = [classes.occupations[up].level for up in (code, *classes.ancestors(code))]
        assert levels == sorted(levels, reverse=True)
        assert levels[-1] is Level.MAJOR
        assert classes.codes[classes.index[code]] == code


def test_every_detail_class_is_a_leaf() -> None:
    """Every detail class can be carried by a person or a post."""
    classes = load_classification()
    details = {c for c, at in classes.occupations.items() if at.level is Level.DETAIL}
    assert details <= set(classes.codes)


def test_unknown_code() -> None:
    """An unknown code has no class and no name."""
    classes = load_classification()
    assert classes.get("9-99-99-99") is None
    with pytest.raises(KeyError):
        classes.name("9-99-99-99")


@pytest.mark.parametrize(("table", "column"), [("titles.tsv", "codes"), ("aliases.tsv", "code")])
def test_every_coded_title_names_a_leaf(table: str, column: str) -> None:
    """No title or alias points outside the classification."""
    leaves = set(load_classification().codes)
    assert all(set(row[column].split("|")) <= leaves for row in read_rows(table))


def test_own_titles_are_many_and_distinct() -> None:
    """The project's own list has at least 500 titles, none twice."""
    titles = [row["title"] for row in read_rows("titles.tsv")]
    assert len(titles) == len(set(titles)) >= 500
