"""Reads an office's file of rules: TOML, a section a rule, numbers of ours and codes of places.

Everything wrong with a file is found at once; nothing of it is taken before it is sound.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.constraints.declared import (
    Batch,
    Budget,
    Concentration,
    Decided,
    Decision,
    OwnBest,
    Quota,
    Reciprocity,
    Rooms,
    Rules,
    StayHome,
    Together,
    Trip,
)
from matching.constraints.errors import Finding
from models.errors import AppError
from offices.rounds.rules_families import RegisterFamily, UnknownFamilyError, families_named
from offices.rounds.rules_file_fields import (
    SECTIONS,
    BadValueError,
    Field,
    Who,
    text,
    yes_or_no,
)
from offices.rounds.rules_stored import keys_of

RULES: Mapping[str, tuple[str, type[Any]]] = {
    "together": ("together", Together),
    "rooms": ("rooms", Rooms),
    "stay_home": ("stay_home", StayHome),
    "batch": ("batches", Batch),
    "trip": ("trips", Trip),
    "quota": ("quotas", Quota),
    "concentration": ("concentration", Concentration),
    "reciprocity": ("reciprocity", Reciprocity),
    "own_best": ("own_best", OwnBest),
    "budget": ("budgets", Budget),
}
"""Sections that are one rule each, and where it stands in ``Rules``."""

DECISIONS = tuple(decision.value for decision in Decision)

HEAD = ("from_register", "couples_need_rooms")
"""What stands above the sections."""


class RulesFileError(AppError):
    """A rules file that cannot be taken.

    Parameters
    ----------
    findings
        What is wrong, never empty. The params say how many.
    """

    code = "rounds.rules_file_invalid"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(count=len(findings))


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor as the file says it: people listed, or told by what they are, of some homes."""

    key: str
    least: int
    people: tuple[int, ...] = ()
    who: Who | None = None
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A rule of the register that the office sets aside, and why."""

    rule: str
    note: str


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What a file says.

    Parameters
    ----------
    rules
        Its rules but the floors, in the file's order.
    floors
        Floors, whose people are found in the round's pool.
    from_register
        Families of the register to use; None leaves the round's setting as it is.
    couples_need_rooms
        Whether couples may only go where there are couples' rooms.
    left_out
        Rules of the register that are set aside.
    """

    rules: Rules
    floors: tuple[Floor, ...] = ()
    from_register: tuple[RegisterFamily, ...] | None = None
    couples_need_rooms: bool = False
    left_out: tuple[LeftOut, ...] = ()

    @property
    def count(self) -> int:
        """How many rules the office sets of its own."""
        return len(keys_of(self.rules)) + len(self.floors)


def read_rules_file(content: str) -> RulesFile:
    """Reads a file of rules.

    Raises
    ------
    RulesFileError
        If anything in it cannot be taken; it names all of it.
    """
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise RulesFileError((Finding("rules_file.not_toml", (), {"what": str(error)}),)) from error
    reader = _Reader([])
    found = reader.read(tables)
    if reader.findings:
        raise RulesFileError(tuple(reader.findings))
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads tables and gathers what is wrong with them."""

    findings: list[Finding]

    def read(self, tables: Mapping[str, Any]) -> RulesFile:
        for name in tables.keys() - SECTIONS.keys() - set(HEAD):
            known = [*HEAD, *SECTIONS]
            self.findings.append(Finding("rules_file.unknown_section", (name,), {"known": known}))
        entries = {section: self._entries(section, tables.get(section, [])) for section in SECTIONS}
        rules: dict[str, tuple[Any, ...]] = {
            field: tuple(kind(**values) for values in entries[section])
            for section, (field, kind) in RULES.items()
        }
        decided = tuple(
            Decided(one["key"], Decision(section), one["person"], one["vacancy"])
            for section in DECISIONS
            for one in entries[section]
        )
        return RulesFile(
            rules=Rules(**rules, decided=decided),
            floors=tuple(Floor(**values) for values in entries["floor"]),
            from_register=self._families(tables.get("from_register")),
            couples_need_rooms=self._need_rooms(tables.get("couples_need_rooms", False)),
            left_out=tuple(LeftOut(one["rule"], one["note"]) for one in entries["leave_out"]),
        )

    def _entries(self, section: str, tables: object) -> list[dict[str, Any]]:
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            self.findings.append(Finding("rules_file.not_a_section", (section,)))
            return []
        read = [self._entry(section, at, table) for at, table in enumerate(tables, 1)]
        return [values for values in read if values is not None]

    def _entry(
        self, section: str, position: int, table: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        fields = {"key": Field(text, is_needed=False), **SECTIONS[section]}
        where = f"{section} {position}"
        before = len(self.findings)
        for name in table.keys() - fields.keys():
            facts = {"field": name, "known": list(fields)}
            self.findings.append(Finding("rules_file.unknown_field", (where,), facts))
        values: dict[str, Any] = {"key": f"{section}-{position}"}
        for name, field in fields.items():
            if name in table:
                self._take(values, where, name, field, table[name])
            elif field.is_needed:
                self._add("missing", where, name)
        if len(self.findings) == before:
            self._check(section, where, values)
        return values if len(self.findings) == before else None

    def _take(
        self, values: dict[str, Any], where: str, name: str, field: Field, value: object
    ) -> None:
        try:
            values[field.target or name] = field.read(value)
        except BadValueError as error:
            self._add(str(error), where, name)

    def _check(self, section: str, where: str, values: Mapping[str, Any]) -> None:
        """Finds entries that say too little to be a rule."""
        if section == "quota" and values.keys().isdisjoint(("least", "most")):
            self._add("no_limit", where, "least")
        if section == "floor" and values.keys().isdisjoint(("people", "who", "homes")):
            self._add("nobody_named", where, "people")

    def _families(self, names: object) -> tuple[RegisterFamily, ...] | None:
        if names is None:
            return None
        if not isinstance(names, list):
            self._add("not_a_list", "from_register", "from_register")
            return None
        try:
            return families_named(str(name) for name in names)
        except UnknownFamilyError:
            self._add("not_family", "from_register", "from_register")
            return None

    def _need_rooms(self, value: object) -> bool:
        try:
            return yes_or_no(value)
        except BadValueError as error:
            self._add(str(error), "couples_need_rooms", "couples_need_rooms")
            return False

    def _add(self, code: str, where: str, field: str) -> None:
        self.findings.append(Finding(f"rules_file.{code}", (where,), {"field": field}))
