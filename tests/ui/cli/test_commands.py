"""The command line: exit statuses, one JSON object, help in both languages, clear refusals."""

import json
import os
import re
import socket
import subprocess
import time
from pathlib import Path

import pytest

from models.enums import SolveState
from offices.queue.acts import cancel, claim, solve_status
from offices.rounds.acts import open_round, request_solve, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random
from tests.ui.conftest import Laowu
from ui.incidents import LOG_NAME
from ui.settings import ROOT, Settings
from ui.transactions import transaction

COMMANDS = (
    (),
    ("init",),
    ("serve",),
    ("round",),
    ("round", "open"),
    ("round", "snapshot"),
    ("round", "solve"),
    ("round", "stop"),
    ("round", "decide"),
    ("round", "show"),
    ("round", "list"),
    ("round", "proof"),
    ("round", "verify"),
)

HELP_SECONDS = 3.0
"""Generous for a busy machine; alone it takes well under one."""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(laowu: Laowu, command: tuple[str, ...]) -> None:
    """Help is there, in the installation's language, and exits with 0."""
    shown = laowu(*command, "--help")
    assert shown.status == 0
    assert re.search("[一-鿿]{4}", shown.out)


def test_help_is_quick_and_speaks_english(tmp_path: Path) -> None:
    """The real command, from another folder: no heavy module is loaded for its help."""
    found_here = os.environ | {"LAOWU_LANGUAGE": "en"}
    started = time.monotonic()
    shown = subprocess.run(
        [ROOT / "laowu", "--help"],
        cwd=tmp_path,
        env=found_here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert time.monotonic() - started < HELP_SECONDS
    assert shown.returncode == 0
    assert "Creates or upgrades the database" in shown.stdout
    assert shown.stderr == ""


def test_init_prepares_once_and_again(laowu: Laowu) -> None:
    """Preparing a new installation loads the divisions; a second time leaves all as it is."""
    first, second = laowu("init"), laowu("init")
    assert (first.status, second.status) == (0, 0)
    assert first.out == second.out != ""


def test_a_command_before_init_says_what_to_do(laowu: Laowu) -> None:
    """A database without tables is refused with the command that makes them."""
    refused = laowu("round", "list")
    assert refused.status == 2
    assert "./laowu init" in refused.err
    assert refused.out == ""


def test_rounds_are_opened_by_name_or_code(laowu: Laowu, installation: Settings) -> None:
    """A place is a code or a name; the answer is one JSON object."""
    assert installation.key_file.exists()
    by_name = laowu("round", "open", "花垣", "--policy-date", "2026-03-02", "--json")
    by_code = laowu("round", "open", "433124", "--policy-date", "2026-03-02", "--json")
    assert json.loads(by_name.out)["origin"] == json.loads(by_code.out)["origin"] == "433124"
    listed = json.loads(laowu("round", "list", "--json").out)
    assert [line["round"] for line in listed["rounds"]] == ["R-2026-02", "R-2026-01"]
    shown = json.loads(laowu("round", "show", "R-2026-01", "--json").out)
    assert (shown["state"], shown["figures"]) == ("draft", {})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("round", "open", "城关镇"), "可能是"),
        (("round", "open", "999999"), "999999"),
        (("round", "open", "433124", "--policy-date", "2026-02-30"), "2026-02-30"),
        (("round", "show", "R-1999-01"), "R-1999-01"),
        (("round", "solve", "R-1999-01"), "R-1999-01"),
        (("round", "stop", "R-1999-01"), "R-1999-01"),
    ],
)
@pytest.mark.usefixtures("installation")
def test_what_cannot_be_is_refused_with_a_reason(
    laowu: Laowu, arguments: tuple[str, ...], told: str
) -> None:
    """Exit status 2, a message that names the thing, nothing on standard output."""
    refused = laowu(*arguments)
    assert refused.status == 2
    assert told in refused.err
    assert refused.out == ""


@pytest.mark.usefixtures("installation")
def test_a_round_without_anybody_is_refused(laowu: Laowu) -> None:
    """An empty register gives no round, and the message says so."""
    laowu("round", "open", "433124")
    refused = laowu(
        "round", "solve", json.loads(laowu("round", "list", "--json").out)["rounds"][0]["round"]
    )
    assert refused.status == 2
    assert "rounds." not in refused.err


def test_a_running_solve_is_stopped(laowu: Laowu, installation: Settings) -> None:
    """Refused before a worker has it and once it is over; in between it is asked to end."""
    with transaction(installation) as db:
        fill_random(db, 3, people=60, vacancies=8)
        code = open_round(db, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
    assert laowu("round", "stop", code).status == 2
    with transaction(installation) as db:
        take_snapshot(db, ACTOR, code, now=NOW)
        solve_id = request_solve(db, ACTOR, code, now=NOW)
    assert "排队" in laowu("round", "stop", code).err
    with transaction(installation) as db:
        assert claim(db, ACTOR, "w", now=NOW) is not None
    assert json.loads(laowu("round", "stop", code, "--json").out) == {
        "round": code,
        "solve": solve_id,
    }
    assert str(solve_id) in laowu("round", "stop", code).out
    with transaction(installation) as db:
        assert solve_status(db, ACTOR, solve_id).state is SolveState.STOPPING
        cancel(db, ACTOR, solve_id, now=NOW)
    assert laowu("round", "stop", code).status == 2


def test_a_busy_port_is_told(
    laowu: Laowu, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A taken port is named before anything starts."""
    with socket.create_server((installation.host, 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("LAOWU_PORT", str(port))
        refused = laowu("serve")
    assert refused.status == 2
    assert str(port) in refused.err
    assert "LAOWU_PORT" in refused.err


def test_a_bad_setting_is_told(laowu: Laowu, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong environment variable is named, whatever the command."""
    monkeypatch.setenv("LAOWU_PORT", "eight")
    refused = laowu("init")
    assert refused.status == 2
    assert "LAOWU_PORT" in refused.err


def test_the_unexpected_is_told_by_reference(
    laowu: Laowu, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback and no value reaches the screen or the log; the reference joins the two."""
    canary = "433124199001019803"

    def fail(*_: object) -> None:
        raise RuntimeError(canary)

    monkeypatch.setattr("offices.rounds.acts.list_rounds", fail)
    refused = laowu("round", "list")
    assert refused.status == 2
    log = (installation.var_folder / LOG_NAME).read_text(encoding="utf-8")
    reference = re.search(r"E-\d{8}-[0-9a-f]{8}", refused.err)
    assert reference is not None
    assert reference[0] in log
    assert "RuntimeError" in log
    assert canary not in log + refused.err + refused.out
    assert "Traceback" not in refused.err
