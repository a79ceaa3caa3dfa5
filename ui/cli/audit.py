"""``laowu retention audit``: equal treatment shown by measurement; counts and shares, no names."""

from enum import StrEnum
from typing import Annotated

from typer import Option

from ui.cli.console import show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room

SEED = 1
"""Of the choice of people and the shuffles: whoever repeats the audit finds the same."""


class Exchanged(StrEnum):
    """What may be exchanged, as typed."""

    SEX = "sex"
    ETHNICITY = "ethnicity"
    ORIGIN = "origin"


def add_to(app: Room) -> None:
    """Adds the command to a group of commands."""
    app.add("audit", "retention_audit")(audit)


def audit(
    round_code: RoundCode,
    attribute: Annotated[
        Exchanged | None, Option(help=words().text("cli.retention_audit.attribute"))
    ] = None,
    people: Annotated[
        int | None, Option(min=1, help=words().text("cli.retention_audit.people"))
    ] = None,
    seed: Annotated[int, Option(min=0, help=words().text("cli.retention_audit.seed"))] = SEED,
    *,
    as_json: AsJson = False,
) -> None:
    """Exchanges attributes and counts what changes; rates by group; inputs that stand in."""
    from matching.auditing.subjects import Attribute
    from offices.rounds.acts_audit import audited_round
    from offices.rounds.audit_asked import asked_audit
    from ui.cli.audit_said import say_audit
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    with transaction() as session:
        found = audited_round(session, DEMO_ACTOR, round_code, now=now())
    wanted = tuple(Attribute) if attribute is None else (Attribute(attribute.value),)
    told = asked_audit(found, wanted, people, seed)
    if as_json:
        show_json({"round": round_code, "seed": seed, **told})
    else:
        say_audit(told)
