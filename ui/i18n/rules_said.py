"""Rules of rounds in words: what is asked, what is wrong, what came of it. Keys and counts only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from enum import Enum
from typing import Any

from matching.constraints.declared import Rules
from offices.rounds.rules_families import RegisterFamily
from offices.rounds.rules_file import RulesFile
from offices.rounds.rules_stored import KINDS, rules_to_json
from ui.i18n.formats import percent_text
from ui.i18n.words import Words

MOST_TOLD = 20
"""Rules of a kind said one by one; the rest are counted."""

GAP_DIGITS = 4

Told = Mapping[str, Any]


def found_texts(family: RegisterFamily, found: Told, words: Words) -> Iterator[str]:
    """Says what a snapshot found of a family, nothing before there is one."""
    told = found.get(family.value)
    if told is None:
        return
    if family is RegisterFamily.AGREEMENTS:
        for one in told:
            code = "own" if one["is_own"] else "wider"
            yield words.text(f"register_rules_found.agreement_{code}", **one)
        return
    yield words.text(f"register_rules_found.{family.value}", **told)


def rule_texts(rules: Rules, words: Words) -> Iterator[str]:
    """Says rules one by one, those of one kind together."""
    stored = rules_to_json(rules)
    for name in KINDS:
        some = stored.get(name, [])
        for rule in some[:MOST_TOLD]:
            yield _rule_text(name, rule, words)
        if len(some) > MOST_TOLD:
            yield words.text("round_rules.more", count=len(some) - MOST_TOLD)


def own_texts(file: RulesFile, words: Words) -> Iterator[str]:
    """Says the rules of an office's file."""
    yield from rule_texts(file.rules, words)
    for floor in file.floors[:MOST_TOLD]:
        yield _rule_text("floors", asdict(floor), words)
    if len(file.floors) > MOST_TOLD:
        yield words.text("round_rules.more", count=len(file.floors) - MOST_TOLD)


def finding_text(code: str, keys: Sequence[str], facts: Told, words: Words) -> str:
    """Says what is wrong with which rules, and what to do."""
    shown = {name: _shown(name, value, words) for name, value in facts.items()}
    return words.text(code, **{**shown, "keys": _listed(keys, words)})


def collision_texts(told: Told, words: Words) -> Iterator[str]:
    """Says which rules no plan keeps together, and what each of them holds back."""
    for one in told["findings"]:
        yield finding_text(one["code"], one["keys"], one["facts"], words)
    if told["members"]:
        yield words.text("rules_collide.members", count=len(told["members"]))
    for one in told["members"]:
        family = words.text(f"rule_family.{one['field']}")
        code = "not_enough" if one["best_without"] is None else "enough"
        yield words.text(
            f"rules_collide.{code}", key=one["key"], family=family, best=one["best_without"] or 0
        )


def outcome_texts(told: Told, words: Words) -> Iterator[str]:
    """Says what rules cost, what is proven, and what became of each family."""
    plain = told["plain"]
    code = "cost" if plain["is_proven"] else "cost_at_most"
    yield words.text(f"rules_outcome.{code}", cost=told["cost"], placed=plain["placed"])
    yield words.text("rules_outcome.proof", bound=told["price_bound"])
    groups = told["groups"]
    if groups["groups"]:
        yield words.text("rules_outcome.groups", **groups)
    yield from _lots(told["lots"], words)
    for one in told["families"]:
        family = words.text(one["code"])
        shown = {**one, "family": family, "price": _price(one["price"])}
        yield words.text("rules_outcome.family", **shown)
    yield from _dropped(told, words)


def price_texts(told: Told, words: Words) -> list[dict[str, object]]:
    """Gives the dearest rules as rows of a table."""
    return [
        {
            words.text("rules_price.key"): one["key"],
            words.text("rules_price.family"): words.text(one["code"]),
            words.text("rules_price.least"): one["least"],
            words.text("rules_price.most"): one["most"],
            words.text("rules_price.used"): one["used"],
            words.text("rules_price.price"): _price(one["price"]),
        }
        for one in told["rows"]
    ]


def _lots(lots: Sequence[Told], words: Words) -> Iterator[str]:
    batches = [one for one in lots if one["code"] == "batch"]
    if batches:
        opened = [one for one in batches if one["opened"]]
        yield words.text(
            "rules_outcome.batches",
            opened=len(opened),
            closed=len(batches) - len(opened),
            people=sum(one["people"] for one in opened),
        )
    for one in lots:
        if one["code"] == "trip":
            yield words.text("rules_outcome.trip", **one)


def _dropped(told: Told, words: Words) -> Iterator[str]:
    if told["dropped_count"]:
        yield words.text("rules_outcome.dropped", count=told["dropped_count"])
    for one in told["dropped"][:MOST_TOLD]:
        yield finding_text(one["code"], one["keys"], one["facts"], words)


def _rule_text(name: str, rule: Told, words: Words) -> str:
    """Says one rule: its kind, its key, and what it states."""
    stated = [
        words.text(f"rule_field.{field}", value=_shown(field, value, words))
        for field, value in rule.items()
        if field != "key" and value not in (None, "", [], (), False)
    ]
    family = words.text(f"rule_family.{name}")
    return words.text(
        "round_rules.rule", family=family, key=rule["key"], stated=_listed(stated, words)
    )


def _shown(field: str, value: object, words: Words) -> object:
    if isinstance(value, Enum):
        value = value.value
    if field in ("site", "kind", "decision", "who"):
        return words.text(f"rule_value.{value}")
    if field == "rules" and isinstance(value, list | tuple):
        return _listed([words.text(str(one)) for one in value], words)
    if isinstance(value, list | tuple):
        first = _listed([str(one) for one in value[:MOST_TOLD]], words)
        if len(value) > MOST_TOLD:
            return words.text("round_rules.and_more", first=first, count=len(value))
        return first
    if isinstance(value, bool):
        return words.text("rule_value.yes" if value else "rule_value.no")
    return value


def _price(points: float) -> str:
    return f"{points:,.2f}" if abs(points) < 10 else f"{points:,.0f}"


def _listed(texts: Sequence[str], words: Words) -> str:
    return words.text("app.comma").join(texts)


def gap_text(figures: Told, words: Words) -> str:
    """Says how far a plan under rules may be from the best one that keeps them."""
    if figures["rules"]["is_optimal"]:
        return words.text("rules_outcome.optimal")
    return words.text("rules_outcome.gap", gap=percent_text(figures["gap"], GAP_DIGITS))
