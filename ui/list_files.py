"""Where printed lists lie: one folder per round under the var folder."""

from pathlib import Path

from models.enums import ListKind
from offices.lists.acts import EditionHead, list_editions, read_edition
from offices.lists.errors import EditionNotFoundError
from ui.demo_actor import DEMO_ACTOR
from ui.files import write_file
from ui.i18n.words import Words
from ui.reports.lists import list_file_name, list_workbook
from ui.settings import Settings
from ui.transactions import reading


def list_folder(settings: Settings, round_code: str) -> Path:
    """Gives the folder of a round's printed lists."""
    return settings.var_folder / "lists" / round_code


def newest_editions(settings: Settings, round_code: str) -> list[EditionHead]:
    """Gives the newest edition of each list that was published, in the order of the lists."""
    with reading(settings) as session:
        heads = list_editions(session, DEMO_ACTOR, round_code)
    newest = {head.kind: head for head in sorted(heads, key=lambda head: head.number)}
    return [newest[kind] for kind in ListKind if kind in newest]


def exported_files(settings: Settings, round_code: str, words: Words) -> list[Path]:
    """Lists where the newest editions were printed, as far as they were."""
    folder = list_folder(settings, round_code)
    heads = newest_editions(settings, round_code)
    paths = [folder / list_file_name(head, words) for head in heads]
    return [path for path in paths if path.exists()]


def export_lists(
    settings: Settings, round_code: str, words: Words, folder: Path | None = None
) -> list[Path]:
    """Prints the newest edition of each list as a workbook and gives their paths.

    Raises
    ------
    EditionNotFoundError
        If nothing of the round is published.
    NotWritableError
        If a file cannot be written.
    """
    folder = folder or list_folder(settings, round_code)
    heads = newest_editions(settings, round_code)
    if not heads:
        raise EditionNotFoundError(round=round_code, kind=ListKind.TASK.value, number=1)
    return [_export(settings, head, words, folder) for head in heads]


def _export(settings: Settings, head: EditionHead, words: Words, folder: Path) -> Path:
    with reading(settings) as session:
        edition = read_edition(session, DEMO_ACTOR, head.round_code, head.kind, head.number)
    path = folder / list_file_name(head, words)
    write_file(path, list_workbook(edition, words))
    return path
