"""Reads published editions, whole or page by page."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import ListKind
from models.scopes import in_scope
from models.tables.lists import ListEdition, ListLine
from models.tables.offices import Office, Officer
from models.tables.rounds import Round
from models.values import Actor, Permission
from offices.lists.errors import EditionNotFoundError
from offices.lists.line import Layer
from offices.rounds.acts_opening import find_round

SAMPLE_MARK = "sample"
"""Key in a round's settings that says which sample it plays on."""

PAGE_ROWS = 100
"""Rows of a page on the screen."""


@dataclass(frozen=True, slots=True)
class EditionHead:
    """A published edition without its lines; ``is_sample``: its people are made up."""

    id: int
    round_code: str
    origin_code: str
    kind: ListKind
    number: int
    as_of: dt.date
    published_at: dt.datetime
    content_hash: str
    totals: Mapping[str, Any]
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A frozen line with the office and the officer that answer for it."""

    layer: Layer
    position: int
    person_id: int | None
    owner_office: str
    owner_officer: str | None
    due_on: dt.date | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition with its lines, in the order of their positions."""

    head: EditionHead
    lines: tuple[EditionLine, ...]


@dataclass(frozen=True, slots=True)
class LinesPage:
    """Some lines of a layer, and how many it has."""

    lines: tuple[EditionLine, ...]
    total: int


def list_editions(session: Session, actor: Actor, round_code: str) -> tuple[EditionHead, ...]:
    """Gives a round's editions by list, newest first."""
    opened = find_round(session, actor, Permission.LISTS_READ, round_code)
    editions = session.scalars(
        select(ListEdition)
        .where(ListEdition.round_id == opened.id)
        .order_by(ListEdition.kind, ListEdition.number.desc())
    )
    return tuple(_head(edition, opened) for edition in editions)


def read_edition(
    session: Session, actor: Actor, round_code: str, kind: ListKind, number: int | None = None
) -> Edition:
    """Gives an edition with all its lines; without a number the newest.

    Raises
    ------
    EditionNotFoundError
        If there is none.
    """
    edition, opened = _find(session, actor, round_code, kind, number)
    lines = session.execute(
        _lines_query(actor, edition.id).order_by(ListLine.layer.desc(), ListLine.position)
    )
    return Edition(_head(edition, opened), tuple(_line(row) for row in lines))


def edition_page(
    session: Session,
    actor: Actor,
    round_code: str,
    kind: ListKind,
    layer: Layer,
    *,
    number: int | None = None,
    offset: int = 0,
    limit: int = PAGE_ROWS,
) -> LinesPage:
    """Gives some lines of one layer of an edition; without a number of the newest.

    Raises
    ------
    EditionNotFoundError
        If there is none.
    """
    edition, _ = _find(session, actor, round_code, kind, number)
    total = session.scalar(
        select(func.count())
        .select_from(ListLine)
        .where(
            ListLine.edition_id == edition.id,
            ListLine.layer == layer.value,
            in_scope(actor, ListLine.path),
        )
    )
    rows = session.execute(
        _lines_query(actor, edition.id)
        .where(ListLine.layer == layer.value)
        .order_by(ListLine.position)
        .offset(offset)
        .limit(limit)
    )
    return LinesPage(tuple(_line(row) for row in rows), total or 0)


def _find(
    session: Session, actor: Actor, round_code: str, kind: ListKind, number: int | None
) -> tuple[ListEdition, Round]:
    opened = find_round(session, actor, Permission.LISTS_READ, round_code)
    query = select(ListEdition).where(
        ListEdition.round_id == opened.id, ListEdition.kind == kind.value
    )
    if number is not None:
        query = query.where(ListEdition.number == number)
    edition = session.scalar(query.order_by(ListEdition.number.desc()).limit(1))
    if edition is None:
        raise EditionNotFoundError(round=round_code, kind=kind.value, number=number or 1)
    return edition, opened


def _lines_query(actor: Actor, edition_id: int) -> Any:  # a Select of eight columns
    return (
        select(
            ListLine.layer,
            ListLine.position,
            ListLine.person_id,
            Office.name,
            Officer.name,
            ListLine.due_on,
            ListLine.data,
        )
        .join(Office, Office.id == ListLine.owner_office_id)
        .outerjoin(Officer, Officer.id == ListLine.owner_officer_id)
        .where(ListLine.edition_id == edition_id, in_scope(actor, ListLine.path))
    )


def _line(row: Any) -> EditionLine:  # a row of _lines_query
    return EditionLine(Layer(row[0]), *row[1:])


def _head(edition: ListEdition, opened: Round) -> EditionHead:
    return EditionHead(
        id=edition.id,
        round_code=opened.code,
        origin_code=opened.origin_code,
        kind=ListKind(edition.kind),
        number=edition.number,
        as_of=edition.as_of,
        published_at=edition.published_at,
        content_hash=edition.content_hash,
        totals=edition.totals,
        is_sample=SAMPLE_MARK in opened.settings,
    )
