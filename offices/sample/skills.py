"""What the sample's people can do: a main trade, a level, certificates."""

import numpy as np
import polars as pl

from models.enums import WorkAbility
from offices.sample.draws import Flags, Integers
from offices.sample.trades import trade_weights, trades

HOLDS_CERTIFICATE = 0.72
"""Share of a trade's people who hold the certificate it asks for."""

HEAVY = ("labouring", "steel", "masonry", "carpentry", "scaffolding", "welding", "loading")
"""Trades that nobody weak is drawn into."""


def draw_skills(rng: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """Draws a trade for everybody and adds the columns ``trade``, ``level``, ``has_certificate``.

    ``trade`` is a position in ``trades()``; ``level`` 0 to 5. A trade's share of women and the
    sector shares hold together: each sex draws by its own weights.
    """
    is_female = people["is_female"].to_numpy()
    is_weak = (people["work_ability"] == WorkAbility.WEAK.value).to_numpy()
    is_skilled = (people["work_ability"] == WorkAbility.SKILLED.value).to_numpy()
    trade = _draw_trades(rng, is_female, is_weak)
    highest = np.array([item.level for item in trades()])[trade]
    drawn = np.minimum(1 + rng.geometric(0.5, people.height), highest)
    level = np.where(is_skilled & (highest > 0), drawn, 0)
    certified = rng.random(people.height) < HOLDS_CERTIFICATE
    asked = np.array([item.certificate != "" for item in trades()])[trade]
    return people.with_columns(
        trade=pl.Series(trade), level=pl.Series(level), has_certificate=pl.Series(asked & certified)
    )


def _draw_trades(rng: np.random.Generator, is_female: Flags, is_weak: Flags) -> Integers:
    weights = trade_weights()
    female = np.array([item.female for item in trades()])
    light = np.array([item.code not in HEAVY for item in trades()])
    drawn = rng.random(len(is_female))
    chosen = np.zeros(len(is_female), dtype=np.int64)
    for of_women in (True, False):
        for of_weak in (True, False):
            share = weights * (female if of_women else 1 - female) * (light if of_weak else 1)
            steps = np.cumsum(share) / share.sum()
            places = np.minimum(np.searchsorted(steps, drawn, side="right"), len(steps) - 1)
            chosen = np.where((is_female == of_women) & (is_weak == of_weak), places, chosen)
    return chosen
