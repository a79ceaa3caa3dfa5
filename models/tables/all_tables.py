"""Loads every table module, for migrations and for creating relations."""

from models.tables import (
    audit,
    divisions,
    employment,
    imports,
    lists,
    offices,
    people,
    placements,
    retention,
    rounds,
    surveys,
    vacancies,
)
from models.tables.metadata import Table

MODULES = (
    audit,
    divisions,
    employment,
    imports,
    lists,
    offices,
    people,
    placements,
    retention,
    rounds,
    surveys,
    vacancies,
)

metadata = Table.metadata
