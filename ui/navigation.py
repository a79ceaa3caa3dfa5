"""Which pages there are, in the order of the work."""

from pathlib import Path

PAGES = Path(__file__).parent / "pages"

ORDER = ("home", "register", "titles", "rounds", "proposals", "lists", "retention")
"""The order of the work; a page that is not named here comes last."""


def page_files() -> list[Path]:
    """Lists the page files."""
    files = (path for path in PAGES.glob("*.py") if path.stem != "__init__")
    return sorted(files, key=_place)


def _place(path: Path) -> tuple[int, str]:
    return (ORDER.index(path.stem) if path.stem in ORDER else len(ORDER), path.stem)
