"""Says reasons, ways in and costs of overrides: a sentence each, then the figures."""

from collections.abc import Mapping
from typing import Any

from matching.explain.non_offers import NO_VACANCY_PASSES, OUTCOMPETED
from matching.explain.why_not import Verdict
from ui.cli.console import OUT, say, words
from ui.components.reasons import figures_of_change, non_offer_sentence
from ui.i18n.formats import wage_text

Told = Mapping[str, Any]
Titles = Mapping[int, str]
Names = Mapping[int, str]


def say_why(told: Told, titles: Titles, names: Names) -> None:
    """Says why a person is where they are or not at a post, who would move, and the ways in.

    Parameters
    ----------
    told
        As ``asked_why`` tells it, people beyond the actor's region counted only.
    titles, names
        What posts and people are called, by id.
    """
    reason = told["reason"]
    if not told["is_own_plan"]:
        planned = told["planned"]
        post = words().text("override.nowhere") if planned is None else titles[planned]
        say("why.beside_rules", post=post)
    if reason == Verdict.HELD:
        _say_held(told, titles)
        return
    if "vacancy" in told:
        _say_not(told, titles)
        _say_moves(told, titles, names)
    elif reason in (NO_VACANCY_PASSES, OUTCOMPETED):
        OUT.print(non_offer_sentence(reason, told["facts"], words()))
    else:
        say("why.by_lot_nowhere")
    for way in told["ways"]:
        OUT.print(way_sentence(way, titles))
    if not told["ways"]:
        say("way.none")


def say_cost(told: Told, titles: Titles, names: Names) -> None:
    """Says what overrides cost and who would move.

    Parameters
    ----------
    told
        As ``asked_override`` tells it, people beyond the actor's region counted only.
    titles, names
        What posts and people are called, by id.
    """
    if "loss" not in told:
        say("override.forbidden", post=titles[told["vacancy"]], rules=_rules(told["rules"]))
        return
    if not told["is_own_plan"]:
        say("override.beside_rules")
    people = len(told["moves"]) + told["moves_elsewhere"]
    code = "override.cost" if told["loss"] else "override.free"
    say(code, loss=told["loss"], value=told["value"], people=people)
    _say_moves(told, titles, names)


def way_sentence(way: Told, titles: Titles) -> str:
    """Says one way in; what has to change stands before where it leads."""
    post = titles[way["vacancy"]]
    conditions = [_change(change["rule"], change["facts"]) for change in way["changes"]]
    if way["seats"]:
        code = "way.more_seats_one" if way["seats"] == 1 else "way.more_seats"
        conditions.append(words().text(code, seats=way["seats"]))
    if way["points"]:
        conditions.append(words().text("way.more_points", points=way["points"]))
    if not conditions:
        return words().text("way.by_lot", post=post)
    listed = words().text("app.comma").join(conditions)
    code = "way.sentence_sure" if way["is_sure"] else "way.sentence"
    sentence = words().text(code, conditions=listed, post=post)
    return sentence[:1].upper() + sentence[1:]


def _say_held(told: Told, titles: Titles) -> None:
    added: Mapping[str, int] = told["contributions"]
    most = max(added, key=lambda name: added[name])
    params = {
        "post": titles[told["vacancy"]],
        "score": told["score"],
        "part": words().text(f"part.{most}"),
        "points": added[most],
    }
    if told["further"]:
        first = told["further"][0]
        further = {"next_score": first["score"], "less": first["net_less"]}
        say("why.held", **params, next=titles[first["vacancy"]], **further)
    else:
        say("why.held_alone", **params)
    for name, figure in told["parts"].items():
        part = words().text(f"part.{name}")
        say("why.part", part=part, figure=figure, points=added[name])
    for one in told["further"]:
        say("why.further", **{**one, "post": titles[one["vacancy"]]})


def _say_not(told: Told, titles: Titles) -> None:
    post, reason = titles[told["vacancy"]], told["reason"]
    others = max(0, len(told["moves"]) + told["moves_elsewhere"] - 1)
    params = {"post": post, "score": told["score"], "loss": told["loss"], "others": others}
    if reason == Verdict.FORBIDDEN:
        say("why.forbidden", post=post, rules=_rules(told["rules"]))
    elif reason == Verdict.PLACED_BETTER:
        own = titles[told["own_vacancy"]]
        say("why.placed_better", **params, own=own, own_score=told["own_score"])
    elif reason == Verdict.OUTBID:
        _say_outbid(params, told["holder_scores"])
    else:
        say(f"why.{reason}", post=post)


def _say_outbid(params: Told, scores: list[int]) -> None:
    if not scores:
        say("why.outbid_empty", **params)
        return
    span = {"least": min(scores), "most": max(scores), "holders": len(scores)}
    code = "why.outbid" if span["least"] < span["most"] else "why.outbid_level"
    say(code, **params, **span)


def _say_moves(told: Told, titles: Titles, names: Names) -> None:
    nowhere = words().text("override.nowhere")
    for move in told["moves"]:
        before, after = (
            nowhere if move[side] is None else titles[move[side]] for side in ("before", "after")
        )
        name = names[move["person"]]
        say("override.move", **{**move, "name": name, "before": before, "after": after})
    if told["moves_elsewhere"]:
        say("override.elsewhere", people=told["moves_elsewhere"])


def _rules(rules: list[Told]) -> str:
    return words().text("app.comma").join(words().text(rule["rule"]) for rule in rules)


def _change(rule: str, facts: Told) -> str:
    figures = figures_of_change(rule, facts, {}, words())
    if "wage_floor_fen" in facts:
        figures["less"] = wage_text(words(), facts["wage_floor_fen"] - facts["wanted"])
    return words().text(f"way_change.{rule}", **figures)
