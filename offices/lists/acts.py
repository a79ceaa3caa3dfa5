"""The acts of the three lists under one name."""

from offices.lists.acts_editions import (
    Edition,
    EditionHead,
    EditionLine,
    LinesPage,
    edition_page,
    list_editions,
    read_edition,
)
from offices.lists.acts_publishing import Published, PublishedList, publish
from offices.lists.acts_reconciling import reconcile

__all__ = [
    "Edition",
    "EditionHead",
    "EditionLine",
    "LinesPage",
    "Published",
    "PublishedList",
    "edition_page",
    "list_editions",
    "publish",
    "read_edition",
    "reconcile",
]
