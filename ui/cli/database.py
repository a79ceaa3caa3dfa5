"""``laowu init``: creates or upgrades the tables, and fills in what is published."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from rich.status import Status
from typer import Option

from ui.cli.console import ERR, say, show_json, words
from ui.cli.options import AsJson
from ui.settings import Settings, current_settings


def init(
    directory: Annotated[list[Path] | None, Option(help=words().text("cli.init.directory"))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Prepares the database that the settings name, with the office's own directory files."""
    settings = current_settings()
    files = directory or []
    with Status(words().text("cli.init.working"), console=ERR):
        divisions = prepare(settings)
        added = add_entries(settings, files)
    if as_json:
        show_json({"divisions": divisions, "added": added})
        return
    say("cli.init.done", divisions=divisions)
    if files:
        say("cli.init.added", added=added)


def add_entries(settings: Settings, files: Sequence[Path]) -> int:
    """Adds what directory files say beyond what stands, and gives how many entries that were."""
    from offices.directory.acts import load_directory
    from offices.directory.entries import read_directory
    from regions.gazetteer import load_gazetteer
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.import_steps import read_bytes
    from ui.transactions import transaction

    if not files:
        return 0
    for file in files:
        read_bytes(settings, file)
    directory = read_directory(files)
    with transaction(settings) as session:
        return load_directory(session, DEMO_ACTOR, directory, load_gazetteer(), now=now())


def prepare(settings: Settings) -> int:
    """Migrates, loads divisions and the directory, and gives how many divisions stand."""
    from offices.directory.acts import load_directory, load_divisions
    from offices.directory.entries import shipped_directory
    from regions.gazetteer import load_gazetteer
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import prepare_database, transaction

    prepare_database(settings)
    gazetteer = load_gazetteer()
    with transaction(settings) as session:
        divisions = load_divisions(session, gazetteer)
        load_directory(session, DEMO_ACTOR, shipped_directory(), gazetteer, now=now())
    return divisions
