"""Finds the people whom a floor means in a round's pool."""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.constraints.declared import GroupFloor
from models.enums import Health, Sex
from offices.rounds.numbering import EPOCH, positions
from offices.rounds.rules_file import Floor
from offices.rounds.rules_file_fields import Who
from offices.rounds.standings import latest_birth_date

FILE = Path(__file__).parent / "data" / "floors.toml"

OLDER_YEARS = 50
"""From this age on people are counted as over 50 (大龄), the birthday included."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the register says of people beside the columns of the market.

    Parameters
    ----------
    health, ethnicity
        As stored, by id; empty where nothing is said.
    """

    health: Mapping[int, str]
    ethnicity: Mapping[int, str]


def needs_traits(floors: Sequence[Floor]) -> bool:
    """Says whether the columns of the market are not enough to know who is meant."""
    return any(one.who in (Who.MINORITIES, Who.DISABLED) for one in floors)


def floor_rules(
    floors: Sequence[Floor], data: MarketData, traits: Traits
) -> tuple[GroupFloor, ...]:
    """Gives floors as rules about people of the pool.

    Parameters
    ----------
    floors
        The floors; whoever is listed, or is what is told and has a home in one of the places.
    data
        The round's columns.
    traits
        Of the pool's people, where asked for.
    """
    tell: Mapping[Who, Callable[[], Bools]] = {
        Who.WOMEN: lambda: data.people.sex == positions(Sex)[Sex.FEMALE.value],
        Who.OVER_50: lambda: data.people.birth_day <= _born_by(data),
        Who.DISABLED: lambda: _those(data.people.key, traits.health, _is_disabled),
        Who.MINORITIES: lambda: _those(data.people.key, traits.ethnicity, _is_minority),
    }
    rules = []
    for floor in floors:
        meant = np.ones(len(data.people), np.bool_)
        if floor.people:
            meant &= np.isin(data.people.key, floor.people)
        if floor.who is not None:
            meant &= tell[floor.who]()
        if floor.homes:
            meant &= _at_home_in(data, floor.homes)
        people = data.people.key[meant].tolist()
        rules.append(GroupFloor(floor.key, tuple(people), floor.least))
    return tuple(rules)


def _born_by(data: MarketData) -> int:
    today = dt.date.fromordinal(EPOCH + data.context.policy_day)
    return latest_birth_date(OLDER_YEARS, today).toordinal() - EPOCH


def _at_home_in(data: MarketData, codes: Sequence[str]) -> Bools:
    paths = data.context.place_paths
    inside = np.array([any(f"/{code}/" in path for code in codes) for path in paths], np.bool_)
    found: Bools = inside[data.people.home]
    return found


def _those(keys: Ints, said: Mapping[int, str], holds: Callable[[str], bool]) -> Bools:
    return np.array([holds(said.get(key, "")) for key in keys.tolist()], np.bool_)


def _is_disabled(health: str) -> bool:
    return Health.DISABLED.value in health.split(",")


def _is_minority(ethnicity: str) -> bool:
    return bool(ethnicity) and ethnicity not in _majority()


@cache
def _majority() -> frozenset[str]:
    return frozenset(tomllib.loads(FILE.read_text(encoding="utf-8"))["majority"])
