"""Seat values come close to hindsight where greedy does not."""

from statistics import mean

from benchmarks.rolling import made_up_season, shares_of_hindsight

SEEDS = (201, 202, 203)


def test_seat_values_reach_98_percent_of_hindsight_and_greedy_at_most_90() -> None:
    """Three seasons of two thousand people: the mean is high, and greedy is low in each."""
    rows = [shares_of_hindsight(made_up_season(seed), seed) for seed in SEEDS]
    assert mean(valued for _, _, valued, _ in rows) >= 0.98
    assert max(greedy for greedy, _, _, _ in rows) <= 0.90
    assert max(weekly_optimum for _, weekly_optimum, _, _ in rows) <= 0.90
