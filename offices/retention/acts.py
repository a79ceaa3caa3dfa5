"""Fits models of who stays, keeps each under its version, and gives the one for a day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, undefer

from matching.market.stays import STRUCTURE, spells_of
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.model_file import read_table, written
from matching.retention.settings import RetentionParams
from models.audit import record_event
from models.tables.retention import RetentionModelRow
from models.values import Actor, Permission
from offices.retention.acts_stays import CHINA, read_stays
from offices.retention.findings import counted
from offices.retention.frames import AsOf
from offices.retention.stays import EMPLOYER, KnownStays

PARAMS = RetentionParams(STRUCTURE, factor_cases=16.0, slope_cases=64.0)
"""The settings of every fit; ``RetentionParams`` says what was chosen and why. Sixteen cases stand
for effects of a quarter either way, as much as a category never seen before is taken to differ;
sixty-four for an eighth, by as much as wages usually differ."""


@dataclass(frozen=True, slots=True, eq=False)
class StoredModel:
    """A model as it is kept.

    Parameters
    ----------
    kind
        ``employer`` or ``work``.
    version
        Method and a short hash of settings, data and cut-off.
    cut_off
        The day as known on which the stays were taken.
    model
        What predicts.
    content
        Its bytes, to be frozen with what it scores.
    is_new
        Whether it was stored just now.
    """

    kind: str
    version: str
    cut_off: dt.date
    model: RetentionModel
    content: bytes
    is_new: bool


@dataclass(frozen=True, slots=True, eq=False)
class FittedModels:
    """The models of both outcomes, by kind, and the stays and findings they were fitted to."""

    by_kind: Mapping[str, StoredModel]
    known: KnownStays


def fit_models(
    session: Session, actor: Actor, path: str, on: dt.date, *, now: dt.datetime
) -> FittedModels:
    """Fits both outcomes to all stays of a region up to a day, and stores what is not stored yet.

    What was told until today about the time up to the day counts, as in rounds.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds, or the path lies outside the actor's scope.
    NoReasonsInForceError
        If no list of leave reasons is in force on the day.
    UnknownDivisionError
        If a row names a place that is no division of today.
    """
    actor.require(Permission.ROUNDS_RUN, path)
    known = read_stays(session, actor, path, AsOf(on, now.astimezone(CHINA).date()))
    fitted = {
        kind: fit(spells_of(stays, known.places, known.occupations), PARAMS, on)
        for kind, stays in known.by_outcome.items()
    }
    made = {
        kind: store_model(session, actor, path, kind, model, now) for kind, model in fitted.items()
    }
    record_event(
        session,
        actor,
        "retention.fitted",
        made[EMPLOYER].version,
        at=now,
        details={
            "cut_off": on.isoformat(),
            "versions": {kind: one.version for kind, one in made.items()},
            "cases": {kind: one.model.cases for kind, one in made.items()},
            "findings": counted(known.findings),
        },
    )
    return FittedModels(made, known)


def current_model(
    session: Session,
    actor: Actor,
    path: str,
    on: dt.date,
    *,
    now: dt.datetime,
    kind: str = EMPLOYER,
) -> StoredModel:
    """Gives the stored model of a region with the newest cut-off up to a day, or fits it.

    Raises
    ------
    NotAllowedError
        If the actor may not run rounds, or the path lies outside the actor's scope.
    ModelFileError
        If the stored model is of another format or was changed.
    """
    actor.require(Permission.ROUNDS_RUN, path)
    row = session.scalar(
        select(RetentionModelRow)
        .options(undefer(RetentionModelRow.content))
        .where(
            RetentionModelRow.path == path,
            RetentionModelRow.kind == kind,
            RetentionModelRow.cut_off <= on,
        )
        .order_by(RetentionModelRow.cut_off.desc(), RetentionModelRow.id.desc())
        .limit(1)
    )
    if row is None:
        return fit_models(session, actor, path, on, now=now).by_kind[kind]
    model = RetentionModel.from_arrow(read_table(row.content))
    return StoredModel(kind, row.version, row.cut_off, model, row.content, is_new=False)


def store_model(
    session: Session, actor: Actor, path: str, kind: str, model: RetentionModel, now: dt.datetime
) -> StoredModel:
    """Keeps a model under its version, unless the same one is kept already."""
    content = written(model.to_arrow())
    cut_off = dt.date.fromisoformat(model.cut_off_day)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    added = session.execute(
        dialect.insert(RetentionModelRow)
        .values(
            version=model.version,
            kind=kind,
            path=path,
            cut_off=cut_off,
            data_hash=model.data_hash,
            cases=model.cases,
            made_by=actor.code,
            made_at=now,
            content=content,
        )
        .on_conflict_do_nothing()
        .returning(RetentionModelRow.id)
    ).scalar_one_or_none()
    return StoredModel(kind, model.version, cut_off, model, content, is_new=added is not None)
