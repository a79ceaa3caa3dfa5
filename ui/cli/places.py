"""Places as somebody types them: a code, or a name as clerks write it."""

from models.errors import AppError
from regions.gazetteer import load_gazetteer
from regions.names import resolve
from regions.places import UnknownDivisionError

MOST_OPTIONS = 8
"""Enough to see what is meant; a name may have hundreds of places."""


class AmbiguousPlaceError(AppError):
    """A name that several places bear."""

    code = "regions.ambiguous_place"


def place_code(text: str) -> str:
    """Gives the code of the one place that is meant.

    Raises
    ------
    UnknownDivisionError
        If no place of today bears the name or code.
    AmbiguousPlaceError
        If several do; the error names them.
    """
    gazetteer = load_gazetteer()
    if text.isdigit():
        return gazetteer.place(text).code
    found = resolve(text, gazetteer)
    if found.place is not None:
        return found.place.code
    if not found.options:
        raise UnknownDivisionError(division=text)
    options = (f"{gazetteer.name_path(p.code)} {p.code}" for p in found.options[:MOST_OPTIONS])
    raise AmbiguousPlaceError(name=text, options="; ".join(options))
