"""``laowu init``: creates or upgrades the tables, and fills in what is published."""

from rich.status import Status

from ui.cli.console import ERR, say, show_json, words
from ui.cli.options import AsJson
from ui.settings import Settings, current_settings


def init(*, as_json: AsJson = False) -> None:
    """Prepares the database that the settings name."""
    settings = current_settings()
    with Status(words().text("cli.init.working"), console=ERR):
        divisions = prepare(settings)
    if as_json:
        show_json({"divisions": divisions})
    else:
        say("cli.init.done", divisions=divisions)


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
