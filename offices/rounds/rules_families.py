"""Which rules that follow from the register a round uses: its own setting."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from models.errors import AppError

SETTING = "register_rules"
"""Where a round's settings list the families in use; a round without the entry uses none."""


class RegisterFamily(StrEnum):
    """Rules that follow from what is registered, as a round may use them."""

    GROUPS = "groups"
    """People who said that they go together."""
    STAY_HOME = "stay_home"
    """Households whose dependants need somebody able."""
    BATCHES = "batches"
    """Lines and employers that begin with at least so many people."""
    AGREEMENTS = "agreements"
    """What agreements promise for the year, less those placed already."""


USUAL = (RegisterFamily.GROUPS, RegisterFamily.STAY_HOME, RegisterFamily.BATCHES)
"""What new rounds use. What an agreement still lacks is told, but holds a plan only when asked: a
promise for a whole year is no demand on one round."""


class UnknownFamilyError(AppError):
    """A setting names rules that do not follow from the register."""

    code = "rounds.unknown_register_rules"


def families_in(settings: Mapping[str, Any]) -> tuple[RegisterFamily, ...]:
    """Gives the families that a round uses, in their own order.

    Raises
    ------
    UnknownFamilyError
        If the setting names another one.
    """
    return families_named(settings.get(SETTING, ()))


def families_named(names: Iterable[str]) -> tuple[RegisterFamily, ...]:
    """Gives families by name, each once, in their own order.

    Raises
    ------
    UnknownFamilyError
        If there is none of a name.
    """
    asked = set(names)
    unknown = asked - {family.value for family in RegisterFamily}
    if unknown:
        raise UnknownFamilyError(names=sorted(unknown), known=tuple(RegisterFamily))
    return tuple(family for family in RegisterFamily if family.value in asked)


def settings_with(families: Iterable[RegisterFamily]) -> dict[str, Any]:
    """Gives the settings of a round that uses some families."""
    return {SETTING: [family.value for family in families]}


def usual_settings() -> dict[str, Any]:
    """Gives the settings that new rounds begin with."""
    return settings_with(USUAL)
