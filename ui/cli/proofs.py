"""``laowu round proof`` writes a plan's proof to a file; ``laowu round verify`` checks one.

The check needs neither the database nor the settings of an office: any installation can do it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from ui.cli.console import ExitStatus, end, say, show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room
from ui.i18n.formats import percent_text

if TYPE_CHECKING:
    from matching.proof.optimality import OptimalityProof
    from matching.solvers.verify import Verification

SHARE_DIGITS = 6
"""A gap of one point in ten million shows."""


def add_proofs(rounds: Room) -> None:
    """Adds the two commands to those of rounds."""
    rounds.add("proof")(write)
    rounds.add("verify")(verify)


def write(
    round_code: RoundCode,
    to: Annotated[Path, Option("--to", help=words().text("cli.round_proof.to"))],
    *,
    as_json: AsJson = False,
) -> None:
    """Writes the proof of a round's plan to a file."""
    from offices.rounds.acts_proof import export_proof
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.files import write_file
    from ui.transactions import transaction

    with transaction() as session:
        made = export_proof(session, DEMO_ACTOR, round_code, now=now())
        write_file(to, made.content)
    if as_json:
        show_json({"round": round_code, "file": to, "sha256": made.sha256})
        return
    say("cli.round_proof.done", path=to)
    say("proof_check.hash", hash=made.sha256)


def verify(
    file: Annotated[Path, Argument(metavar="FILE", help=words().text("cli.round_verify.file"))],
    *,
    as_json: AsJson = False,
) -> None:
    """Checks a proof; the exit status is 0 for optimal, 1 for a gap, 2 for anything not valid."""
    from matching.proof.check import check_proof
    from matching.proof.container import seal_of
    from matching.proof.files import read_proof
    from ui.files import read_file

    content = read_file(file)
    proof = read_proof(content)
    found = check_proof(proof)
    if as_json:
        show_json(_figures(seal_of(content), proof, found))
    else:
        _show(seal_of(content), proof, found)
    end(_status(found))


def _status(found: "Verification") -> ExitStatus:
    if found.findings:
        return ExitStatus.REFUSED
    return ExitStatus.DONE if found.is_optimal else ExitStatus.FINDINGS


def _figures(sha256: str, proof: "OptimalityProof", found: "Verification") -> dict[str, Any]:
    solution = proof.solution
    return {
        "round": proof.round_code,
        "sha256": sha256,
        "snapshot": proof.snapshot_hash,
        "people": len(proof.data.people),
        "vacancies": len(proof.data.vacancies),
        "objective": solution.objective,
        "bound": solution.bound,
        "gap": solution.bound - solution.objective,
        "is_optimal": found.is_optimal,
        "findings": [{"code": one.code, "position": one.index} for one in found.findings],
    }


def _show(sha256: str, proof: "OptimalityProof", found: "Verification") -> None:
    solution = proof.solution
    say("proof_check.subject", round=proof.round_code)
    say("proof_check.hash", hash=sha256)
    say("proof_check.snapshot", hash=proof.snapshot_hash)
    say("proof_check.size", people=len(proof.data.people), vacancies=len(proof.data.vacancies))
    if found.findings:
        say("proof_check.invalid", count=len(found.findings))
        for one in found.findings:
            say(f"proof_finding.{one.code}", index=one.index)
        return
    say("proof_check.objective", objective=solution.objective)
    say("proof_check.bound", bound=solution.bound)
    if found.is_optimal:
        say("proof_check.optimal")
        return
    points = solution.bound - solution.objective
    share = percent_text(points / solution.bound, SHARE_DIGITS)
    say("proof_check.gap", points=points, share=share)
