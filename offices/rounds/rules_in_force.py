"""The rules that bind one solve: the register's that a round uses, and the office's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matching.columns.market_data import MarketData
from matching.constraints.checks import findings_of
from matching.constraints.declared import Rooms, Rules, Together
from matching.constraints.errors import Finding, RulesError
from matching.pairs.market import Market
from offices.rounds.rules_families import RegisterFamily
from offices.rounds.rules_file import LeftOut, RulesFile
from offices.rounds.rules_register import RegisterRules
from offices.rounds.rules_stored import (
    NO_RULES,
    keys_of,
    put_together,
    rules_from_json,
    rules_to_json,
    without,
)


@dataclass(frozen=True, slots=True)
class InForce:
    """Rules as they stood when a solve was requested.

    Parameters
    ----------
    register
        Those that follow from the register and that the round uses.
    own
        The office's own.
    left_out
        Rules of the register that the office set aside, and why.
    """

    register: Rules = NO_RULES
    own: Rules = NO_RULES
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether a plan is bound by nothing beside its pairs."""
        return not keys_of(self.register) and not keys_of(self.own)

    def to_json(self) -> dict[str, Any]:
        """Gives the rules as plain values."""
        return {
            "register": rules_to_json(self.register),
            "own": rules_to_json(self.own),
            "left_out": [{"rule": one.rule, "note": one.note} for one in self.left_out],
        }


NOTHING_IN_FORCE = InForce()
"""A plain round."""


def in_force_from_json(stored: Mapping[str, Any]) -> InForce:
    """Reads what ``InForce.to_json`` gave."""
    return InForce(
        rules_from_json(stored["register"]),
        rules_from_json(stored["own"]),
        tuple(LeftOut(one["rule"], one["note"]) for one in stored["left_out"]),
    )


def rules_in_force(
    register: RegisterRules,
    families: Iterable[RegisterFamily],
    file: RulesFile,
    floors: Rules,
    employers: Sequence[int],
) -> InForce:
    """Puts together what binds a solve.

    Couples' rooms are counted where the office says how many there are: every couple then takes
    one, and employers without a number have enough. With ``couples_need_rooms``, or a group of the
    office's own that needs a room, only employers whose sheet speaks of couples' rooms, or whom the
    office gives a number, can take them.

    Parameters
    ----------
    register
        What the snapshot froze.
    families
        The families in use.
    file
        The office's file.
    floors
        Its floors, their people found.
    employers
        Ids of the round's employers.
    """
    aside = {one.rule for one in file.left_out}
    used = without(register.of(families), aside)
    own = put_together(file.rules, floors)
    is_strict = file.couples_need_rooms or any(group.needs_room for group in own.together)
    if file.couples_need_rooms or (own.rooms and not is_strict):
        used = replace(used, together=_with_rooms(used.together, set(register.couples)))
    if is_strict or own.rooms:
        stated = {line.employer for line in own.rooms}
        others = register.couple_room_employers if is_strict else employers
        rooms = tuple(
            Rooms(f"rooms-of-{employer}", employer, None)
            for employer in sorted(set(others) - stated)
        )
        used = replace(used, rooms=rooms)
    return InForce(used, own, file.left_out)


def _with_rooms(groups: Iterable[Together], couples: set[str]) -> tuple[Together, ...]:
    return tuple(replace(group, needs_room=group.key in couples) for group in groups)


def usable(data: MarketData, market: Market, rules: InForce) -> tuple[Rules, tuple[Finding, ...]]:
    """Gives all rules without those of the register that cannot be kept, and why those are out.

    The register says what people wrote; where that cannot be, the plan is made without it and the
    round says so. The office's own rules are corrected by the office.

    Parameters
    ----------
    data, market
        The round's market.
    rules
        The rules in force.

    Raises
    ------
    RulesError
        If the office's own rules cannot be kept.
    """
    register, dropped = rules.register, []
    while True:
        findings = findings_of(data, market, put_together(register, rules.own))
        at_fault = set(keys_of(register)) & {key for one in findings for key in one.keys}
        if not at_fault:
            break
        dropped += [one for one in findings if at_fault & set(one.keys)]
        register = without(register, at_fault)
    if findings:
        raise RulesError(findings)
    return put_together(register, rules.own), tuple(dropped)
