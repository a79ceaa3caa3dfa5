"""Who lives with whom: households of heads, spouses, parents, children and their families."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from models.enums import Relation
from offices.sample.draws import Flags, Floats, Integers

MEAN_MEMBERS = 3.35
"""Members of a household as the draws below make them; a margin is added and cut off again."""

OLDEST = 94


@dataclass(frozen=True, slots=True)
class _Part:
    """People of one relation: their household's number, sex and age in years."""

    relation: Relation
    household: Integers
    is_female: Flags
    age: Floats


def draw_households(rng: np.random.Generator, people: int) -> pl.DataFrame:
    """Draws exactly so many people in households.

    Returns
    -------
    polars.DataFrame
        ``household`` (0..), ``relation``, ``is_female``, ``age`` (years, fractional), in the order
        of households, heads first. The last household is filled up with people living alone.
    """
    count = int(people / MEAN_MEMBERS * 1.08) + 20
    parts = _draw_parts(rng, count)
    frame = pl.DataFrame(
        {
            "household": np.concatenate([part.household for part in parts]),
            "relation": np.repeat(
                [part.relation.value for part in parts], [len(part.household) for part in parts]
            ),
            "is_female": np.concatenate([part.is_female for part in parts]),
            "age": np.concatenate([part.age for part in parts]),
            "order": np.repeat(np.arange(len(parts)), [len(part.household) for part in parts]),
        }
    ).sort("household", "order", "age", descending=[False, False, True])
    return _cut(frame, people).drop("order")


def _cut(frame: pl.DataFrame, people: int) -> pl.DataFrame:
    """Keeps whole households up to the number, then heads alone for the rest."""
    ends = frame.select(pl.len().over("household"), pl.col("household")).unique(maintain_order=True)
    totals = ends["len"].to_numpy().cumsum()
    kept = int(np.searchsorted(totals, people, side="right"))
    whole = frame.filter(pl.col("household") < kept)
    missing = people - whole.height
    alone = frame.filter((pl.col("household") >= kept) & (pl.col("relation") == Relation.HEAD))
    return pl.concat([whole, alone.head(missing)])


def _draw_parts(rng: np.random.Generator, count: int) -> list[_Part]:
    number = np.arange(count)
    age = np.clip(rng.normal(50.5, 11.5, count), 23, 86) + rng.random(count)
    is_female = rng.random(count) < 0.14
    has_spouse = rng.random(count) < np.clip(
        0.9 - 0.012 * np.maximum(age - 45, 0), 0.3, 0.9
    ) * np.where(is_female, 0.55, 0.93)
    heads = _Part(Relation.HEAD, number, is_female, age)
    spouses = _Part(
        Relation.SPOUSE,
        number[has_spouse],
        ~is_female[has_spouse],
        np.clip(
            age[has_spouse]
            + np.where(is_female[has_spouse], 2.4, -2.4)
            + rng.normal(0, 2.2, int(has_spouse.sum())),
            21,
            90,
        ),
    )
    children = _draw_children(rng, heads, has_spouse)
    married = _draw_children_in_law(rng, children)
    return [
        heads,
        spouses,
        *children,
        *married,
        *_draw_grandchildren(rng, married),
        *_draw_elders(rng, heads),
    ]


def _draw_children(rng: np.random.Generator, heads: _Part, has_spouse: Flags) -> list[_Part]:
    """Draws up to three children; grown-up ones have often left the household's register."""
    parts = []
    for rank, chance in enumerate((0.93, 0.74, 0.24)):
        age = heads.age - 24.5 - 3.2 * rank - np.abs(rng.normal(0, 3, len(heads.age)))
        stays = np.where(age < 20, 1.0, np.clip(0.86 - 0.017 * (age - 20), 0.15, 1))
        there = (rng.random(len(age)) < chance * stays * np.where(has_spouse, 1.0, 0.6)) & (
            age > 0.1
        )
        is_female = rng.random(len(age)) < np.where(age < 20, 0.47, 0.36)
        for relation, chosen in (
            (Relation.SON, there & ~is_female),
            (Relation.DAUGHTER, there & is_female),
        ):
            parts.append(_Part(relation, heads.household[chosen], is_female[chosen], age[chosen]))
    return parts


def _draw_children_in_law(rng: np.random.Generator, children: list[_Part]) -> list[_Part]:
    parts = []
    for part in children:
        married = rng.random(len(part.age)) < np.clip((part.age - 21) * 0.05, 0, 0.5)
        relation = (
            Relation.DAUGHTER_IN_LAW if part.relation is Relation.SON else Relation.SON_IN_LAW
        )
        shift = -1.8 if part.relation is Relation.SON else 1.8
        age = np.maximum(part.age[married] + shift + rng.normal(0, 1.8, int(married.sum())), 20.5)
        parts.append(_Part(relation, part.household[married], ~part.is_female[married], age))
    return parts


def _draw_grandchildren(rng: np.random.Generator, married: list[_Part]) -> list[_Part]:
    parts = []
    for part in married:
        for rank in range(2):
            age = part.age - 23.5 - 3 * rank - np.abs(rng.normal(0, 1.5, len(part.age)))
            there = (rng.random(len(age)) < 0.68 - 0.24 * rank) & (age > 0.1)
            is_female = rng.random(len(age)) < 0.47
            relations = (
                (Relation.GRANDSON, Relation.GRANDDAUGHTER)
                if part.relation is Relation.DAUGHTER_IN_LAW
                else (Relation.DAUGHTERS_SON, Relation.DAUGHTERS_DAUGHTER)
            )
            for relation, chosen in zip(
                relations, (there & ~is_female, there & is_female), strict=True
            ):
                parts.append(
                    _Part(relation, part.household[chosen], is_female[chosen], age[chosen])
                )
    return parts


def _draw_elders(rng: np.random.Generator, heads: _Part) -> list[_Part]:
    parts = []
    for relation, is_female, chance in (
        (Relation.FATHER, False, 0.34),
        (Relation.MOTHER, True, 0.46),
    ):
        age = heads.age + (26.0 if not is_female else 23.5) + rng.normal(0, 2.8, len(heads.age))
        there = (rng.random(len(age)) < chance * np.clip((94 - age) / 24, 0, 1)) & (age < OLDEST)
        parts.append(
            _Part(
                relation, heads.household[there], np.full(int(there.sum()), is_female), age[there]
            )
        )
    sibling = rng.random(len(heads.age)) < 0.025
    age = np.clip(heads.age[sibling] - np.abs(rng.normal(4, 3, int(sibling.sum()))), 18, 85)
    parts.append(
        _Part(
            Relation.SIBLING, heads.household[sibling], rng.random(int(sibling.sum())) < 0.25, age
        )
    )
    return parts
