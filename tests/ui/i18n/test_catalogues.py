"""Both languages say the same, and every error has its words."""

import ast
from collections import Counter

import pytest

from ui.i18n.words import CATALOGUES, load_words, placeholders, read_catalogue
from ui.settings import ROOT

PACKAGES = ("models", "regions", "matching", "offices", "ui")
LANGUAGES = ("zh_CN", "en")


def error_codes() -> list[str]:
    """Finds the code of every error class, by reading the source."""
    return [
        statement.value.value
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id == "code"
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    ]


def test_both_languages_have_the_same_codes() -> None:
    """No text stands in one language only."""
    chinese, english = (set(load_words(language).texts) for language in LANGUAGES)
    assert chinese - english == set()
    assert english - chinese == set()


def test_both_languages_ask_for_the_same_parameters() -> None:
    """A text and its translation name the same placeholders."""
    chinese, english = (load_words(language).texts for language in LANGUAGES)
    differing = [
        code
        for code in chinese.keys() & english.keys()
        if placeholders(chinese[code]) != placeholders(english[code])
    ]
    assert differing == []


def test_both_languages_have_the_same_files() -> None:
    """A room's words lie in one file of the same name in each language."""
    names = [{path.name for path in (CATALOGUES / lang).glob("*.toml")} for lang in LANGUAGES]
    assert names[0] == names[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    """Every code says something."""
    texts = read_catalogue(CATALOGUES / language)
    assert [code for code, text in texts.items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_words(language: str) -> None:
    """Whatever is raised on purpose can be said to the user."""
    words = load_words(language)
    assert sorted(code for code in error_codes() if not words.knows(code)) == []


def test_no_two_errors_share_a_code() -> None:
    """A code names one error."""
    counted = Counter(error_codes())
    assert [code for code, count in counted.items() if count > 1] == []
    assert counted["database.newer"] == 1
