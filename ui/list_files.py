"""Where printed lists lie: one folder per round under the var folder."""

from pathlib import Path

from ui.settings import Settings


def list_folder(settings: Settings, round_code: str) -> Path:
    """Gives the folder of a round's printed lists."""
    return settings.var_folder / "lists" / round_code


def exported_files(settings: Settings, round_code: str) -> list[Path]:
    """Lists the workbooks that were printed for a round, by name."""
    return sorted(list_folder(settings, round_code).glob("*.xlsx"))
