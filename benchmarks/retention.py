"""Fitting stays and predicting pairs, against lifelines' Cox model and what memory can stream."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter

from benchmarks.retention_world import Sizes, World, world_of
from benchmarks.timed import Timed, measured
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams
from matching.retention.spells import Codes

SIZES = (10**6,)
PAIRS_PER_SPELL = 10
SEED = 1
DAY = date(2026, 7, 1)
WARM_SPELLS = 1000
"""Fitted and predicted first, so that compiling is not timed."""

GROUPS = {
    "employer": 10_000,
    "trade_place": 200,
    "county": 122,
    "prefecture": 14,
    "occupation": 1500,
    "minor": 200,
    "major": 8,
}
CAUSE_FACTORS = ("tier", "earlier")


def fit_stays(spells: int) -> Timed:
    """Times a fit: 8 factors, 2 slopes, 3 chains of 7 levels, 6 causes.

    Parameters
    ----------
    spells
        Cases to learn from.
    """
    begun = perf_counter()
    world = _world(spells)
    _fitted(world, WARM_SPELLS)
    build_s = perf_counter() - begun
    begun = perf_counter()
    model = _fitted(world, spells)
    return Timed(perf_counter() - begun, model.leavings, build_s)


def predict_pairs(spells: int) -> Timed:
    """Times predictions for ten pairs a spell by a model of a tenth of the spells.

    Parameters
    ----------
    spells
        Its tenth is learnt from.
    """
    model, codes = _asked(spells)
    begun = perf_counter()
    found = model.predict(codes)
    return Timed(perf_counter() - begun, int(found.index.sum(dtype=np.int64)), arcs=len(codes))


def stream_pairs(spells: int) -> Timed:
    """Times numpy reading and writing as many bytes as those predictions read and write.

    It writes into fresh memory, as they do; a page's first touch costs more than its bytes.

    Parameters
    ----------
    spells
        As in `predict_pairs`.
    """
    model, codes = _asked(spells)
    read, written = _bytes(codes, model)
    source, target = np.ones(read // 8), np.empty(written // 8)
    begun = perf_counter()
    total = source.sum()
    np.copyto(target, 1.0)
    return Timed(perf_counter() - begun, int(total), arcs=read + written)


def fit_cox(spells: int) -> Timed:
    """Times lifelines' Cox model of five covariates, without groups or causes, on the same rows.

    Late entry is left out: with it lifelines does not take ties in batches.

    Parameters
    ----------
    spells
        Rows.
    """
    data = _world(spells).spells
    names = ["tier", "fit", "stated"]
    frame = pd.DataFrame({name: data.factors[name] for name in names} | dict(data.slopes))
    frame["left"], frame["has_left"] = data.left, data.cause > 0
    begun = perf_counter()
    cox = CoxPHFitter().fit(frame, "left", "has_left", batch_mode=True)
    return Timed(perf_counter() - begun, round(1000 * float(cox.params_["wage"])))


def _world(spells: int) -> World:
    return world_of(Sizes(spells, GROUPS), SEED)


def _fitted(world: World, spells: int) -> RetentionModel:
    structure = replace(world.structure, cause_factors=CAUSE_FACTORS)
    return fit(world.spells.rows(slice(0, spells)), RetentionParams(structure), DAY)


def _asked(spells: int) -> tuple[RetentionModel, Codes]:
    """A model, warm, and pairs: rows drawn from the world's."""
    learnt = max(spells // 10, 1)
    world = _world(learnt)
    model = _fitted(world, learnt)
    rows = np.random.default_rng(SEED).integers(0, learnt, PAIRS_PER_SPELL * spells)
    codes = world.spells.codes.rows(rows)
    model.predict(codes.rows(slice(0, WARM_SPELLS)))
    return model, codes


def _bytes(codes: Codes, model: RetentionModel) -> tuple[int, int]:
    columns = [codes.stratum]
    for named in (codes.factors, codes.slopes, codes.groups):
        columns += list(named.values())
    read = sum(column.nbytes for column in columns)
    per_row = 2 + 4 * (4 + 3 + model.structure.causes)
    return read, per_row * len(codes)


def run(sizes: Sequence[int]) -> None:
    """Prints seconds, peaks, and ratios to lifelines and to the stream.

    Parameters
    ----------
    sizes
        Numbers of spells; the usual one if empty.
    """
    print(
        "  spells  fit s  fit MB   cox s  fit/cox     pairs predict s     MB "
        "stream s predict/stream"
    )
    for spells in sizes or SIZES:
        fitted, cox = measured(fit_stays, spells), measured(fit_cox, spells, 1)
        predicted, streamed = measured(predict_pairs, spells), measured(stream_pairs, spells)
        seconds = [one.timed.seconds for one in (fitted, cox, predicted, streamed)]
        print(
            f"{spells:8d} {seconds[0]:6.2f} {fitted.peak_mb:7.0f} {seconds[1]:7.2f} "
            f"{seconds[0] / seconds[1]:8.2f} {predicted.timed.arcs:9d} {seconds[2]:9.2f} "
            f"{predicted.peak_mb:6.0f} {seconds[3]:8.3f} {seconds[2] / seconds[3]:10.1f}"
        )
