"""A region scope in SQL is what it is in Python: the path begins with it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session, sessionmaker

from models.scopes import in_scope
from models.tables.imports import ImportBatch
from models.values import MissingScopeError
from tests.factories import NOW, actor_for

CODES = st.sampled_from(
    ["430000", "433100", "433124", "433130", "43", "440000", "4", "A", "z", "~"]
)
PATHS = st.lists(CODES, max_size=4).map(lambda codes: "/" + "".join(f"{c}/" for c in codes))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(paths=st.lists(PATHS, max_size=12), scopes=st.lists(PATHS, min_size=1, max_size=3))
def test_in_scope_is_startswith(
    session_factory: sessionmaker[Session], paths: list[str], scopes: list[str]
) -> None:
    """For any paths and scopes both databases give exactly the rows that begin with a scope."""
    with session_factory() as session:
        rows = [
            {
                "kind": "register",
                "file_name": "x",
                "file_hash": "x",
                "path": path,
                "actor_code": "x",
                "imported_at": NOW,
                "accepted": 0,
                "unchanged": 0,
                "refused": 0,
            }
            for path in paths
        ]
        if rows:
            session.execute(insert(ImportBatch), rows)
        found = session.scalars(
            select(ImportBatch.path).where(in_scope(actor_for(*scopes), ImportBatch.path))
        )
        assert sorted(found) == sorted(path for path in paths if path.startswith(tuple(scopes)))
        session.rollback()


def test_no_scope_is_never_every_region() -> None:
    """An actor without a region gets an error in place of a condition."""
    with pytest.raises(MissingScopeError):
        in_scope(actor_for(), ImportBatch.path)
