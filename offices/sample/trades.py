"""The trades of the sample: what people do and posts ask, read from the data file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from offices.sample.draws import Floats
from offices.sample.names import DATA

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Sector:
    """An economic sector with its share of working people.

    Parameters
    ----------
    label, industry
        As workbooks write the sector and its one of three industries.
    firms
        What a firm of the sector calls its line of business.
    """

    name: str
    label: str
    industry: str
    weight: float
    firms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade; pay in yuan a month, ``share`` its weight within the sector.

    ``titles`` and ``wishes`` name one occupation, the vague ones leave a choice.
    """

    code: str
    sector: str
    titles: tuple[str, ...]
    vague_titles: tuple[str, ...]
    wishes: tuple[str, ...]
    vague_wishes: tuple[str, ...]
    pay: int
    share: float
    female: float
    level: int
    night: float
    certificate: str = ""
    education: str = ""
    is_hazardous: bool = False
    needs_mandarin: bool = False
    is_care: bool = False


@cache
def sectors() -> tuple[Sector, ...]:
    """Reads the sectors."""
    table = tomllib.loads((DATA / "trades.toml").read_text(encoding="utf-8"))["sectors"]
    rows = zip(
        table["names"],
        table["labels"],
        table["industries"],
        table["weights"],
        table["firms"],
        strict=True,
    )
    return tuple(
        Sector(name, label, industry, weight, tuple(firms.split(SEPARATOR)))
        for name, label, industry, weight, firms in rows
    )


@cache
def trades() -> tuple[Trade, ...]:
    """Reads the trades."""
    content = tomllib.loads((DATA / "trades.toml").read_text(encoding="utf-8"))
    return tuple(_trade(row) for row in content["trade"])


def _trade(row: dict[str, Any]) -> Trade:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Trade(**values)


def trade_weights() -> Floats:
    """Gives every trade's share of working people; they add up to 1."""
    listed = trades()
    weight = {sector.name: sector.weight for sector in sectors()}
    total = {name: sum(trade.share for trade in listed if trade.sector == name) for name in weight}
    shares = np.array(
        [weight[trade.sector] * trade.share / total[trade.sector] for trade in listed]
    )
    return np.asarray(shares / shares.sum())


def sector_of(trade: Trade) -> Sector:
    """Gives a trade's sector."""
    return next(sector for sector in sectors() if sector.name == trade.sector)
