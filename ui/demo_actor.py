"""The one actor until accounts exist: may do everything, everywhere."""

from models.values import Actor, Permission

DEMO_ACTOR = Actor(
    code="demo",
    office_code="",
    scopes=("/",),
    permissions=frozenset(Permission),
)
"""Acts on pages and in commands."""

WORKER_ACTOR = Actor(
    code="worker",
    office_code="",
    scopes=("/",),
    permissions=frozenset({Permission.ROUNDS_RUN, Permission.ROUNDS_READ}),
)
"""Acts in the worker process."""
