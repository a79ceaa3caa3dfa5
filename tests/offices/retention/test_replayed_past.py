"""Models of past days held against what came: no future is learnt, a true world looks true."""

import datetime as dt
from typing import Any

import numpy as np
import pytest

from offices.retention.frames import AsOf, Read, month_number
from offices.retention.replay import past_cut_offs, replay
from regions.gazetteer import load_gazetteer
from tests.offices.retention.reads import read_of, record

ON = dt.date(2026, 3, 1)
CUT_OFFS = past_cut_offs(ON, 2)


def world(seed: int, *, hazards: tuple[float, float], change: float = 1.0) -> Read:
    """Stays with two employers, each with one monthly chance to leave.

    From the first cut-off on the chances are ``change`` times as high.
    """
    rng = np.random.default_rng(seed)
    last, turn = month_number(ON), month_number(CUT_OFFS[0])
    starts = rng.integers(last - 48, last, 3_000).tolist()
    lots = rng.random((len(starts), 48)).tolist()
    rows = []
    for person, start in enumerate(starts):
        employer = person % 2
        month = start
        while month < last - 1:
            month += 1
            if lots[person][last - month] < hazards[employer] * (change if month >= turn else 1.0):
                break
        else:
            month = -1
        rows.append(
            record("2024-01", None, "02" if month > 0 else None)
            | {
                "person_id": person,
                "employer_id": 7 + employer,
                "started": dt.date(start // 12, start % 12 + 1, 1),
                "ended": dt.date(month // 12, month % 12 + 1, 1) if month > 0 else None,
                "batch_id": None,
                "end_batch": None,
                "reason_batch": None,
            }
        )
    return read_of(rows)


def replayed(read: Read, *, is_as_imported: bool = False) -> list[dict[str, Any]]:
    """Replays both cut-offs."""
    return replay(
        read, AsOf(ON, ON), CUT_OFFS, load_gazetteer().place, is_as_imported=is_as_imported
    )


def test_cut_offs_lie_a_quarter_apart() -> None:
    """The last one leaves a quarter to judge by."""
    assert past_cut_offs(dt.date(2026, 3, 20), 3) == (
        dt.date(2025, 6, 1),
        dt.date(2025, 9, 1),
        dt.date(2025, 12, 1),
    )


def test_a_world_as_modelled_looks_calibrated() -> None:
    """Over five worlds slopes scatter around 1, the rest around 0, and few months look odd."""
    told = [one for seed in range(1, 6) for one in replayed(world(seed, hazards=(0.03, 0.12)))]
    slopes = [one["calibration"]["slope"]["value"] for one in told]
    assert abs(np.mean(slopes) - 1) < 0.15
    assert abs(np.mean([one["calibration"]["in_the_large"]["value"] for one in told])) < 0.1
    months = [month["is_outside"] for one in told for month in one["drift"]]
    assert sum(months) <= 0.1 * len(months)
    assert np.mean([one["concordance"] for one in told]) > 0.6
    assert np.mean([score["gain"] for one in told for score in one["skill"]]) > 0.05


def test_a_changed_world_is_noticed() -> None:
    """Twice the chance to leave since the first cut-off: too many left, and every month says so."""
    told = replayed(world(1, hazards=(0.03, 0.12), change=2.0))[0]
    assert told["calibration"]["in_the_large"]["low"] > 0.3
    assert all(month["is_outside"] for month in told["drift"])


def test_nothing_of_the_future_is_learnt() -> None:
    """Whatever comes after a cut-off, the model fitted there is the same; what it meets is not."""
    one = replayed(world(1, hazards=(0.03, 0.12)))[0]
    other = replayed(world(1, hazards=(0.03, 0.12), change=2.0))[0]
    assert one["leavings"] != other["leavings"]
    untouched = world(1, hazards=(0.03, 0.12), change=0.0)
    assert replayed(untouched)[0]["version"] == one["version"]


@pytest.mark.parametrize(("is_as_imported", "cases"), [(True, 0), (False, 1)])
def test_what_was_imported_later_was_not_known(is_as_imported: bool, cases: int) -> None:  # noqa: FBT001 (a parameter of the test)
    """By the days of import a ledger of today was unknown then; by months it counts."""
    read = read_of(
        [
            record("2022-01", "2022-03", "02", person_id=2, employer_id=8),
            record("2024-06", "2024-12", "02"),
        ],
        batches={1: ON},
    )
    told = replayed(read, is_as_imported=is_as_imported)[0]
    assert told["cases"] == cases
    assert told["calibration"] is None
