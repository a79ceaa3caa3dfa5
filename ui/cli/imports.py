"""``laowu import``: takes in the offices' workbooks and takes batches back."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from models.enums import ImportKind
from offices.register.findings import Finding
from ui.cli.console import ExitStatus, end, say, show_json, words
from ui.cli.options import AsJson, day_of
from ui.cli.rooms import Room
from ui.i18n.said import said
from ui.settings import current_settings

MOST_BATCH = 999_999_999
"""Above any batch, below what a database cannot hold."""

MOST_SHOWN = 50
"""Findings on the screen; all of them are in the JSON object and in the findings file."""

imports = Room("import")


def _command(kind: ImportKind) -> Callable[..., None]:
    def import_one(
        file: Annotated[Path, Argument(help=words().text("cli.import.file"))],
        findings: Annotated[Path | None, Option(help=words().text("cli.import.findings"))] = None,
        today: Annotated[str | None, Option(help=words().text("cli.option.today"))] = None,
        *,
        dry_run: Annotated[
            bool, Option("--dry-run", help=words().text("cli.import.dry_run"))
        ] = False,
        as_json: AsJson = False,
    ) -> None:
        _import(kind, file, findings, today, dry_run=dry_run, as_json=as_json)

    import_one.__doc__ = f"Imports a workbook of the kind {kind.value}."
    return import_one


for each in ImportKind:
    imports.add(each.value)(_command(each))


@imports.add("undo")
def undo(
    batch: Annotated[
        int, Argument(min=1, max=MOST_BATCH, help=words().text("cli.import_undo.batch"))
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Takes a batch back: everything stands as it did before."""
    from offices.register.acts_undo import undo_batch
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    with transaction() as session:
        undo_batch(session, DEMO_ACTOR, batch, now=now())
    if as_json:
        show_json({"batch": batch, "undone": True})
    else:
        say("cli.import_undo.done", batch=batch)


def _import(
    kind: ImportKind,
    file: Path,
    findings_file: Path | None,
    today: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from ui.files import write_file
    from ui.import_steps import findings_workbook, import_bytes, read_bytes

    settings, day = current_settings(), day_of(today)
    data = read_bytes(settings, file)
    report = import_bytes(settings, kind, data, file.name, day, dry_run=dry_run)
    found = [_as_json(finding) for finding in report.findings]
    if findings_file is not None:
        book = findings_workbook(settings, kind, data, file.name, day, report, words())
        write_file(findings_file, book)
    counts = {name: getattr(report, name) for name in ("accepted", "unchanged", "refused")}
    if as_json:
        show_json({"batch": report.batch_id, **counts, "findings": found})
    else:
        _say_batch(report.batch_id, is_dry=dry_run)
        _show(counts, found)
    end(ExitStatus.FINDINGS if found else ExitStatus.DONE)


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "message": said(words(), finding.code, finding.params),
    }


def _say_batch(batch: int | None, *, is_dry: bool) -> None:
    if is_dry:
        say("cli.import.dry")
    elif batch is None:
        say("cli.import.nothing_new")
    else:
        say("cli.import.batch", batch=batch)


def _show(counts: Mapping[str, int], found: Sequence[dict[str, Any]]) -> None:
    for name, count in counts.items():
        say(f"count.{name}", count=count)
    for finding in found[:MOST_SHOWN]:
        severity = words().text(f"severity.{finding['severity']}")
        say("cli.import.finding", **(finding | {"severity": severity}))
    if len(found) > MOST_SHOWN:
        say("cli.import.more", count=len(found) - MOST_SHOWN)
