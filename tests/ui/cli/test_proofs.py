"""``laowu round proof`` writes a proof, ``laowu round verify`` checks one anywhere."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matching.proof.files import proof_bytes
from matching.proof.optimality import OptimalityProof
from matching.solvers.solution import NOBODY, Status
from offices.rounds.acts import open_round, take_snapshot
from tests.factories import ACTOR, COUNTY, NOW, POLICY_DATE, fill_random, solved_round
from tests.matching.proof.proof_cases import proven, small_data
from tests.ui.conftest import Laowu
from ui.settings import ROOT, Settings
from ui.transactions import transaction

PROOF = proven(small_data())


def written(path: Path, proof: OptimalityProof) -> Path:
    """Writes a proof to a file."""
    path.write_bytes(proof_bytes(proof))
    return path


def with_somebody_left_out() -> OptimalityProof:
    """Gives a valid proof of a plan that is not the best."""
    solution = PROOF.solution
    plan = np.full(len(PROOF.data.people), NOBODY)
    return replace(
        PROOF,
        solution=replace(solution, vacancy_of_laborer=plan, objective=0, status=Status.FEASIBLE),
    )


def with_surpluses_too_low() -> OptimalityProof:
    """Gives a proof in which a surplus does not hold any more."""
    surplus = np.zeros(len(PROOF.data.people), np.int64)
    return replace(PROOF, solution=replace(PROOF.solution, laborer_surplus=surplus))


def test_a_round_is_proven_from_file_to_answer(
    laowu: Laowu, installation: Settings, tmp_path: Path
) -> None:
    """The file of a solved round passes, and both commands name the same hash."""
    with transaction(installation) as session:
        fill_random(session, 4, people=40, vacancies=10)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
    file = tmp_path / "proof.zip"
    made = laowu("round", "proof", code, "--to", str(file), "--json")
    checked = laowu("round", "verify", str(file), "--json")
    assert (made.status, checked.status) == (0, 0)
    told = json.loads(checked.out)
    assert told["sha256"] == json.loads(made.out)["sha256"]
    assert (told["round"], told["is_optimal"], told["gap"]) == (code, True, 0)
    assert str(file) in laowu("round", "proof", code, "--to", str(file)).out


@pytest.mark.usefixtures("installation")
def test_a_round_that_is_none_has_no_proof(laowu: Laowu, tmp_path: Path) -> None:
    """Nothing is written for a round that does not exist."""
    file = tmp_path / "proof.zip"
    refused = laowu("round", "proof", "R-1999-01", "--to", str(file))
    assert (refused.status, refused.out, file.exists()) == (2, "", False)
    assert "R-1999-01" in refused.err


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "最优："), ("en", "Optimal:")])
def test_optimal_is_said_without_a_database(
    laowu: Laowu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    """No installation is needed; the exit status is 0."""
    monkeypatch.setenv("LAOWU_LANGUAGE", language)
    code = (
        "import sys; from ui.cli.__main__ import main\n"
        f"sys.argv = ['laowu', 'round', 'verify', {str(written(tmp_path / 'p', PROOF))!r}]\n"
        "try: status = main()\n"
        "except SystemExit as ended: status = ended.code\n"
        "heavy = {'numba', 'ortools', 'sqlalchemy', 'streamlit', 'scipy', 'networkx', 'polars'}\n"
        "inner = {'matching.pairs.kernel', 'matching.solvers.flow', 'matching.solvers.solve'}\n"
        "assert not (heavy | inner) & sys.modules.keys()\n"
        "raise SystemExit(status)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert said in ran.stdout
    assert not (tmp_path / "var").exists()
    assert laowu("round", "verify", str(tmp_path / "p")).status == 0


def test_a_gap_is_said_in_points_and_share(laowu: Laowu, tmp_path: Path) -> None:
    """A valid plan below the bound: exit status 1, the points and the share of the bound."""
    file = str(written(tmp_path / "p", with_somebody_left_out()))
    shown, told = laowu("round", "verify", file), laowu("round", "verify", file, "--json")
    assert (shown.status, told.status, shown.err) == (1, 1, "")
    assert f"{PROOF.solution.bound:,}" in shown.out
    assert "100.000000%" in shown.out
    assert json.loads(told.out)["gap"] == PROOF.solution.bound
    assert json.loads(told.out)["findings"] == []


def test_what_fails_is_named_with_its_first_offender(laowu: Laowu, tmp_path: Path) -> None:
    """A broken inequality: exit status 2, which check it is and the person's position."""
    file = str(written(tmp_path / "p", with_surpluses_too_low()))
    shown, told = laowu("round", "verify", file), laowu("round", "verify", file, "--json")
    assert (shown.status, told.status) == (2, 2)
    first = json.loads(told.out)["findings"][0]
    assert first["code"] == "surplus_too_small"
    assert f"位置 {first['position']} 的人员" in shown.out
    assert "最优：" not in shown.out


def test_a_changed_file_is_refused(laowu: Laowu, tmp_path: Path) -> None:
    """One byte changed: exit status 2, and nothing is said about the plan."""
    content = bytearray(proof_bytes(PROOF))
    content[len(content) // 2] ^= 1
    (tmp_path / "p").write_bytes(bytes(content))
    refused = laowu("round", "verify", str(tmp_path / "p"))
    assert (refused.status, refused.out) == (2, "")
    assert "校验值" in refused.err


@pytest.mark.parametrize("name", ["nothing.zip", "."])
def test_a_file_that_cannot_be_read_is_told(laowu: Laowu, tmp_path: Path, name: str) -> None:
    """A file that is not there and a folder are refused by name."""
    file = tmp_path / name
    refused = laowu("round", "verify", str(file))
    assert (refused.status, refused.out) == (2, "")
    assert file.name in refused.err
