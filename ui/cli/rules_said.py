"""Says rules, findings and what rules did to a plan, one to a line."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from matching.constraints.errors import Finding
from offices.rounds.acts import RoundRules
from offices.rounds.rules_families import RegisterFamily
from ui.cli.console import ERR, say, words
from ui.i18n.rules_said import (
    collision_texts,
    finding_text,
    found_texts,
    gap_text,
    outcome_texts,
    own_texts,
)

Told = Mapping[str, Any]


def say_rules(found: RoundRules) -> None:
    """Says what the register asks, which of it the round uses, and the office's own rules."""
    say("round_rules.from_register")
    for family in RegisterFamily:
        is_used = family in found.families
        used = words().text(f"round_rules.{'used' if is_used else 'not_used'}")
        say("round_rules.family", family=words().text(f"register_rules.{family.value}"), used=used)
        for text in found_texts(family, found.found, words()):
            say("round_rules.line", text=text)
    own = list(own_texts(found.file, words()))
    say("round_rules.own" if own else "round_rules.none_own")
    for text in own:
        say("round_rules.line", text=text)
    for one in found.file.left_out:
        say("round_rules.left_out", **asdict(one))


def say_findings(findings: Iterable[Finding]) -> None:
    """Says on standard error what is wrong with rules."""
    for one in findings:
        ERR.print(f"  {finding_text(one.code, one.keys, one.facts, words())}")


def say_outcome(figures: Told) -> None:
    """Says what the rules did to a plan, and what is proven of it."""
    for text in (gap_text(figures, words()), *outcome_texts(figures["rules"], words())):
        say("round_rules.outcome_line", text=text)


def say_collision(told: Told) -> None:
    """Says on standard error which rules collide, and what each of them holds back."""
    for text in collision_texts(told, words()):
        ERR.print(f"  {text}")
