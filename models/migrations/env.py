"""What alembic runs: on the connection that ``models.database`` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON

from models.encryption import EncryptedText
from models.tables.all_tables import metadata
from models.tables.metadata import UtcMoment


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Writes our column types as what the database stores, so that migrations stand alone."""
    if kind == "type" and isinstance(item, UtcMoment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, EncryptedText):
        length = item.length
        return f"sa.String({length or ''})"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render_item,
    compare_type=True,
)
context.run_migrations()
