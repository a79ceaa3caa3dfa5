"""Fixtures of the screen and the command line: an installation of its own for every test."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import write_keys
from ui.settings import Settings, current_settings
from ui.transactions import close_engines


@dataclass(frozen=True, slots=True)
class Run:
    """What a command left: exit status, standard output and standard error."""

    status: int
    out: str
    err: str


Laowu = Callable[..., Run]


@pytest.fixture(autouse=True)
def _own_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Points the settings at a folder of the test's own; missing words are errors."""
    for name in ("DATABASE_URL", "LANGUAGE", "PORT", "KEY_FILE", "HOST"):
        monkeypatch.delenv(f"LAOWU_{name}", raising=False)
    monkeypatch.setenv("LAOWU_VAR_FOLDER", str(tmp_path / "var"))
    monkeypatch.setenv("LAOWU_STRICT_WORDS", "1")
    yield
    close_engines()


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> Settings:
    """Settings of a migrated SQLite database with its keys."""
    monkeypatch.setenv("LAOWU_DATABASE_URL", sqlite_url)
    write_keys(tmp_path / "var" / "keys")
    return current_settings()


@pytest.fixture
def laowu(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Laowu:
    """Runs the command line in this process, as ``./laowu`` would."""
    from ui.cli.__main__ import main

    def run(*arguments: str) -> Run:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["laowu", *arguments])
        try:
            status = main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        written = capsys.readouterr()
        return Run(int(status), written.out, written.err)

    return run
