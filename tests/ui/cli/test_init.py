"""An office's own directory is added once, and a wrong one says where it is wrong."""

import json
from pathlib import Path

import pytest

from offices.sample.directory import FILE
from tests.ui.conftest import Laowu


@pytest.mark.usefixtures("installation")
def test_a_directory_is_added_once(laowu: Laowu) -> None:
    """The first time every entry, the second time none."""
    first = json.loads(laowu("init", "--directory", str(FILE), "--json").out)
    assert first["added"] > 10
    assert json.loads(laowu("init", "--directory", str(FILE), "--json").out)["added"] == 0


@pytest.mark.usefixtures("installation")
def test_a_wrong_directory_names_the_field(laowu: Laowu, tmp_path: Path) -> None:
    """File, entry and field are in the message; nothing is added."""
    wrong = tmp_path / "offices.toml"
    wrong.write_text('[[office]]\ncode = "X"\nkind = "export"\n', encoding="utf-8")
    refused = laowu("init", "--directory", str(wrong))
    assert refused.status == 2
    assert "offices.toml" in refused.err
    missing = laowu("init", "--directory", str(tmp_path / "none.toml"))
    assert missing.status == 2
    assert "none.toml" in missing.err
