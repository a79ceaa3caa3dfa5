"""Writes a migration from what the tables say now.

``python -m tools.new_migration "Message" 0002``
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from models.database import alembic_config, migrate, open_engine


def write_migration(message: str, number: str) -> None:
    """Compares a freshly migrated SQLite file with the tables and writes the difference."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        migrate(engine)
        with engine.begin() as connection:
            config = alembic_config(connection)
            command.revision(config, message=message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    write_migration(sys.argv[1], sys.argv[2])
