"""The one actor until accounts exist: may do everything for the whole of Hunan."""

from dataclasses import replace

from models.values import Actor, Permission

HOME = "/430000/"
"""Region of the provincial labor-export office: it sees, and receives vacancies for, all below."""

DEMO_ACTOR = Actor(
    code="demo",
    office_code="",
    scopes=(HOME,),
    permissions=frozenset(Permission),
)
"""Acts on pages and in commands."""

WORKER_ACTOR = Actor(
    code="worker",
    office_code="",
    scopes=(HOME,),
    permissions=frozenset({Permission.ROUNDS_RUN, Permission.ROUNDS_READ}),
)
"""Acts in the worker process."""


def acting_for(path: str) -> Actor:
    """Gives the demo actor at the desk of one region's office."""
    return replace(DEMO_ACTOR, scopes=(path,))
