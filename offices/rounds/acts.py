"""The acts of rounds, from opening to decision, under one name."""

from offices.rounds.acts_opening import RoundLine, list_rounds, open_round
from offices.rounds.acts_snapshot import (
    SnapshotTaken,
    snapshot_at_work,
    snapshot_columns,
    take_snapshot,
)

__all__ = [
    "RoundLine",
    "SnapshotTaken",
    "list_rounds",
    "open_round",
    "snapshot_at_work",
    "snapshot_columns",
    "take_snapshot",
]
