"""Says plans, trade-offs and further offers in sentences, from codes and counts."""

from collections.abc import Mapping
from typing import Any

from ui.cli.console import say, words
from ui.i18n.formats import percent_text

SHARE_DIGITS = 3
"""A loss of one point in a hundred thousand shows."""

Told = Mapping[str, Any]


def say_plans(told: Told) -> None:
    """Says what each plan loses, and how many people it places elsewhere."""
    if told["is_anew"]:
        say("board.anew")
    best = told["best"]
    say("several.best", value=best["value"], placed=best["placed"])
    kind = words().text(f"several.kind.{told['kind']}")
    for number, plan in enumerate(told["plans"], start=2):
        share = percent_text(plan["lost"] / max(1, best["value"]), SHARE_DIGITS)
        say(
            "several.plan",
            number=number,
            value=plan["value"],
            share=share,
            placed=plan["placed"],
            elsewhere=plan["elsewhere"][0],
            kind=kind,
        )
        for other, count in enumerate(plan["elsewhere"][1:], start=2):
            say("several.plan_beside", other=other, elsewhere=count)
        if plan["difference"] == plan["most_difference"]:
            say("several.plan_most", least=told["least_value"])
        else:
            more = plan["most_difference"] - plan["difference"]
            say("several.plan_bounded", least=told["least_value"], more=more)


def say_frontier(told: Told) -> None:
    """Says the points of a trade-off, the greatest part first, and what is left unknown."""
    part = words().text(f"part.{told['part']}")
    say("several.frontier", part=part)
    for point in told["points"]:
        value = percent_text(point["value"] / max(1, told["most_value"]), SHARE_DIGITS)
        share = percent_text(point["part"] / max(1, told["most_part"]), SHARE_DIGITS)
        say("several.point", part=part, share=share, value=value, placed=point["placed"])
    if told["is_complete"]:
        say("several.complete")
        return
    rise = percent_text(told["most_rise"] / max(1, told["most_part"]), SHARE_DIGITS)
    unknown = percent_text(told["unknown_share"], SHARE_DIGITS)
    say("several.unknown", part=part, rise=rise, unknown=unknown)


def say_offers(told: Told) -> None:
    """Says how many people have further offers, and what they rest on."""
    _say_ranks(told)
    promised = sum(line["promised"] for line in told["vacancies"])
    say("several.holds", certain=told["certain"], others=promised - told["certain"])


def say_shared(told: Told) -> None:
    """Says how many people have further offers that share seats, and what they rest on."""
    _say_ranks(told)
    promised = sum(line["promised"] for line in told["vacancies"])
    coming = sum(line["most_coming"] for line in told["vacancies"])
    say("several.shared", promised=promised, coming=coming)
    reached = told["second_value"] / max(1, told["second_bound"])
    say("several.shared_bound", share=percent_text(reached))


def _say_ranks(told: Told) -> None:
    say("several.seats", free=told["free_seats"], freed=told["freed_seats"])
    for rank in told["ranks"]:
        say("several.rank", rank=rank["rank"], people=rank["people"], waiting=rank["waiting"])
