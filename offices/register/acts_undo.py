"""Takes a batch back: its rows go, the rows it changed return."""

import datetime as dt

from sqlalchemy import (
    CompoundSelect,
    Table,
    and_,
    delete,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from models.audit import record_event
from models.errors import AppError
from models.scopes import in_scope
from models.tables.all_tables import metadata
from models.tables.imports import ImportBatch, ImportChange
from models.turns import Turn, take_turn
from models.values import Actor, Permission
from offices.register.acts_rows import restore_image
from offices.register.acts_titles import fill_open_titles, remembered_titles


class UnknownBatchError(AppError):
    """No such batch in the actor's region."""

    code = "register.unknown_batch"


class AlreadyUndoneError(AppError):
    """The batch was undone before."""

    code = "register.already_undone"


class LaterBatchError(AppError):
    """A later batch stands on this one; it has to be undone first."""

    code = "register.later_batch"


class BatchInUseError(AppError):
    """A round, a placement or a list stands on rows of the batch."""

    code = "register.batch_in_use"


def undo_batch(session: Session, actor: Actor, batch_id: int, *, now: dt.datetime) -> None:
    """Restores exactly what stood before the batch; titles confirmed since keep their occupation.

    The newest batch of a region goes first, and of those that changed the same rows.

    Raises
    ------
    UnknownBatchError, AlreadyUndoneError, LaterBatchError, BatchInUseError
        If it cannot be taken back; nothing is changed then.
    """
    actor.require(Permission.REGISTER_IMPORT)
    take_turn(session, Turn.REGISTER)
    batch = session.scalar(
        select(ImportBatch).where(ImportBatch.id == batch_id, in_scope(actor, ImportBatch.path))
    )
    if batch is None:
        raise UnknownBatchError(batch=batch_id)
    if batch.undone_at is not None:
        raise AlreadyUndoneError(batch=batch_id)
    _refuse_if_built_upon(session, batch)
    try:
        with session.begin_nested():
            _delete_added(session, batch_id)
            _restore_changed(session, batch_id)
            fill_open_titles(session, remembered_titles(session))
    except IntegrityError as error:
        raise BatchInUseError(batch=batch_id) from error
    batch.undone_at = now
    record_event(session, actor, "batch.undone", f"B-{batch_id}", at=now)


def _refuse_if_built_upon(session: Session, batch: ImportBatch) -> None:
    later = session.scalar(
        select(func.max(ImportBatch.id)).where(
            ImportBatch.id > batch.id,
            ImportBatch.undone_at.is_(None),
            or_(
                ImportBatch.path.startswith(batch.path),
                literal(batch.path).startswith(ImportBatch.path),
                ImportBatch.id.in_(_changers(batch.id)),
            ),
        )
    )
    if later is not None:
        raise LaterBatchError(batch=batch.id, later=later)


def _changers(batch_id: int) -> CompoundSelect[tuple[int]]:
    """Selects the batches that changed rows which this batch added or changed."""
    same = aliased(ImportChange)
    of_changed = (
        select(ImportChange.batch_id)
        .join(
            same,
            and_(same.table_name == ImportChange.table_name, same.row_id == ImportChange.row_id),
        )
        .where(same.batch_id == batch_id)
    )
    of_added = (
        select(ImportChange.batch_id)
        .join(table, ImportChange.row_id == table.c.id)
        .where(ImportChange.table_name == table.name, table.c.batch_id == batch_id)
        for table in _batch_tables()
    )
    return union_all(of_changed, *of_added)


def _batch_tables() -> list[Table]:
    tables = [table for table in metadata.sorted_tables if "batch_id" in table.columns]
    return [t for t in tables if t.name not in ("import_findings", "import_changes")]


def _delete_added(session: Session, batch_id: int) -> None:
    for table in reversed(_batch_tables()):
        session.execute(delete(table).where(table.c.batch_id == batch_id))


def _restore_changed(session: Session, batch_id: int) -> None:
    """Deleted rows come back before updated ones are set, parents before children."""
    order = {table.name: (number, table) for number, table in enumerate(_batch_tables())}
    images = session.scalars(select(ImportChange).where(ImportChange.batch_id == batch_id)).all()
    for image in sorted(images, key=lambda i: (order[i.table_name][0], not i.is_deletion, -i.id)):
        restore_image(session, order[image.table_name][1], image)
