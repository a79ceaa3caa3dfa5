"""Publishes a round's lists: expected placements first, then frozen editions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.audit import record_event
from models.enums import ListKind, RoundState
from models.tables.lists import ListEdition, ListLine
from models.tables.rounds import Round
from models.values import Actor, Permission
from offices.directory.acts import offices_in_force
from offices.lists.acts_facts import read_facts
from offices.lists.acts_reconciling import reconcile
from offices.lists.deriving import derive_lists, totals_of
from offices.lists.errors import NotAddingUpError
from offices.lists.line import Line, lines_hash
from offices.lists.owners import Owners
from offices.placements.acts import expect_placements
from offices.rounds.acts_opening import find_round, lock_round
from offices.rounds.acts_solves import current_solve
from regions.gazetteer import load_gazetteer


@dataclass(frozen=True, slots=True)
class PublishedList:
    """What publishing did to one list: a new edition, or the old one still says it all."""

    kind: ListKind
    number: int
    is_new: bool
    lines: int
    totals: Mapping[str, Any]
    content_hash: str


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: people newly expected at work, and the three lists."""

    round_code: str
    placements: int
    lists: tuple[PublishedList, ...]


def publish(session: Session, actor: Actor, round_code: str, *, now: dt.datetime) -> Published:
    """Turns accepted first offers into expected placements and publishes the three lists.

    A list gets a new edition only if it says something new; an old edition never changes.

    Raises
    ------
    AlreadyPlacedError
        If another round has placed some of the people meanwhile.
    NoOwnerError
        If no export office looks after the origin.
    NotAddingUpError
        If a sum does not hold: a fault of the program or of the data; nothing is published.
    NotSolvedError
        If the round has no result.
    """
    opened = find_round(session, actor, Permission.LISTS_PUBLISH, round_code)
    lock_round(session, opened)
    solve = current_solve(session, opened)
    placements = expect_placements(session, actor, opened, solve.id, now=now)
    facts = read_facts(session, actor, opened, solve)
    owners = Owners(offices_in_force(session, opened.policy_date), opened.path)
    lists = derive_lists(facts, owners, _place_name)
    totals = totals_of(facts, lists)
    published = tuple(
        _publish_list(session, actor, opened, solve.id, kind, lines, totals[kind], now)
        for kind, lines in lists.items()
    )
    opened.state = RoundState.PUBLISHED.value
    session.flush()
    checked = reconcile(session, actor, round_code)
    if not checked.holds:
        raise NotAddingUpError(
            round=round_code, checks=", ".join(check.code for check in checked.broken)
        )
    if placements or any(edition.is_new for edition in published):
        record_event(
            session,
            actor,
            "lists.published",
            round_code,
            at=now,
            details={
                "placements": placements,
                "editions": {edition.kind.value: edition.number for edition in published},
            },
        )
    return Published(round_code, placements, published)


def _publish_list(
    session: Session,
    actor: Actor,
    opened: Round,
    solve_id: int,
    kind: ListKind,
    lines: Sequence[Line],
    totals: Mapping[str, Any],
    now: dt.datetime,
) -> PublishedList:
    content_hash = lines_hash(lines)
    last = session.scalar(
        select(ListEdition)
        .where(ListEdition.round_id == opened.id, ListEdition.kind == kind.value)
        .order_by(ListEdition.number.desc())
        .limit(1)
    )
    if last is not None and last.content_hash == content_hash:
        return PublishedList(kind, last.number, False, len(lines), last.totals, content_hash)  # noqa: FBT003  # a field
    edition = ListEdition(
        round_id=opened.id,
        solve_id=solve_id,
        kind=kind.value,
        number=1 if last is None else last.number + 1,
        path=opened.path,
        as_of=opened.policy_date,
        published_by=actor.code,
        published_at=now,
        content_hash=content_hash,
        totals=dict(totals),
    )
    session.add(edition)
    session.flush()
    _store_lines(session, edition.id, lines)
    return PublishedList(kind, edition.number, True, len(lines), totals, content_hash)  # noqa: FBT003  # a field


def _store_lines(session: Session, edition_id: int, lines: Sequence[Line]) -> None:
    positions: dict[str, int] = {}
    rows = []
    for line in lines:
        layer = line.layer.value
        positions[layer] = positions.get(layer, 0) + 1
        rows.append(
            {
                "edition_id": edition_id,
                "layer": layer,
                "position": positions[layer],
                "path": line.path,
                "person_id": line.person_id,
                "owner_office_id": line.owner.office_id,
                "owner_officer_id": line.owner.officer_id,
                "due_on": line.due_on,
                "data": dict(line.data),
            }
        )
    if rows:
        session.execute(insert(ListLine).execution_options(render_nulls=True), rows)


def _place_name(path: str) -> str:
    return load_gazetteer().place(path.strip("/").split("/")[-1]).name
