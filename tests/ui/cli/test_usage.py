"""Commands as somebody mistypes them: told in the user's language, in no words of Python's."""

import json

import pytest

from offices.sample.sizes import ROUND, SAMPLE_TODAY
from offices.sample.workbooks import write_sample
from tests.ui.conftest import Laowu

ENGLISH_OF_TYPER = ("Try ", "Missing", "No such", "Invalid", "Value error", "integer", "Got ")

MISTYPED = [
    (("import", "register"), "file"),
    (("undo", "1"), "import"),
    (("import", "register", "x.xlsx", "--jsno"), "--jsno"),
    (("import", "register", "x.xlsx", "--today"), "--today"),
    (("import", "undo", "abc"), "批次编号"),
    (("import", "undo", "99999999999999999999"), "批次编号"),
    (("import", "undo", "0"), "批次编号"),
    (("round", "decide", "R-2026-01", "yes"), "accepted 接受"),
    (("round", "list", "王小明"), "参数多了"),
]


@pytest.mark.parametrize(("arguments", "told"), MISTYPED, ids=lambda one: str(one)[:40])
@pytest.mark.usefixtures("installation")
def test_what_is_mistyped_is_told_in_chinese(
    laowu: Laowu, arguments: tuple[str, ...], told: str
) -> None:
    """Exit status 2, what is wrong and where the help is; what was typed is not repeated."""
    refused = laowu(*arguments)
    assert (refused.status, refused.out) == (2, "")
    assert told in refused.err
    assert "--help" in refused.err
    assert "王小明" not in refused.err
    assert not [word for word in ENGLISH_OF_TYPER if word in refused.err]


@pytest.mark.usefixtures("installation")
def test_a_place_that_is_not_there_is_told_as_name_or_code(laowu: Laowu) -> None:
    """Somebody who typed a name is not told about codes only."""
    assert "名称" in laowu("round", "open", "亚特兰蒂斯").err


@pytest.mark.usefixtures("installation")
def test_a_round_that_is_not_solved_is_told_with_the_command_that_solves(laowu: Laowu) -> None:
    """Publishing before solving names what has to come first; no English code in the sentence."""
    code = json.loads(laowu("round", "open", "433124", "--json").out)["round"]
    assert f"./laowu round solve {code}" in laowu("lists", "publish", code).err
    assert "task" not in laowu("lists", "export", code).err


@pytest.mark.usefixtures("installation")
def test_the_same_file_again_is_not_called_a_check(
    laowu: Laowu, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Three sentences: a batch, nothing new, and a check that kept nothing."""
    file = write_sample(tmp_path_factory.mktemp("again"), ROUND, ROUND.seed).register
    one = ("import", "register", str(file), "--today", SAMPLE_TODAY.isoformat())
    assert "仅检查" in laowu(*one, "--dry-run").out
    assert "批次  " in laowu(*one).out
    again = laowu(*one).out
    assert "仅检查" not in again
    assert "没有新建批次" in again


@pytest.mark.parametrize(
    "address", ["mysql://u:secret@h/d", "postgresql+asyncpg://u:secret@h/d", "nonsense"]
)
def test_a_database_of_another_kind_is_told(
    laowu: Laowu, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """An address without a driver here is refused like one that does not answer; no password."""
    monkeypatch.setenv("LAOWU_DATABASE_URL", address)
    refused = laowu("round", "list")
    assert refused.status == 2
    assert "LAOWU_DATABASE_URL" in refused.err
    assert "secret" not in refused.err


def test_init_answers_with_one_object(laowu: Laowu) -> None:
    """``init --json`` prints one JSON object like every other command."""
    assert json.loads(laowu("init", "--json").out)["divisions"] > 40_000
