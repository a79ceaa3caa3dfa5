"""How long somebody is expected to stay: months kept within twelve, from the round's fitted model.

1000 stands for twelve months kept. The model's index is an integer sum, so the figure is one
falling lookup of it and holds over all pairs. Only what differs from post to post counts: effects
of the post, of its tier seen from home (for people with earlier stays by how these ended), and of
the fit of skills. What depends on the person alone - language, origin, wished wage, how earlier
stays ended - is in what is predicted, but ranks nobody here. A further skill never counts against
a person: a better fit has the lowest hazard of all worse ones. With caution the index of a post is
raised by that many standard deviations of what the model knows of it, so that little-known
employers count by the lower end of their estimate.
"""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.classes import Classes, class_table, numbered, numbered_lists
from matching.market.part import FULL, ScorePart
from matching.market.stay_pairs import Sides, fits_of_lists, sides_of
from matching.market.stays import earlier_by_tier, tiers_of
from matching.pairs.forms import ClassTable, Lookup
from matching.retention.effects import INDEX_LIMIT, STEPS, Steps
from matching.retention.model_tables import ModelTables
from matching.retention.spells import Codes

PER_MILLE = 1000


def tables(data: MarketData) -> tuple[Lookup, ...]:
    """Declares the lookup: a column of posts, tier and fit of pairs."""
    model = ModelTables.from_arrow(data.context.retention)
    sides = sides_of(data)
    curves = np.stack([model.curve(at) for at in range(model.structure.strata)])
    figures = np.rint(FULL * curves / model.params.horizon).astype(np.int16)
    return (
        Lookup(
            tables=(
                _row(post_index(model, sides, data.context.caution_per_mille), len(data.people)),
                _tiers(model, data, sides),
                _fits(model, data),
            ),
            stratum=sides.post.stratum.astype(np.int32),
            curve=figures,
            lowest=-INDEX_LIMIT,
        ),
    )


def post_index(model: ModelTables, sides: Sides, caution_per_mille: int) -> Ints:
    """Gives what the model says of each post, in steps, raised by the caution."""
    caution = STEPS * caution_per_mille / PER_MILLE * np.sqrt(_variance(model, sides.post))
    return _sum_of(model, sides.post) + np.rint(caution).astype(np.int64)


def _sum_of(model: ModelTables, codes: Codes) -> Ints:
    total = np.zeros(len(codes), np.int64)
    for name, code in codes.factors.items():
        total += model.effects(name).steps_of(code.astype(np.int64))
    for name, values in codes.slopes.items():
        total += model.slope_steps(name, values)
    for name, group in codes.groups.items():
        total += model.effects(name).steps_of(group)
    return total


def _variance(model: ModelTables, codes: Codes) -> npt.NDArray[np.float64]:
    """Gives the variance of posts' groups: that of the finest seen, and what others add."""
    total = np.zeros(len(codes))
    for chain in model.structure.chains:
        if chain[0] not in codes.groups:
            continue
        of_chain = np.zeros(len(codes))
        for name in reversed(chain):
            effects = model.effects(name)
            at = effects.positions(codes.groups[name])
            known = np.append(effects.variance, 0.0)[at]
            of_chain = np.where(at >= 0, known, of_chain + effects.unknown_variance)
        total += of_chain
    return total


def _row(index: Ints, people: int) -> ClassTable:
    """Gives a table of what depends on the post alone."""
    levels, level = np.unique(index, return_inverse=True)
    return ClassTable(
        np.zeros(people, np.int32), level.astype(np.int32), levels.astype(np.int16)[None, :]
    )


def _tiers(model: ModelTables, data: MarketData, sides: Sides) -> ClassTable:
    """Gives the effects of the tier, and of earlier stays by tier."""
    homes, works = data.people.home.astype(np.int64), data.vacancies.place.astype(np.int64)
    kinds = numbered(homes, data.people.earlier)
    places = numbered(works)
    of_tier, by_tier = model.effects("tier"), model.effects("earlier_tier")

    def effects(people: Ints) -> Steps:
        tier = tiers_of(sides.divisions, homes[people][:, None], works[places.example][None, :])
        past = earlier_by_tier(data.people.earlier[people][:, None], tier)
        return _steps(of_tier.steps, tier) + _steps(by_tier.steps, past)

    return class_table(kinds, places, effects)


def _fits(model: ModelTables, data: MarketData) -> ClassTable:
    """Gives the effects of the fit between a person's skills and a post's occupation."""
    skills = data.people.skill_occupation
    asked = numbered(data.vacancies.occupation)
    occupations = data.vacancies.occupation[asked.example].astype(np.int64)
    of_fit = np.minimum.accumulate(model.effects("fit").steps)

    def effects(people: Ints) -> Steps:
        return _steps(of_fit, fits_of_lists(data, people, occupations))

    return class_table(_kinds(skills.offsets, skills.values), asked, effects)


def _kinds(offsets: Ints, values: npt.NDArray[np.int32]) -> Classes:
    return numbered_lists(offsets, values.astype(np.int64))


def _steps(steps: Steps, codes: Steps) -> Steps:
    return steps[codes].astype(np.int16)


PART = ScorePart("retention", tables)
