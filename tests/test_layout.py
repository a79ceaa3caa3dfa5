"""The tree is what the architecture says it is."""

import ast
import importlib.metadata
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("matching", "regions", "models", "offices", "ui")
BANNED_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}
CHINESE_SENTENCE = re.compile(r"[一-鿿]{4,}.*[，。；：！？、]")


def tracked(*patterns: str) -> list[Path]:
    """Lists the files that git tracks."""
    listed = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_resolve_inside_the_repository(package: str) -> None:
    """A like-named package from elsewhere never takes the place of ours."""
    module = __import__(package)
    assert Path(module.__file__ or "").parent == ROOT / package


def test_no_installed_distribution_brings_our_names() -> None:
    """No dependency installs a top-level package with one of our names."""
    provided = importlib.metadata.packages_distributions()
    assert not set(PACKAGES) & set(provided)


def test_inits_hold_a_docstring_only() -> None:
    """Importing a package loads nothing beside it."""
    for path in tracked("*__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        only_docstring = (
            len(body) == 1
            and isinstance(body[0], ast.Expr)
            and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is not None
        )
        assert not body or only_docstring, path


def test_no_module_is_named_after_nothing() -> None:
    """Modules are named after what they hold."""
    assert not [path for path in tracked("*.py") if path.stem in BANNED_NAMES]


def test_every_module_says_what_it_is_for() -> None:
    """Each file opens with a docstring."""
    missing = [
        path
        for path in tracked("*.py")
        if path.stat().st_size
        and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert not missing


def test_no_sentence_for_users_in_python_files() -> None:
    """Words for people live in the catalogues, not in code."""
    found = []
    for path in tracked(*(f"{package}/*.py" for package in PACKAGES), "streamlit_app.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                quoted = CHINESE_SENTENCE.search(node.value)
                if quoted and "\n" not in node.value:
                    found.append((path, node.lineno))
    assert not found
