"""Goes back to past days of a region and says what models fitted then were worth."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from models.values import Actor
from offices.retention.acts_stays import CHINA, read_work
from offices.retention.frames import AsOf
from offices.retention.replay import past_cut_offs, replay
from regions.gazetteer import load_gazetteer


def replayed(
    session: Session,
    actor: Actor,
    path: str,
    on: dt.date,
    count: int,
    *,
    is_as_imported: bool,
    now: dt.datetime,
) -> list[dict[str, Any]]:
    """Tells of so many past cut-offs, a quarter apart, see ``offices.retention.replay``.

    Raises
    ------
    NotAllowedError
        If the actor may not see rounds, or the path lies outside the actor's scope.
    """
    read = read_work(session, actor, path)
    as_of = AsOf(on, now.astimezone(CHINA).date())
    return replay(
        read,
        as_of,
        past_cut_offs(on, count),
        load_gazetteer().place,
        is_as_imported=is_as_imported,
    )
