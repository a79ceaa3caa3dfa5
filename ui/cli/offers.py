"""``laowu retention offers``: how many offers of a round may go out at once, post by post."""

from collections.abc import Mapping
from typing import Annotated, Any

from typer import Option

from ui.cli.console import say, show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room
from ui.i18n.formats import percent_text

FIRST = 20
"""Posts that are named by default."""

RISK = 50
"""Chance per mille that more accept than there are seats: one post in twenty. A choice; whoever
accepts and finds no seat was promised something."""


def add_to(app: Room) -> None:
    """Adds the command to a group of commands."""
    app.add("offers", "retention_offers")(offers)


def offers(
    round_code: RoundCode,
    risk: Annotated[
        int, Option(min=0, max=1000, help=words().text("cli.retention_offers.risk"))
    ] = RISK,
    first: Annotated[int, Option(min=0, help=words().text("cli.retention_offers.first"))] = FIRST,
    *,
    as_json: AsJson = False,
) -> None:
    """Says how many offers may go out, expected acceptances, and posts likely to stay unfilled."""
    from offices.rounds.acts_offers import offers_of_round
    from offices.rounds.offers_told import offers_told
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    with transaction() as session:
        found = offers_of_round(session, DEMO_ACTOR, round_code, risk, now=now())
    told = offers_told(found, risk)
    if as_json:
        show_json(told)
    else:
        _say(told, first)


def _say(told: Mapping[str, Any], first: int) -> None:
    say("answers.basis", **told)
    if told["is_prior"]:
        say("answers.prior", refusal=percent_text(told["prior_refusal"], 0))
    for heard, cases in told["heard"].items():
        say("answers.counted", cases=cases, heard=words().text(f"answers.heard.{heard}"))
    say("answers.all", **{**told, "risk": percent_text(told["risk_per_mille"] / 1000)})
    if first and told["posts"]:
        say("answers.posts", first=min(first, len(told["posts"])))
    for post in told["posts"][:first]:
        shares = {name: percent_text(post[name]) for name in ("too_many", "unfilled")}
        say("answers.post", **{**post, **shares})
    say("answers.note")
